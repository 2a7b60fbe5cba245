"""Uploads by program: how the bytes travel is tus 1.0 at /uploads/; here one reads how far they are."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers

from media_pipeline.models import Upload
from media_pipeline.uploads.actions import upload_url

HOW = """
Films are sent with [tus 1.0](https://tus.io/protocols/resumable-upload) to `/uploads/`, with the same
`Authorization: Token …` header; any tus client will do. Two ways:

* **From the entry:** `POST /api/v1/entries/{id}/film/` with the file's name and size answers with a `url`; send the
  bytes there (`PATCH`, the client's option is usually called *uploadUrl*).
* **By the client:** let the client create the upload (`POST /uploads/` with `Upload-Length` and, in
  `Upload-Metadata`, a `filename`), then `PATCH /api/v1/entries/{id}/` with `{"upload": "<id>"}`; the id is the last
  part of the `Location`. An upload that no entry claims is removed after some days.

Extensions: creation, creation-with-upload, creation-defer-length, expiration, checksum (sha1, sha256, md5),
termination, concatenation. Send chunks of less than 100 MB where a proxy limits request bodies.
"""


class UploadStatus(serializers.ModelSerializer[Upload]):
    url = serializers.SerializerMethodField(help_text="Where a tus client sends the bytes.")
    offset = serializers.IntegerField(read_only=True, help_text="Bytes that are safely here.")

    class Meta:
        model = Upload
        fields = ["id", "url", "filename", "length", "offset", "state", "expires_at", "finished_at"]
        read_only_fields = fields

    def get_url(self, upload: Upload) -> str:
        return upload_url(upload)


class OwnUploads:
    serializer_class = UploadStatus
    queryset = Upload.objects.none()
    request: object

    def get_queryset(self) -> QuerySet[Upload]:
        user = self.request.user  # type: ignore[attr-defined]
        return Upload.objects.visible_to(user).order_by("-created_at", "pk")


@extend_schema(summary="Own uploads, newest first", description=HOW, tags=["uploads"])
class UploadList(OwnUploads, generics.ListAPIView[Upload]):
    pass


@extend_schema(summary="How far an upload is", tags=["uploads"])
class UploadPage(OwnUploads, generics.RetrieveAPIView[Upload]):
    pass
