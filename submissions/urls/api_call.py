from django.urls import path

from submissions.api.call import CallPage

urlpatterns = [path("call/", CallPage.as_view(), name="call")]
