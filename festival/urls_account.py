from django.urls import path

from festival.views import account, invitations, reminders

app_name = "festival"
urlpatterns = [
    path("me/", account.profile, name="profile"),
    path("me/rooms/", account.my_rooms, name="my_rooms"),
    path("me/letters/", reminders.wishes, name="letter_wishes"),
    path("me/letters/stop/<str:token>/", reminders.stop, name="stop_reminders"),
    path("me/token/", account.create_token, name="create_token"),
    path("me/token/revoke/", account.revoke_token, name="revoke_token"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/accept/", invitations.accept, name="accept_invitation"),
    path("invitations/<str:token>/switch/", invitations.switch_account, name="switch_account"),
]
