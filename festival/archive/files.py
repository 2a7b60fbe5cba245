"""Which stored files belong to a row. Upper rooms say so of their own models when they open (`AppConfig.ready`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models


@dataclass(frozen=True)
class Stored:
    """A file: which storage, its name there, and whether it is (part of) a film, which are the heavy ones."""

    storage: str
    name: str
    is_film: bool = False

    @property
    def place(self) -> Storage:
        return storages[self.storage]


Files = Callable[[Any], Iterable[Stored]]
_declared: dict[str, Files] = {}


def declare_files(label: str, files: Files) -> None:
    """Say which files belong to each row of the model ``label`` ("submissions.Picture")."""
    _declared[label] = files


def files_of(row: models.Model) -> list[Stored]:
    declared = _declared.get(row._meta.label)
    return [stored for stored in declared(row) if stored.name] if declared else []


def below(storage: str, prefix: str) -> Iterable[str]:
    """The names of all files below a folder of a storage."""
    try:
        folders, names = storages[storage].listdir(prefix)
    except FileNotFoundError:
        return
    yield from (f"{prefix}/{name}" for name in sorted(names))
    for folder in sorted(folders):
        yield from below(storage, f"{prefix}/{folder}")
