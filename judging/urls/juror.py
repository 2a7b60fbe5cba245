from django.urls import path

from judging.urls import votes
from judging.views import conflicts, juror, overview, screen, seats

app_name = "jury"
urlpatterns = [
    path("", juror.home, name="home"),
    path("seats/<int:pk>/", seats.seat, name="seat"),
    path("seats/<int:pk>/decline/", seats.decline, name="decline_seat"),
    path("<int:round_pk>/<int:pk>/step-aside/", conflicts.step_aside, name="step_aside"),
    path("screen/", screen.screen, name="screen"),
    path("screen/open/", screen.open_screen, name="open_screen"),
    path("screen/close/", screen.close_screen, name="close_screen"),
    path("screen/state/", screen.state, name="screen_state"),
    path("pair/", screen.pair, name="pair"),
    path("pair/<slug:code>/", screen.pair, name="pair"),
    path("<int:round_pk>/overview/", overview.overview, name="overview"),
    path("<int:round_pk>/overview/confirm/", overview.confirm_all, name="confirm_all"),
    path("<int:round_pk>/<int:pk>/others/", juror.ask_others, name="ask_others"),
    path("<int:round_pk>/<int:pk>/steer/", screen.steer, name="steer"),
    path("<int:round_pk>/<int:pk>/", juror.film, name="film"),
    path("<int:round_pk>/<int:pk>/scores/", juror.save, name="save"),
    path("<int:round_pk>/<int:pk>/confirm/", juror.confirm, name="confirm"),
    path("<int:round_pk>/<int:pk>/reopen/", juror.reopen, name="reopen"),
    path("<int:round_pk>/<int:pk>/step-back/", juror.step_back, name="step_back"),
    path("<int:round_pk>/<int:pk>/watched/", juror.watched, name="watched"),
]
urlpatterns += votes.JUROR
