import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from festival.localized import LocalizedTextField
from festival.models import Category, Edition, Section
from media_pipeline.models import Asset, Upload
from submissions.enums import CreditRole, Decision, EntryState


class Entry(models.Model):
    """One film submitted to one edition, in one category."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries")
    section = models.ForeignKey(Section, models.SET_NULL, related_name="entries", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True, editable=False)
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.DRAFT, editable=False)
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.UNDECIDED, editable=False)

    title_original = models.CharField(_("original title"), max_length=200, blank=True)
    title_international = models.CharField(_("international title"), max_length=200, blank=True)
    title_language = models.CharField(_("language of the original title"), max_length=10, blank=True)
    logline = LocalizedTextField(_("logline"), max_length=300, rows=2, blank=True)
    synopsis = LocalizedTextField(_("synopsis"), max_length=2000, rows=6, blank=True)
    statement = LocalizedTextField(_("director's statement"), max_length=2000, rows=6, blank=True)
    countries = CountryField(_("countries"), multiple=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True
    )
    completed_on = models.DateField(_("completion date"), null=True, blank=True)
    still = models.ImageField(_("still"), upload_to="stills/%Y/%m/", blank=True)
    regulations_accepted_at = models.DateTimeField(null=True, editable=False)

    film = models.ForeignKey(
        Asset, models.PROTECT, related_name="entries", null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_number_per_edition"),
            models.UniqueConstraint(fields=["edition", "slug"], name="one_film_per_address"),
            models.CheckConstraint(
                condition=~Q(state=EntryState.SUBMITTED) | Q(submitted_at__isnull=False, film__isnull=False),
                name="submitted_entry_has_date_and_film",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_international or self.title_original or str(_("Untitled film"))


class FilmUpload(models.Model):
    """An upload begun for an entry. The newest finished one becomes the film; older ones are kept."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="film_uploads")
    upload = models.OneToOneField(Upload, models.CASCADE, related_name="film_upload")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.upload)


class Credit(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="credits")
    role = models.CharField(_("role"), max_length=12, choices=CreditRole, default=CreditRole.DIRECTOR)
    name = models.CharField(_("name"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"


class ToolUse(models.Model):
    """A tool declared for a production stage, as the maker wrote it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="tool_uses")
    stage = models.CharField(_("stage of production"), max_length=60)
    tool = models.CharField(_("tool and version"), max_length=120)
    note = models.CharField(_("what it did"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def __str__(self) -> str:
        return f"{self.stage}: {self.tool}"
