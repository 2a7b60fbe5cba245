from django.urls import path

from screenings.views.desk import blocks, home, next_year, places, schedule

app_name = "programme_desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("next-year/", next_year.next_year, name="next_year"),
    path("programme/", schedule.programme, name="programme"),
    path("programme/draft/drop/", schedule.drop_draft, name="drop_draft"),
    path("programme/release/", schedule.release, name="release"),
    path("programme/versions/", schedule.versions, name="versions"),
    path("programme/versions/<int:pk>/", schedule.version, name="version"),
    path("programme/screenings/<uuid:pk>/", schedule.screening, name="screening"),
    path("programme/screenings/<uuid:pk>/move/", schedule.move, name="move"),
    path("programme/blocks/", blocks.blocks, name="blocks"),
    path("programme/blocks/new/", blocks.new_block, name="new_block"),
    path("programme/blocks/<int:pk>/", blocks.block, name="block"),
    path("programme/blocks/<int:pk>/words/", blocks.block_words, name="block_words"),
    path("programme/blocks/<int:pk>/delete/", blocks.delete_block, name="delete_block"),
    path("programme/sessions/", blocks.sessions, name="sessions"),
    path("programme/sessions/new/", blocks.new_session, name="new_session"),
    path("programme/sessions/<int:pk>/", blocks.session, name="session"),
    path("programme/sessions/<int:pk>/delete/", blocks.delete_session, name="delete_session"),
    path("venues/", places.venues, name="venues"),
    path("venues/new/", places.new_venue, name="new_venue"),
    path("venues/<int:pk>/", places.venue, name="venue"),
    path("venues/<int:pk>/delete/", places.delete_venue, name="delete_venue"),
    path("venues/<int:pk>/screens/new/", places.new_screen, name="new_screen"),
    path("venues/screens/<int:pk>/", places.screen, name="screen"),
]
