"""Writing a message; the office's ready-made texts."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.actions.messages import Words
from submissions.attachments import MAX_BYTES
from submissions.exceptions import BadAttachment
from submissions.models import CannedText


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 7}))
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A PDF or a picture, up to 5 MB. Only the two sides of this conversation can open it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("token", uuid4())

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(str(BadAttachment.default_message))
        return file

    @property
    def words(self) -> Words:
        said = self.cleaned_data
        name = said["file"].name if said["file"] else ""
        return Words(said["text"], said["token"], said["file"], name)


class NewThreadForm(MessageForm):
    subject = forms.CharField(label=_("Subject"), max_length=150)
    field_order = ("subject", "text", "file", "token")


class CannedTextForm(forms.ModelForm):
    class Meta:
        model = CannedText
        fields = ("title", "text")

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        same = CannedText.objects.filter(edition=self.instance.edition, title=title)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a text of this name already."))
        return title
