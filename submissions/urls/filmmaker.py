from django.urls import path, re_path

from submissions.views import completing, fees, film, filmmaker, late, makers, pictures, steps, subtitles

app_name = "entries"
urlpatterns = [
    path("", filmmaker.home, name="home"),
    path("new/", filmmaker.begin, name="begin"),
    re_path(r"^stills/(?P<key>[0-9a-f]{32})-(?P<width>\d+)\.jpg$", pictures.still, name="still"),
    re_path(r"^posters/(?P<key>[\w:-]+)\.jpg$", pictures.poster, name="poster"),
    path("<uuid:pk>/", filmmaker.entry, name="entry"),
    path("<uuid:pk>/complete/", completing.complete, name="complete"),
    path("<uuid:pk>/withdraw/", filmmaker.withdraw, name="withdraw"),
    path("<uuid:pk>/film/begin/", film.begin_upload, name="film_begin"),
    path("<uuid:pk>/film/status/", film.status, name="film_status"),
    path("late/", late.late_code, name="late_code"),
    path("late/<str:token>/", late.late, name="late"),
    path("payments/<slug:provider>/", fees.payment_webhook, name="payment_webhook"),
    path("<uuid:pk>/fee/", fees.fee, name="fee"),
    path("<uuid:pk>/fee/pay/", fees.pay, name="fee_pay"),
    path("<uuid:pk>/fee/code/", fees.code, name="fee_code"),
    path("<uuid:pk>/fee/code/drop/", fees.forget_code, name="fee_code_drop"),
    path("<uuid:pk>/category/", steps.category, name="category"),
    path("<uuid:pk>/still/remove/", steps.drop_still, name="still_remove"),
    path("<uuid:pk>/subtitles/", subtitles.own, name="subtitles"),
    path("<uuid:pk>/subtitles/<uuid:track>/remove/", subtitles.own_remove, name="subtitles_remove"),
    path("<uuid:pk>/makers/", makers.makers, name="makers"),
    path("<uuid:pk>/makers/invite/", makers.invite, name="makers_invite"),
    path("<uuid:pk>/makers/offer/", makers.offer, name="makers_offer"),
    path("<uuid:pk>/makers/letters/", makers.letters, name="makers_letters"),
    path("<uuid:pk>/makers/<int:share>/resend/", makers.resend, name="makers_resend"),
    path("<uuid:pk>/makers/<int:share>/remove/", makers.remove, name="makers_remove"),
    path("shares/<str:token>/", makers.share, name="share"),
    path("shares/<str:token>/accept/", makers.accept, name="share_accept"),
    path("shares/<str:token>/switch/", makers.switch, name="share_switch"),
    path("<uuid:pk>/<slug:name>/", steps.step, name="step"),
]
