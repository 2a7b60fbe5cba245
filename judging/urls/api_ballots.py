from django.urls import path

from judging.api import ballots as api

urlpatterns = [
    path("", api.Ballots.as_view(), name="ballots"),
    path("<int:round_pk>/", api.BallotPage.as_view(), name="ballot"),
    path("<int:round_pk>/confirm/", api.ConfirmBallot.as_view(), name="confirm_ballot"),
    path("<int:round_pk>/reopen/", api.ReopenBallot.as_view(), name="reopen_ballot"),
    path("<int:round_pk>/pairs/", api.Pairs.as_view(), name="pairs"),
]
