"""Forms of who watches what: the rules of a round, wishes for one film, what a juror can take."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.enums import Orientation
from judging.models import AssignmentRules, Bloc, Juror, Round
from judging.models.assigning import MOST_REVIEWS
from submissions.forms.base import SeveralField
from submissions.tongues import language_choices

LEVELS = [
    (0, gettext_lazy("Nothing said")),
    (1, gettext_lazy("Some")),
    (2, gettext_lazy("Well")),
    (3, gettext_lazy("Expert")),
]
FORMATS = [Orientation.HORIZONTAL, Orientation.VERTICAL, Orientation.SQUARE]


class AssignmentRulesForm(forms.ModelForm):
    """How a plan is worked out: the stored rules, the quotas of the blocs, and whether what stands is kept."""

    keep = forms.BooleanField(
        required=False,
        label=gettext_lazy("Keep what is handed out, only add"),
        help_text=gettext_lazy("Films that a juror has begun stay with the juror in any case."),
    )

    class Meta:
        model = AssignmentRules
        fields = ["reviews_per_film", "balance_by", "within_percent", "heed_languages", "fill_gaps"]

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocs = list(Bloc.objects.filter(jury=judged.jury_id))
        known = {quota.bloc_id: quota for quota in judged.bloc_quotas.all()}
        for bloc in self.blocs:
            quota = known.get(bloc.pk)
            for side, start in (
                ("least", quota.least if quota else None),
                ("most", quota.most if quota else None),
            ):
                self.fields[f"{side}_{bloc.pk}"] = forms.IntegerField(
                    required=False,
                    min_value=0,
                    max_value=MOST_REVIEWS,
                    initial=start or None,
                    label=_("“%(bloc)s”: at least") % {"bloc": bloc}
                    if side == "least"
                    else _("“%(bloc)s”: at most") % {"bloc": bloc},
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for bloc in self.blocs:
            least, most = data.get(f"least_{bloc.pk}") or 0, data.get(f"most_{bloc.pk}")
            if most is not None and most < least:
                self.add_error(f"most_{bloc.pk}", _("“At most” must not be less than “at least”."))
        per_film = data.get("reviews_per_film")
        wanted = sum(data.get(f"least_{bloc.pk}") or 0 for bloc in self.blocs)
        if per_film is not None and wanted > per_film:
            self.add_error(
                "reviews_per_film",
                _("The blocs want at least %(count)s jurors per film.") % {"count": wanted},
            )
        return data

    @property
    def rules(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def quotas(self) -> dict[Bloc, tuple[int, int | None]]:
        data = self.cleaned_data
        return {bloc: (data.get(f"least_{bloc.pk}") or 0, data.get(f"most_{bloc.pk}")) for bloc in self.blocs}

    @property
    def main_fields(self) -> Iterable[Any]:
        return [self[name] for name in self.Meta.fields]

    @property
    def bloc_pairs(self) -> Iterable[tuple[Any, Any]]:
        return [(self[f"least_{bloc.pk}"], self[f"most_{bloc.pk}"]) for bloc in self.blocs]


class WishesForm(forms.Form):
    """For one film of a round."""

    reviews_wanted = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_REVIEWS,
        label=gettext_lazy("Jurors for this film"),
        help_text=gettext_lazy("Empty: as the round has it."),
    )
    is_anchor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Give this film to everybody"),
        help_text=gettext_lazy("Links all jurors. Short films suit best."),
    )


class CapacityForm(forms.ModelForm):
    """What a juror understands, knows and has time for. It decides what a plan gives."""

    class Meta:
        model = Juror
        fields = ["capacity_minutes", "most_films"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"] = SeveralField(
            choices=language_choices(),
            slots=5,
            label=_("Languages understood"),
            required=False,
            help_text=_("Without any the juror gets films in all languages."),
            initial=self.instance.languages,
        )
        known = {(row.category_id, row.orientation): row.level for row in self.instance.expertise.all()}
        self.categories = list(self.instance.jury.edition.categories.all())
        for category in self.categories:
            self.fields[f"category_{category.pk}"] = _level(str(category), known.get((category.pk, "")))
        for shape in FORMATS:
            self.fields[f"format_{shape}"] = _level(str(shape.label), known.get((None, str(shape))))
        self.order_fields(["languages", *self.fields])

    @property
    def capacity(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("languages", "capacity_minutes", "most_films")}

    @property
    def known_categories(self) -> dict[str, int]:
        return {str(one.pk): int(self.cleaned_data[f"category_{one.pk}"] or 0) for one in self.categories}

    @property
    def known_formats(self) -> dict[str, int]:
        return {str(shape): int(self.cleaned_data[f"format_{shape}"] or 0) for shape in FORMATS}

    @property
    def time_fields(self) -> Iterable[Any]:
        return [self[name] for name in ("languages", "capacity_minutes", "most_films")]

    @property
    def level_fields(self) -> Iterable[Any]:
        return [self[name] for name in self.fields if name.startswith(("category_", "format_"))]


def _level(label: str, level: int | None) -> forms.ChoiceField:
    return forms.ChoiceField(choices=LEVELS, required=False, label=label, initial=level or 0)
