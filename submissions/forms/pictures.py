"""Pictures: sent by one form, described and put in order by another."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from submissions.actions.pictures import MOST_STILLS, arrange_stills, remove_picture
from submissions.enums_film import PictureKind
from submissions.models import Entry, Picture


class SeveralFiles(forms.FileField):
    """Any number of files in one field."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) and data else [data or None]
        return [super(SeveralFiles, self).clean(file, initial) for file in files]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class NewPicturesForm(forms.Form):
    kind = forms.ChoiceField(choices=PictureKind, widget=forms.HiddenInput)
    files = SeveralFiles(
        widget=FilesInput(attrs={"accept": "image/jpeg,image/png,image/webp"}), allow_empty_file=True
    )


class PictureRow(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Picture
        fields = ("caption", "alt", "credit")
        labels: ClassVar = {
            "caption": _("Caption"),
            "alt": _("What is to be seen"),
            "credit": _("Photo credit"),
        }
        help_texts: ClassVar = {"alt": _("For those who cannot see the picture.")}


class PicturesForm:
    """What is written under the pictures, and the order of the stills. Deeds: `up-5`, `down-5`, `first-5`, `remove-5`."""

    parts = ("pictures",)

    def __init__(self, data: Any = None, files: Any = None, *, instance: Entry, by: Any = None) -> None:
        self.instance, self.data, self.by = instance, data, by
        self.pictures = list(instance.pictures.all())
        self.rows = [PictureRow(data, instance=row, prefix=f"pic{row.pk}") for row in self.pictures]

    def of_kind(self, kind: str) -> list[PictureRow]:
        return [row for row in self.rows if row.instance.kind == kind]

    @property
    def stills(self) -> list[PictureRow]:
        return self.of_kind(PictureKind.STILL)

    @property
    def poster(self) -> PictureRow | None:
        return next(iter(self.of_kind(PictureKind.POSTER)), None)

    @property
    def portrait(self) -> PictureRow | None:
        return next(iter(self.of_kind(PictureKind.PORTRAIT)), None)

    @property
    def no_room(self) -> bool:
        return len(self.stills) >= MOST_STILLS

    def is_valid(self) -> bool:
        return not [row for row in self.rows if not row.is_valid()]

    @property
    def errors(self) -> list[Any]:
        return [row.errors for row in self.rows if row.errors]

    def save(self) -> None:
        for row in self.rows:
            if row.has_changed():
                row.save()
        verb, _dash, key = self.data.get("deed", "").partition("-")
        chosen = next((row.instance for row in self.rows if str(row.instance.pk) == key), None)
        if chosen is not None and verb == "remove":
            remove_picture(chosen, by=self.by)
        order = self._order(chosen, verb)
        if order != [row.instance.pk for row in self.stills if row.instance != chosen or verb != "remove"]:
            arrange_stills(self.instance, order, by=self.by)

    def _order(self, chosen: Picture | None, verb: str) -> list[int]:
        """As dragged, or as drawn; then moved as the pressed button says."""
        there = [row.instance.pk for row in self.stills]
        dragged = self.data.getlist("still-order") if hasattr(self.data, "getlist") else []
        order = [int(key) for key in dict.fromkeys(dragged) if key.isdecimal() and int(key) in there]
        order += [key for key in there if key not in order]
        if chosen is None or chosen.pk not in order:
            return order
        here = order.index(chosen.pk)
        order.pop(here)
        if verb != "remove":
            there_now = {"up": max(here - 1, 0), "down": here + 1, "first": 0}.get(verb, here)
            order.insert(there_now, chosen.pk)
        return order


class PressKitForm(forms.Form):
    file = forms.FileField(
        label=_("Press kit"),
        help_text=_("One PDF or ZIP file, up to 60 MB. It is offered for download, never opened here."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.zip,application/pdf,application/zip"}),
    )
