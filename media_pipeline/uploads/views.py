from uuid import UUID

from django.http import HttpRequest, HttpResponse


def collection(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=501)


def upload(request: HttpRequest, upload_id: str) -> HttpResponse:
    return HttpResponse(str(UUID(hex=upload_id)), status=501)
