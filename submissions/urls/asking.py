"""Addresses of custom questions, rights and papers: for the filmmaker's room and for the desk."""

from django.urls import path

from submissions.views import agreements, answering, papers, questions, rights

FILMMAKER = [
    path("<uuid:pk>/answers/", answering.later, name="answers"),
    path("<uuid:pk>/papers/<uuid:paper>/", papers.own, name="paper"),
    path("<uuid:pk>/agreement/", rights.page, name="rights"),
    path("<uuid:pk>/agreement/sign/", rights.sign, name="sign"),
    path("<uuid:pk>/agreement/<int:signature>/", rights.certificate, name="certificate"),
    path("<uuid:pk>/clearances/<int:clearance>/", rights.settle, name="settle"),
]
DESK = [
    path("entries/<uuid:pk>/papers/<uuid:paper>/", papers.desk, name="paper"),
    path("entries/<uuid:pk>/agreement/<int:signature>/", rights.desk_certificate, name="certificate"),
    path("questions/", questions.index, name="questions"),
    path("questions/new/", questions.choose_kind, name="question_kinds"),
    path("questions/new/<slug:kind>/", questions.new, name="question_new"),
    path("questions/order/", questions.order, name="questions_order"),
    path("questions/copy/", questions.copy, name="questions_copy"),
    path("questions/preview/", questions.preview, name="questions_preview"),
    path("questions/<int:pk>/", questions.edit, name="question"),
    path("questions/<int:pk>/state/", questions.state, name="question_state"),
    path("questions/<int:pk>/delete/", questions.delete, name="question_delete"),
    path("agreement/", agreements.index, name="agreement"),
    path("agreement/draft/", agreements.draft, name="agreement_draft"),
    path("agreement/publish/", agreements.publish, name="agreement_publish"),
    path("agreement/discard/", agreements.discard, name="agreement_discard"),
    path("agreement/policy/", agreements.policy, name="rights_policy"),
    path("agreement/request/", agreements.request_new, name="agreement_request"),
    path("agreement/<int:version>/", agreements.version, name="agreement_version"),
]
