"""The declaration as columns of a spreadsheet: the words of the vocabulary, not of a language, so that they sort."""

from typing import Any

from django.utils.translation import gettext as _

from submissions.declarations import answers_of, declaration_of, film_type
from submissions.enums import ProductionStage
from submissions.models import Entry

RELATIONS = ("stage_answers", "tool_uses", "training_data", "consents")


def titles() -> list[str]:
    return [
        *(_("AI: %(stage)s") % {"stage": label} for label in ProductionStage.labels),
        _("Digital source type (IPTC)"),
        _("Tools"),
        _("Training data"),
        _("Consents"),
        _("Declaration for the audience"),
    ]


def values(entry: Entry) -> list[Any]:
    """No query when the entry came by `with_making`."""
    answers, found, whole = answers_of(entry), film_type(entry), declaration_of(entry)
    return [
        *(answers.get(stage, "") for stage in ProductionStage.values),
        found.uri if found else "",
        "; ".join(f"{use.stage}: {use.name}" for use in entry.tool_uses.all()),
        "; ".join(f"{row.model}: {row.material} ({row.source or '?'})" for row in entry.training_data.all()),
        len(entry.consents.all()),
        "yes" if whole.shown_to_audience else "no",
    ]
