"""What an office leaves on its desk while a call is open: tags, a flag, notes, films given away, a view, a conversation.

All of it invented.
"""

from festival import audit
from festival.models import Edition, User
from submissions.actions.flagging import flag_entries
from submissions.actions.messages import Words, answer, open_thread, read_at_desk
from submissions.actions.noting import write_note
from submissions.actions.preselecting import assign_preselectors, say_leaning
from submissions.actions.table import save_view
from submissions.actions.tagging import create_tag, tag_entries
from submissions.desk_enums import FlagColour, Leaning, TagColour
from submissions.models import CannedText, Entry, Preselection

TAGS = {"Opening night?": TagColour.WARN, "Families": TagColour.GOOD, "Watch it twice": TagColour.BUSY}
READY = {
    "Where the exhibition copy goes": {
        "en": "Please send the best file you have by a link; we fetch it and tell you when it plays.",
        "zh-hans": "请以链接发送质量最好的文件；我们下载并试放后会告知您。",
    },
    "How long it takes": {
        "en": "Decisions are told to everybody at once, on the day that the call names.",
        "zh-hans": "结果将在征片启事所载之日统一告知所有人。",
    },
}


def furnish(edition: Edition, people: dict[str, User]) -> None:
    """Once, and only where there are films to speak of."""
    films = list(edition.entries.filter(state="submitted").order_by("number"))
    if len(films) < 3 or edition.entry_tags.exists():
        return
    director, programmer = people["director"], people["programmer"]
    _mark(edition, films, director, programmer)
    _give_away(films, programmer, director)
    save_view(
        edition,
        name="Not looked at yet",
        query="person=nobody",
        columns=[],
        shared=True,
        by=director,
    )
    for title, text in READY.items():
        audit.record(
            "canned_text.added",
            CannedText.objects.create(edition=edition, title=title, text=text),
            by=director,
        )
    _talk(films[1], people)


def _mark(edition: Edition, films: list[Entry], director: User, programmer: User) -> None:
    tags = [create_tag(edition, name=name, colour=colour, by=director) for name, colour in TAGS.items()]
    tag_entries([films[0].pk], tags[0], by=director)
    tag_entries([film.pk for film in films[:3:2]], tags[1], by=programmer)
    tag_entries([films[2].pk], tags[2], by=programmer)
    reason = "The last shot seems to be cut off. Is this the finished version? (demo)"
    flag_entries([films[2].pk], colour=FlagColour.YELLOW, reason=reason, by=programmer)
    write_note(films[0], text="Would open the first evening well: quiet, then boats. (demo)", by=programmer)
    write_note(films[0], text="Agreed, if the jury likes it half as much. (demo)", by=director)
    write_note(films[2], text="Asked the maker about the end. (demo)", by=programmer)


def _give_away(films: list[Entry], programmer: User, director: User) -> None:
    assign_preselectors([(film.pk, programmer.pk) for film in films[:3]], by=director)
    given = Preselection.objects.filter(entry=films[0], person=programmer).first()
    if given is not None:
        say_leaning(given, Leaning.YES, by=programmer)


def _talk(film: Entry, people: dict[str, User]) -> None:
    """One matter that is settled but open, and one that still waits for the office."""
    maker, office = people["filmmaker"], people["programmer"]
    first = Words("May the film be shown with its Chinese subtitles on the opening night? (demo)")
    thread = open_thread(film, "Subtitles on the big screen", first, by=maker, from_desk=False)
    read_at_desk(thread)
    reply = Words("Yes. We show both languages wherever both are there. (demo)")
    answer(thread, reply, by=office, from_desk=True)
    second = Words("I shall be in town from Thursday. Is there a place to test the picture? (demo)")
    open_thread(film, "A test of the picture", second, by=maker, from_desk=False)
