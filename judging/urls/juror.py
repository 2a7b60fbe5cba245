from django.urls import path

from judging.urls import votes
from judging.views import conflicts, juror, overview, repeats, screen, seats
from judging.views.repeats import or_again

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
    path("<int:round_pk>/<int:pk>/", or_again(juror.film, repeats.film), name="film"),
    path("<int:round_pk>/<int:pk>/scores/", or_again(juror.save, repeats.save), name="save"),
    path("<int:round_pk>/<int:pk>/confirm/", or_again(juror.confirm, repeats.confirm), name="confirm"),
    path("<int:round_pk>/<int:pk>/reopen/", or_again(juror.reopen, repeats.reopen), name="reopen"),
    path("<int:round_pk>/<int:pk>/step-back/", juror.step_back, name="step_back"),
    path("<int:round_pk>/<int:pk>/watched/", or_again(juror.watched, repeats.watched), name="watched"),
    path("<int:round_pk>/<int:pk>/remembered/", repeats.decline, name="decline_repeat"),
]
urlpatterns += votes.JUROR
