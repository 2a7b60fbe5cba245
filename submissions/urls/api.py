from django.urls import path

from submissions.api import asking
from submissions.api import views as api

urlpatterns = [
    path("", api.EntryList.as_view(), name="entries"),
    path("<uuid:pk>/", api.EntryPage.as_view(), name="entry"),
    path("<uuid:pk>/film/", api.SendFilm.as_view(), name="send_film"),
    path("<uuid:pk>/answers/", asking.Answers.as_view(), name="answers"),
    path("<uuid:pk>/answers/<slug:key>/file/", asking.AnswerFile.as_view(), name="answer_file"),
    path("<uuid:pk>/rights/", asking.Rights.as_view(), name="rights"),
    path("<uuid:pk>/rights/sign/", asking.Sign.as_view(), name="sign"),
    path("<uuid:pk>/findings/", api.Findings.as_view(), name="findings"),
    path("<uuid:pk>/submit/", api.Submit.as_view(), name="submit_entry"),
    path("<uuid:pk>/withdraw/", api.Withdraw.as_view(), name="withdraw_entry"),
]
