from django.urls import path

from screenings.views.public import call, films, home, programme, stills, vote

EDITION = "<slug:festival>/<slug:edition>/"

app_name = "public"
urlpatterns = [
    path("", home.portal_home, name="home"),
    path("robots.txt", stills.robots, name="robots"),
    path("sitemap.xml", stills.sitemap, name="sitemap"),
    path("<slug:festival>/", home.festival_home, name="festival"),
    path(EDITION, home.edition_home, name="edition_home"),
    path(f"{EDITION}call/", call.call, name="call"),
    path(f"{EDITION}films/", films.films, name="films"),
    path(f"{EDITION}films/<str:slug>/", films.film, name="film"),
    path(f"{EDITION}films/<str:slug>/still-<int:width>.jpg", stills.still, name="still"),
    path(f"{EDITION}vote/", vote.votes, name="votes"),
    path(f"{EDITION}vote/<int:pk>/", vote.vote, name="vote"),
    path(f"{EDITION}vote/<int:pk>/cast/", vote.cast, name="cast_vote"),
    path(f"{EDITION}vote/<int:pk>/code/", vote.send_code, name="send_vote_code"),
    path(f"{EDITION}vote/<int:pk>/prove/", vote.prove, name="prove_vote_code"),
    path(f"{EDITION}vote/<int:pk>/ticket/", vote.ticket, name="vote_ticket"),
    path(f"{EDITION}vote/<int:pk>/t/<str:code>/", vote.ticket, name="scan_ticket"),
    path(f"{EDITION}vote/<int:pk>/leave/", vote.leave, name="leave_vote"),
    path(f"{EDITION}awards/", films.awards, name="awards"),
    path(f"{EDITION}programme/", programme.programme, name="programme"),
    path(f"{EDITION}programme.ics", programme.programme_ics, name="programme_ics"),
    path(f"{EDITION}screenings/<uuid:pk>/", programme.screening, name="screening"),
    path(f"{EDITION}screenings/<uuid:pk>.ics", programme.screening_ics, name="screening_ics"),
]
