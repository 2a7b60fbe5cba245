from django.urls import path

from festival.views.desk import chooser, closing, letters, records, setup, team, wordings

EDITION = "<slug:festival>/<slug:edition>/"

app_name = "desk"
urlpatterns = [
    path("", chooser.chooser, name="chooser"),
    path("festivals/new/", chooser.new_festival, name="new_festival"),
    path("festivals/<slug:slug>/", chooser.edit_festival, name="edit_festival"),
    path("festivals/<slug:slug>/new-edition/", chooser.new_edition, name="new_edition"),
    path(f"{EDITION}team/", team.team, name="team"),
    path(f"{EDITION}team/invite/", team.invite_member, name="invite"),
    path(f"{EDITION}team/<int:pk>/resend/", team.resend, name="resend_invitation"),
    path(f"{EDITION}team/<int:pk>/remove/", team.remove, name="remove_member"),
    path(f"{EDITION}setup/", setup.setup, name="setup"),
    path(f"{EDITION}setup/edition/", setup.edit_edition, name="edit_edition"),
    path(f"{EDITION}setup/close/", closing.close, name="close_edition"),
    path(f"{EDITION}setup/reopen/", closing.reopen, name="reopen_edition"),
    path(f"{EDITION}setup/public/", setup.publish, name="publish_edition"),
    path(f"{EDITION}setup/categories/new/", setup.new_category, name="new_category"),
    path(f"{EDITION}setup/categories/<int:pk>/", setup.edit_category, name="edit_category"),
    path(f"{EDITION}setup/categories/<int:pk>/delete/", setup.delete_category, name="delete_category"),
    path(f"{EDITION}setup/sections/new/", setup.new_section, name="new_section"),
    path(f"{EDITION}setup/sections/<int:pk>/", setup.edit_section, name="edit_section"),
    path(f"{EDITION}setup/sections/<int:pk>/delete/", setup.delete_section, name="delete_section"),
    path(f"{EDITION}letters/", letters.letters, name="letters"),
    path(f"{EDITION}letters/retry/", letters.retry_all, name="letters_retry"),
    path(f"{EDITION}letters/<int:pk>/", letters.letter, name="letter"),
    path(f"{EDITION}letters/<int:pk>/cancel/", letters.cancel, name="letter_cancel"),
    path(f"{EDITION}letters/<int:pk>/retry/", letters.retry, name="letter_retry"),
    path(f"{EDITION}letters/<int:pk>/again/", letters.again, name="letter_again"),
    path(f"{EDITION}letters/<int:pk>/trust/", letters.trust, name="letter_trust"),
    path(f"{EDITION}letters/words/", wordings.wordings, name="letter_wordings"),
    path(f"{EDITION}letters/words/<path:kind>/reset/", wordings.reset, name="letter_wording_reset"),
    path(f"{EDITION}letters/words/<path:kind>/", wordings.wording, name="letter_wording"),
    path(f"{EDITION}audit/", records.audit, name="audit"),
]
