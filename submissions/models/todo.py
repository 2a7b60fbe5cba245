from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from festival.localized import LocalizedTextField
from festival.models import Edition, Section
from submissions.enums import TodoAnswer, TodoState
from submissions.models.entry import Entry
from submissions.querysets import TodoQuerySet


class TodoKind(models.Model):
    """Something that the makers of every selected film are to do: one line of the edition's list.

    Due some days after the announcement, or on one day for all. `check`: the name of what the portal can see by
    itself (submissions/todo_checks.py); empty: the maker says so, in the form of `answer`.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="todo_kinds")
    name = LocalizedTextField(_("what is to be done"), max_length=120)
    help = LocalizedTextField(_("how"), max_length=1000, rows=3, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_after_days = models.PositiveSmallIntegerField(
        _("or so many days after the announcement"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(400)],
    )
    answer = models.CharField(
        _("how the maker answers"), max_length=12, choices=TodoAnswer, default=TodoAnswer.TICK
    )
    check_by = models.CharField(_("seen by the portal itself"), max_length=30, blank=True)
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        related_name="todo_kinds",
        null=True,
        blank=True,
        verbose_name=_("only for the section"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("to-do")
        verbose_name_plural = _("to-dos")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_after_days__isnull=True),
                name="todo_is_due_by_one_measure",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Todo(models.Model):
    """One thing to do for one selected film. `answer` is what the maker wrote; its shape is the kind's."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="todos")
    kind = models.ForeignKey(TodoKind, models.CASCADE, related_name="todos")
    state = models.CharField(max_length=8, choices=TodoState, default=TodoState.OPEN, editable=False)
    due_on = models.DateField(null=True, editable=False)
    answer = models.JSONField(default=dict, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = TodoQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "kind__position", "pk"]
        verbose_name = _("to-do of a film")
        verbose_name_plural = _("to-dos of films")
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind"], name="one_todo_per_film_and_kind"),
            models.CheckConstraint(
                condition=Q(state=TodoState.OPEN, settled_at__isnull=True)
                | (~Q(state=TodoState.OPEN) & Q(settled_at__isnull=False)),
                name="settled_todo_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.entry}"

    @property
    def edition_id(self) -> int:
        return self.entry.edition_id

    def is_overdue_on(self, today: date) -> bool:
        return self.state == TodoState.OPEN and self.due_on is not None and self.due_on < today
