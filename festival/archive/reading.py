"""Put an edition from an archive down in this installation: in one transaction, under new keys, or not at all."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils.translation import gettext as _

from festival import audit
from festival.archive.plan import Shelf, foreign_keys, shelves
from festival.archive.rows import plain_links
from festival.archive.writing import STEP, VERSION
from festival.exceptions import Conflict, FestivalError
from festival.models import Edition, Festival, User

STORAGES = frozenset({"default", "originals", "renditions"})


class BadArchive(FestivalError):
    """The file is no archive of an edition, or not all of it."""


class Loading:
    """One load: which key of the archive is which here."""

    def __init__(self, file: IO[bytes], *, festival: str = "", edition: str = "") -> None:
        """``festival`` and ``edition`` are slugs here, where they are to differ from the archive's. Raises BadArchive."""
        try:
            self._archive = zipfile.ZipFile(file)
            self.manifest: dict[str, Any] = json.loads(self._archive.read("manifest.json"))
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise BadArchive(_("This is not an archive of an edition.")) from error
        if self.manifest.get("version") != VERSION:
            raise BadArchive(_("This archive was written by another version of the portal."))
        self._festival, self._edition = festival, edition
        self._keys: dict[tuple[str, Any], Any] = {}
        self._later: list[tuple[models.Model, Any, Any]] = []

    def load(self) -> Edition:
        """Raises Conflict if it is here already, BadArchive if a part of it is damaged."""
        with transaction.atomic():
            self._people()
            for shelf in shelves():
                for told in self._lines(shelf):
                    self._put(shelf, told)
            self._fill_in()
            edition = Edition.objects.get(pk=self._keys["festival.Edition", self._told_edition()])
            audit.record(
                "edition.loaded", edition, by=None, rows=self.manifest["rows"]["submissions.Entry"]["count"]
            )
            self._media()
        return edition

    @property
    def missing(self) -> list[str]:
        """Files that were not in the place they should have been in when the archive was written."""
        return [one["name"] for one in self.manifest["media"] if one.get("missing")]

    def _told_edition(self) -> Any:
        return next(iter(self._lines_of("rows/festival.Edition.jsonl")))["pk"]

    def _people(self) -> None:
        for told in self._lines_of("people.jsonl"):
            person = User.objects.filter(email__iexact=told["email"]).first()
            if person is None:
                person = User.objects.create_user(
                    told["email"], None, name=told["name"], language=told["language"]
                )
            self._keys["festival.User", told["pk"]] = person.pk

    def _lines(self, shelf: Shelf) -> Iterator[dict[str, Any]]:
        known = self.manifest["rows"].get(shelf.label)
        if known is None:
            return
        data = self._read(f"rows/{shelf.label}.jsonl")
        if hashlib.sha256(data).hexdigest() != known["sha256"]:
            raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": shelf.label})
        yield from (json.loads(line) for line in data.splitlines())

    def _lines_of(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._read(name).splitlines()]

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except (KeyError, zipfile.BadZipFile) as error:
            raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": name}) from error

    def _put(self, shelf: Shelf, told: dict[str, Any]) -> None:
        model = shelf.model
        row = model()
        own_key = model._meta.pk
        if not isinstance(own_key, models.AutoField | models.OneToOneField):
            row.pk = own_key.to_python(told["pk"])
            if model._base_manager.filter(pk=row.pk).exists():
                raise Conflict(_("This edition, or a part of it, is in this installation already."))
        links = {field.name for field in foreign_keys(model)}
        for field in model._meta.concrete_fields:
            if field.name in links:
                setattr(row, field.attname, self._key(row, field, told.get(field.name)))
            elif not field.primary_key and field.name in told:
                setattr(row, field.attname, field.to_python(told[field.name]))
        if isinstance(row, Edition):
            self._rename(row)
        # raw: times stay those that were, nothing is derived anew.
        row.save_base(raw=True, force_insert=True)
        self._keys[shelf.label, told["pk"]] = row.pk
        for field in plain_links(model):
            label = field.related_model._meta.label
            getattr(row, field.name).set([self._keys[label, key] for key in told.get(field.name, [])])

    def _key(self, row: models.Model, field: Any, told: Any) -> Any:
        if told is None:
            return None
        if field.related_model is Festival:
            return self._festival_here().pk
        label = field.related_model._meta.label
        known = self._keys.get((label, told))
        if known is None and label in self.manifest["rows"]:
            # It comes later (a row may point at its own kind).
            self._later.append((row, field, told))
        if known is None and not field.null:
            raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": field})
        return known

    def _fill_in(self) -> None:
        for row, field, told in self._later:
            known = self._keys.get((field.related_model._meta.label, told))
            type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: known})

    def _festival_here(self) -> Festival:
        told = self.manifest["festival"]
        slug = self._festival or told["slug"]
        found, _created = Festival.objects.get_or_create(slug=slug, defaults={"name": told["name"]})
        return found

    def _rename(self, edition: Edition) -> None:
        edition.slug = self._edition or edition.slug
        if Edition.objects.filter(festival=edition.festival_id, slug=edition.slug).exists():
            raise Conflict(_("This festival has an edition with this address already. Name another one."))

    def _media(self) -> None:
        for one in self.manifest["media"]:
            if not one.get("missing"):
                self._store(one)

    def _store(self, one: dict[str, Any]) -> None:
        if one["storage"] not in STORAGES:
            raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": one["storage"]})
        storage, name = storages[one["storage"]], one["name"]
        if storage.exists(name):
            return
        member = f"media/{one['storage']}/{name}"
        digest = hashlib.sha256()
        try:
            with self._archive.open(member) as file:
                while block := file.read(STEP):
                    digest.update(block)
            if digest.hexdigest() != one["sha256"]:
                raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": name})
            with self._archive.open(member) as file:
                kept = storage.save(name, File(file, name=name))
        except (KeyError, zipfile.BadZipFile, SuspiciousOperation) as error:
            raise BadArchive(_("The archive is damaged: %(part)s.") % {"part": name}) from error
        if kept != name:
            storage.delete(kept)
            raise Conflict(_("A file with the name %(name)s is here already.") % {"name": name})
