"""The jury room's lines on a maker's timeline: what the film has won, once the results are out."""

from collections.abc import Iterator

from judging.models import Honour
from submissions.models import Entry
from submissions.timeline import Event, tell_too


def honours_of(entry: Entry) -> Iterator[Event]:
    published = entry.edition.results_published_at
    if published is not None:
        for honour in Honour.objects.filter(entry=entry).select_related("award"):
            yield Event(published, str(honour.award))


tell_too("honours", honours_of)
