from django.urls import URLPattern

app_name = "jury_desk"
urlpatterns: list[URLPattern] = []
