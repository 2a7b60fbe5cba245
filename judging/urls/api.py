from django.urls import path

from judging.api import results as api

urlpatterns = [path("results/", api.Results.as_view(), name="results")]
