"""The form by which a round declares how it counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.enums import PeerView, RoundMode, TieStep
from judging.method_words import method_name
from judging.models import Round
from judging.models.round_rules import MOST_REPEATS, rules_of
from judging.modes import mode_of

RUNGS = 4


class RulesForm(forms.Form):
    """Filled from what the round declares; `columns` is what `declare_rules` takes."""

    method = forms.ChoiceField(required=False, label=gettext_lazy("How the scores become places"))
    quorum_scores = forms.IntegerField(
        min_value=0,
        max_value=60,
        label=gettext_lazy("Fewest scores for a place"),
        help_text=gettext_lazy(
            "A film with fewer confirmed scores is listed without a place. 0: no such rule."
        ),
    )
    quorum_share = forms.IntegerField(
        min_value=0,
        max_value=100,
        label=gettext_lazy("Share of each bloc that must have finished, in per cent"),
        help_text=gettext_lazy(
            "With fewer the round can still be closed, but says so for good. 0: no such rule."
        ),
    )
    peers = forms.ChoiceField(
        choices=PeerView.choices, label=gettext_lazy("What the jurors see of one another")
    )

    def __init__(self, *args: Any, judged: Round, **kwargs: Any) -> None:
        declared = rules_of(judged)
        steps = [*declared.tie_ladder, *[""] * RUNGS][:RUNGS]
        kwargs["initial"] = {
            "method": declared.method,
            "quorum_scores": declared.quorum_scores,
            "quorum_share": declared.quorum_share,
            "peers": declared.peers,
            **{f"tie_{number}": step for number, step in enumerate(steps)},
        }
        super().__init__(*args, **kwargs)
        if judged.mode == RoundMode.SCORED:
            self.fields["hidden_repeats"] = forms.TypedChoiceField(
                coerce=int,
                required=False,
                empty_value=declared.hidden_repeats,
                choices=[(number, str(number)) for number in range(MOST_REPEATS + 1)],
                initial=declared.hidden_repeats,
                label=_("Hidden repeats per juror"),
                help_text=_(
                    "So many films each juror is shown a second time, at the end of the list, to learn how far"
                    " somebody agrees with themself. They count nowhere. Jurors are told that it may happen, not"
                    " with which film."
                ),
            )
        mode = mode_of(judged)
        usual = method_name(mode.default_method(judged))
        self.fields["method"].choices = [
            ("", _("The portal chooses on opening; today: %(method)s") % {"method": usual}),
            *((name, method_name(name)) for name in mode.methods),
        ]
        if judged.mode == RoundMode.SCORED:
            for number in range(RUNGS):
                self.fields[f"tie_{number}"] = forms.ChoiceField(
                    required=False,
                    label=_("Films of equal value: first look at") if not number else _("then at"),
                    choices=[("", _("nothing: they share the place")), *TieStep.choices],
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        steps = [data.get(f"tie_{number}") for number in range(RUNGS)]
        ladder = [step for step in steps if step]
        if len(set(ladder)) < len(ladder):
            self.add_error(None, _("Each step of the tie ladder can stand there once."))
        if TieStep.DRAW in ladder[:-1]:
            self.add_error(None, _("A random draw decides every tie: it can only be the last step."))
        data["tie_ladder"] = ladder
        return data

    @property
    def columns(self) -> dict[str, Any]:
        names = ["method", "quorum_scores", "quorum_share", "peers"]
        ties = ["tie_ladder"] if "tie_0" in self.fields else []
        repeats = ["hidden_repeats"] if "hidden_repeats" in self.fields else []
        return {name: self.cleaned_data[name] for name in names + ties + repeats}
