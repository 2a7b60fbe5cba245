from django.urls import URLPattern

app_name = "programme_desk"
urlpatterns: list[URLPattern] = []
