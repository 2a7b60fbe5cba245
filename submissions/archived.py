"""Which files of an entry travel with its edition."""

from collections.abc import Iterable

from festival.archive.files import Stored, declare_files
from submissions.models import Picture
from submissions.stills import LARGE, PRINT, SMALL, sized


def of_picture(picture: Picture) -> Iterable[Stored]:
    return [Stored("default", sized(picture.name, width)) for width in (PRINT, LARGE, SMALL)]


declare_files("submissions.Consent", lambda consent: [Stored("default", consent.document.name)])
declare_files("submissions.Message", lambda message: [Stored("default", message.file)])
declare_files("submissions.Paper", lambda paper: [Stored("default", paper.stored)])
declare_files("submissions.Picture", of_picture)
declare_files("submissions.PressKit", lambda kit: [Stored("default", kit.name)])
