from django.urls import path

from judging.views import juror

app_name = "jury"
urlpatterns = [
    path("", juror.home, name="home"),
    path("<int:round_pk>/overview/", juror.overview, name="overview"),
    path("<int:round_pk>/<int:pk>/", juror.film, name="film"),
    path("<int:round_pk>/<int:pk>/scores/", juror.save, name="save"),
    path("<int:round_pk>/<int:pk>/confirm/", juror.confirm, name="confirm"),
    path("<int:round_pk>/<int:pk>/reopen/", juror.reopen, name="reopen"),
    path("<int:round_pk>/<int:pk>/step-back/", juror.step_back, name="step_back"),
    path("<int:round_pk>/<int:pk>/watched/", juror.watched, name="watched"),
]
