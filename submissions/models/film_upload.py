from django.db import models

from media_pipeline.models import Upload
from submissions.models.entry import Entry


class FilmUpload(models.Model):
    """An upload begun for an entry. The newest finished one becomes the film; older ones are kept."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="film_uploads")
    upload = models.OneToOneField(Upload, models.CASCADE, related_name="film_upload")
    told = models.CharField(max_length=12, blank=True)  # the verdict that its maker has had a letter about
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.upload)
