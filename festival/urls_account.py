from django.urls import path

from festival.views.account import my_rooms

app_name = "festival"
urlpatterns = [path("me/", my_rooms, name="my_rooms")]
