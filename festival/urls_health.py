from django.urls import path

from festival.views.health import health

urlpatterns = [path("", health, name="health")]
