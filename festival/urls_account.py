from django.urls import path

from festival.views import account, invitations, personal, reminders

app_name = "festival"
urlpatterns = [
    path("me/", account.profile, name="profile"),
    path("me/rooms/", account.my_rooms, name="my_rooms"),
    path("me/letters/", reminders.wishes, name="letter_wishes"),
    path("me/letters/stop/<str:token>/", reminders.stop, name="stop_reminders"),
    path("me/data/", personal.my_data, name="my_data"),
    path("me/data/ask/", personal.ask_export, name="my_data_ask"),
    path("me/data/state/", personal.export_state, name="my_data_state"),
    path("me/data/<uuid:pk>.zip", personal.download, name="my_data_download"),
    path("me/data/erase/", personal.erase, name="my_data_erase"),
    path("me/data/keep/", personal.keep, name="my_data_keep"),
    path("me/token/", account.create_token, name="create_token"),
    path("me/token/revoke/", account.revoke_token, name="revoke_token"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/accept/", invitations.accept, name="accept_invitation"),
    path("invitations/<str:token>/switch/", invitations.switch_account, name="switch_account"),
]
