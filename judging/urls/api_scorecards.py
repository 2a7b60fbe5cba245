from django.urls import path

from judging.api import scorecards as api

urlpatterns = [
    path("", api.ScorecardList.as_view(), name="scorecards"),
    path("<int:pk>/", api.ScorecardPage.as_view(), name="scorecard"),
    path("<int:pk>/confirm/", api.Confirm.as_view(), name="confirm_scorecard"),
    path("<int:pk>/reopen/", api.Reopen.as_view(), name="reopen_scorecard"),
    path("<int:pk>/step-back/", api.StepBack.as_view(), name="step_back"),
]
