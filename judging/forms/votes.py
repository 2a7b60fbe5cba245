"""Forms of votes: what a final vote declares, and which films of a round it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.localized import LocalizedFormField
from judging.actions.votes import MOST_IN_PAIRS, USUAL, VoteTerms
from judging.forms.rounds import RoundForm
from judging.vote_enums import UnseenRule, VoteMethod, VoteRung


class VoteForm(RoundForm):
    """A ranked round with what it declares. `terms` fill the fields of a vote that exists."""

    method = forms.ChoiceField(
        label=gettext_lazy("Counted by"), choices=VoteMethod.choices, widget=forms.RadioSelect
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Places on the shortlist"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Only for the transferable vote."),
    )
    ballot = forms.TypedChoiceField(
        label=gettext_lazy("Which ballot is this?"),
        coerce=int,
        choices=[
            (1, gettext_lazy("The first")),
            (2, gettext_lazy("The second")),
            (3, gettext_lazy("The third: a simple majority is enough")),
        ],
    )
    ladder = forms.MultipleChoiceField(
        label=gettext_lazy("What decides a tie for the first place, in this order"),
        choices=VoteRung.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unseen = forms.ChoiceField(
        label=gettext_lazy("A film that a juror has not watched"),
        choices=UnseenRule.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Watched means: the smallest share above, in any round of this edition."),
    )
    quorum_share = forms.IntegerField(
        label=gettext_lazy("Quorum: share of each bloc that must confirm, in per cent"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("67 means two thirds. 0: no such rule."),
    )
    quorum_jurors = forms.IntegerField(
        label=gettext_lazy("Quorum: jurors with a vote on each film"), min_value=0, max_value=100
    )

    def __init__(self, *args: Any, terms: VoteTerms = USUAL, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in vars(terms).items():
            self.initial[name] = list(value) if name == "ladder" else value

    @property
    def terms(self) -> VoteTerms:
        data = self.cleaned_data
        chosen = set(data["ladder"])
        return VoteTerms(
            method=data["method"],
            ladder=tuple(rung for rung in VoteRung.values if rung in chosen),
            seats=data["seats"] or 1,
            ballot=data["ballot"],
            unseen=data["unseen"],
            quorum_share=data["quorum_share"],
            quorum_jurors=data["quorum_jurors"],
        )

    @property
    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def changed_columns(self) -> list[str]:
        return [name for name in self.changed_data if name in self.Meta.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("unseen") not in (None, UnseenRule.ALLOWED) and not data.get("min_watched_percent"):
            self.add_error(
                "min_watched_percent", _("Say how much of a film must be watched to count as seen.")
            )
        return data


class FollowForm(forms.Form):
    """Films of a counted round, to be voted on again."""

    VOTE, AGAIN, PAIRS = "vote", "again", "pairs"

    name = LocalizedFormField(label=gettext_lazy("Name of the vote"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("How the jury is asked"), widget=forms.RadioSelect)
    films = forms.MultipleChoiceField(
        label=gettext_lazy("Films"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least two films.")},
    )

    def __init__(self, *args: Any, films: list[tuple[str, str]], ranked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = (
            (self.AGAIN, _("The next ballot, under the same terms"))
            if ranked
            else (self.VOTE, _("Each juror orders the films: the better way for more than a handful"))
        )
        self.fields["kind"].choices = [
            order,
            (self.PAIRS, _("Two films at a time, which one is better")),
        ]
        self.fields["kind"].initial = order[0]
        self.fields["films"].choices = films

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = data.get("films", [])
        if len(chosen) == 1:
            self.add_error("films", _("Tick at least two films."))
        if data.get("kind") == self.PAIRS and len(chosen) > MOST_IN_PAIRS:
            self.add_error("films", _("Pairs are asked among 2 to 30 films."))
        return data
