"""Votes and deliberations: on the desk, and in the jury room."""

from django.urls import path

from judging.views import ballots, deliberation, pairs
from judging.views.desk import deliberations, votes

DESK = [
    path("final-votes/new/", votes.new_vote, name="new_vote"),
    path("final-votes/<int:pk>/", votes.result, name="vote_result"),
    path("final-votes/<int:pk>/terms/", votes.terms, name="vote_terms"),
    path("final-votes/<int:pk>/follow/", votes.follow, name="follow_round"),
    path("deliberations/", deliberations.deliberations, name="deliberations"),
    path("deliberations/new/", deliberations.new_deliberation, name="new_deliberation"),
    path("deliberations/<int:pk>/", deliberations.deliberation, name="deliberation"),
    path("deliberations/<int:pk>/act/", deliberations.act, name="act_on_deliberation"),
    path("deliberations/<int:pk>/minutes/", deliberations.minutes, name="minutes"),
]
JUROR = [
    path("<int:round_pk>/ballot/", ballots.ballot, name="ballot"),
    path("<int:round_pk>/ballot/save/", ballots.save, name="save_ballot"),
    path("<int:round_pk>/ballot/overview/", ballots.overview, name="ballot_overview"),
    path("<int:round_pk>/ballot/confirm/", ballots.confirm, name="confirm_ballot"),
    path("<int:round_pk>/ballot/reopen/", ballots.reopen, name="reopen_ballot"),
    path("deliberations/<int:pk>/", deliberation.deliberation, name="deliberation"),
    path("deliberations/<int:pk>/act/", deliberation.act, name="act_on_deliberation"),
    path("<int:round_pk>/pairs/", pairs.pairs, name="pairs"),
    path("<int:round_pk>/pairs/vote/", pairs.vote, name="vote_on_pair"),
    path("<int:round_pk>/vote/films/<int:pk>/", ballots.film, name="vote_film"),
]
