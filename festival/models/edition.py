from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from festival.enums import Accent, Disclosure, EntryNeed, Orientation
from festival.localized import LocalizedTextField
from festival.phases import Dates, Phase, phase_at
from festival.querysets import EditionQuerySet
from festival.validators import validate_festival_slug, validate_time_zone


class Festival(models.Model):
    """The organisation behind the editions, and how it looks."""

    name = LocalizedTextField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), unique=True, validators=[validate_festival_slug])
    tagline = LocalizedTextField(_("tagline"), max_length=200, blank=True)
    about = LocalizedTextField(_("about the festival"), rows=5, blank=True)
    city = LocalizedTextField(_("city"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    accent = models.CharField(_("colour"), max_length=20, choices=Accent, default=Accent.EMBER)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")

    def __str__(self) -> str:
        return str(self.name)


class Edition(models.Model):
    """One year's festival. Next year is a copied row, never code."""

    festival = models.ForeignKey(Festival, models.PROTECT, related_name="editions")
    name = LocalizedTextField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), help_text=_("Part of the web address, for example 2026."))
    summary = LocalizedTextField(_("summary"), rows=4, blank=True)
    regulations = LocalizedTextField(_("regulations"), rows=12, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages"), default=list, blank=True
    )
    call_opens_at = models.DateTimeField(_("call opens"))
    call_closes_at = models.DateTimeField(_("call closes"))
    decisions_on = models.DateField(_("notification date"), null=True, blank=True)
    starts_on = models.DateField(_("first festival day"))
    ends_on = models.DateField(_("last festival day"))
    awards_per_film = models.PositiveSmallIntegerField(
        _("awards one film may take"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty when one film may take any number of awards."),
    )
    watermark = models.BooleanField(
        _("show the viewer's name over films"),
        default=True,
        help_text=_(
            "For jurors and staff, while a film is watched here. Makers see their own film without it."
        ),
    )
    entry_needs = ArrayField(
        models.CharField(max_length=20, choices=EntryNeed),
        verbose_name=_("asked of entries"),
        default=list,
        blank=True,
    )
    selection_released_at = models.DateTimeField(_("selection announced"), null=True, editable=False)
    results_published_at = models.DateTimeField(_("results published"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    public = models.BooleanField(_("shown to the public"), default=False)
    messages_waiting = models.PositiveIntegerField(default=0, editable=False)
    deliberations_open = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["festival", "slug"], name="one_edition_per_address"),
            models.CheckConstraint(
                condition=Q(call_opens_at__lt=F("call_closes_at")), name="call_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="edition_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def phase_at(self, now: datetime) -> Phase:
        return phase_at(
            Dates(
                call_opens_at=self.call_opens_at,
                call_closes_at=self.call_closes_at,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                selection_released=self.selection_released_at is not None,
                results_published=self.results_published_at is not None,
                closed=self.closed_at is not None,
            ),
            now.astimezone(self.tz),
        )

    @property
    def phase(self) -> Phase:
        return self.phase_at(timezone.now())

    @property
    def call_is_open(self) -> bool:
        return self.call_opens_at <= timezone.now() < self.call_closes_at


class Section(models.Model):
    """A curatorial strand: Competition, Panorama."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    name = LocalizedTextField(_("name"), max_length=120)
    slug = models.SlugField(_("address"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="one_section_per_address")]

    def __str__(self) -> str:
        return str(self.name)


class Category(models.Model):
    """A class with rules. The media check measures each film against them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="categories")
    name = LocalizedTextField(_("name"), max_length=120)
    slug = models.SlugField(_("address"))
    description = LocalizedTextField(_("description"), rows=3, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    min_duration_s = models.PositiveIntegerField(_("shortest, in seconds"), null=True, blank=True)
    max_duration_s = models.PositiveIntegerField(_("longest, in seconds"), null=True, blank=True)
    orientation = models.CharField(_("format"), max_length=12, choices=Orientation, default=Orientation.ANY)
    min_short_side = models.PositiveIntegerField(
        _("smallest short side, in pixels"),
        null=True,
        blank=True,
        help_text=_("The shorter of width and height as displayed: 1080 for full HD, upright or not."),
    )
    frame_rates = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("frame rates"),
        default=list,
        blank=True,
        help_text=_("For example 24, 25, 30000/1001. Empty: any."),
    )
    audio_required = models.BooleanField(_("sound required"), default=False)
    subtitles_required = models.BooleanField(_("subtitles required"), default=False)
    disclosure = models.CharField(
        _("how the film was made"),
        max_length=10,
        choices=Disclosure,
        default=Disclosure.OPTIONAL,
        help_text=_(
            "Stage by stage: made without AI, with its help, or by it, and with which tools. The regulations "
            "should say so as well."
        ),
    )

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="one_category_per_address"),
            models.CheckConstraint(
                condition=Q(min_duration_s__isnull=True)
                | Q(max_duration_s__isnull=True)
                | Q(min_duration_s__lte=F("max_duration_s")),
                name="category_shortest_before_longest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
