from django.urls import URLPattern

app_name = "entry_desk"
urlpatterns: list[URLPattern] = []
