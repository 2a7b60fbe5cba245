from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from media_pipeline.enums import TrackKind
from media_pipeline.models import SubtitleTrack
from media_pipeline.subtitles import MOST_BYTES
from submissions.tongues import language_choices


class SubtitleForm(forms.Form):
    """A subtitle file and what it is. What is in it, the workshop reads."""

    file = forms.FileField(
        label=_("Subtitle file"),
        help_text=_("SRT, WebVTT, ASS or SSA. The encoding is found out; UTF-8 is best."),
        widget=forms.FileInput(attrs={"accept": ".srt,.vtt,.ass,.ssa,.txt,text/vtt,text/plain"}),
    )
    language = forms.ChoiceField(label=_("Language of the subtitles"))
    for_the_deaf = forms.BooleanField(
        label=_("For the deaf and hard of hearing"),
        help_text=_("They also tell who speaks, and what is heard."),
        required=False,
    )
    replaces = forms.ModelChoiceField(SubtitleTrack.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tracks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", "–"), *language_choices()]  # type: ignore[attr-defined]
        self.fields["replaces"].queryset = tracks  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """A file that is far too large is not even read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise ValidationError(
                _("Subtitle files have %(limit)s at most.") % {"limit": filesizeformat(MOST_BYTES)}
            )
        return file

    @property
    def kind(self) -> str:
        return str(TrackKind.CAPTIONS if self.cleaned_data["for_the_deaf"] else TrackKind.SUBTITLES)
