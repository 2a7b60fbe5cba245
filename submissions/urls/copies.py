"""Addresses of exhibition copies: for the filmmaker's room and for the desk."""

from django.urls import path

from submissions.views import copies, desk_copies

FILMMAKER = [
    path("<uuid:pk>/copy/", copies.page, name="copy"),
    path("<uuid:pk>/copy/begin/", copies.begin, name="copy_begin"),
    path("<uuid:pk>/copy/status/", copies.status, name="copy_status"),
    path("<uuid:pk>/copy/link/", copies.link, name="copy_link"),
    path("<uuid:pk>/copy/remove/", copies.remove, name="copy_remove"),
]
DESK = [
    path("copies/", desk_copies.board, name="copies"),
    path("entries/<uuid:pk>/copy/accept/", desk_copies.accept, name="copy_accept"),
    path("entries/<uuid:pk>/copy/again/", desk_copies.again, name="copy_again"),
    path("entries/<uuid:pk>/copy/fetch/", desk_copies.fetch, name="copy_fetch"),
    path("entries/<uuid:pk>/copy/file/<str:token>/", desk_copies.file, name="copy_file"),
]
