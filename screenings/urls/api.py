from django.urls import path

from screenings import api

urlpatterns = [path("programme/", api.ProgrammePage.as_view(), name="programme")]
