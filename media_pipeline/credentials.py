"""Content Credentials (C2PA): what the original says, signed, about its own making.

Evidence only. A film without them is as good as any: every copy strips them, and so do most platforms. "Valid" says
that nothing was changed since the signing; who signed is another question ("trusted" means that the signer's
certificate is on the list that came with the library, where few makers of AI tools are).
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from media_pipeline import ffmpeg, hostile
from media_pipeline.ffmpeg import FfmpegError
from media_pipeline.processes import Limits
from media_pipeline.signature import Container

_CHILD = Path(__file__).with_name("credentials_child.py")
_MEDIA_TYPES = {Container.MOV: "video/mp4", Container.AVI: "video/avi"}
"""The library can read these; Matroska, WebM, MXF and MPEG streams have no place for credentials that it knows. The
media type is given, because by itself the library believes the file's name."""
LIMITS = Limits(wall_s=900, cpu_s=600, memory=4 * 1024**3, file_bytes=0, open_files=64, output_lines=2000)
"""Its time goes into hashing the whole file: 3.5 s a gigabyte."""
_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_MOST_BOXES = 10_000
_MOST = 50
_TRAINING = ("cawg.training-mining", "c2pa.training-mining")


class State(StrEnum):
    NONE = "none"
    INVALID = "invalid"
    UNKNOWN_SIGNER = "unknown_signer"
    TRUSTED = "trusted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Action:
    """One thing that was done, in C2PA's words: c2pa.created, c2pa.edited, ..."""

    name: str
    source_type: str
    software: str
    when: str


@dataclass(frozen=True)
class Ingredient:
    """A file that went into the film, with what its own credentials say about its source."""

    title: str
    relationship: str
    source_types: tuple[str, ...]


@dataclass(frozen=True)
class Permission:
    """Whether the maker allows a use of the film as training data: allowed, notAllowed, constrained."""

    use: str
    word: str


@dataclass(frozen=True)
class Facts:
    """What the desk shows. Text is a stranger's; it is cut to printable words of sane length."""

    state: State
    problems: tuple[str, ...] = ()
    """Codes of what did not hold, such as assertion.bmffHash.mismatch."""
    generator: str = ""
    issuer: str = ""
    signer: str = ""
    signed_at: str = ""
    algorithm: str = ""
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    source_types: tuple[str, ...] = ()
    """The last part of each IPTC digitalSourceType, of the film and of what went into it: trainedAlgorithmicMedia."""
    training: tuple[Permission, ...] = ()
    error: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Facts":
        """Read back what to_json wrote."""
        values = dict(data)
        values["state"] = State(values["state"])
        values["actions"] = tuple(Action(**action) for action in values["actions"])
        values["ingredients"] = tuple(
            Ingredient(one["title"], one["relationship"], tuple(one["source_types"]))
            for one in values["ingredients"]
        )
        values["training"] = tuple(Permission(**permission) for permission in values["training"])
        for name in ("problems", "source_types"):
            values[name] = tuple(values[name])
        return cls(**values)


@dataclass(frozen=True)
class Reading:
    """The facts, and the manifest store as the library told it."""

    facts: Facts
    raw: dict[str, Any]


GONE = Reading(Facts(State.UNREADABLE, error="the original is gone"), {})


def read(path: Path, container: str) -> Reading:
    """Read a file's credentials in a process of its own: limited, in the sandbox, without network.

    What cannot be read, for whatever reason, is unreadable; nothing is raised over a stranger's file.
    """
    media_type = _MEDIA_TYPES.get(container)  # type: ignore[call-overload]
    if media_type is None or (container == Container.MOV and not has_place_for_them(path)):
        return Reading(Facts(State.NONE), {})
    command = [sys.executable, "-I", str(_CHILD), media_type, str(path.absolute())]
    needs = [Path(sys.prefix), Path(sys.base_prefix), _CHILD]
    try:
        finished = ffmpeg.run(command, reads=path, needs=needs, limits=LIMITS)
        answer = hostile.mapping(json.loads("".join(finished.stdout)))
    except FfmpegError as error:
        # The library crashed over this file, or met a limit; it would do so again.
        ended = "took too long" if error.timed_out else f"ended with {error.returncode}"
        return Reading(Facts(State.UNREADABLE, error=f"the reader {ended}"), {})
    except ValueError:
        return Reading(Facts(State.UNREADABLE, error="the answer is not JSON"), {})
    return parse(answer)


def has_place_for_them(path: Path) -> bool:
    """Whether an MP4 or QuickTime file holds the box that credentials are kept in (C2PA 2.1, A.5: BMFF).

    Most films have none, and then the library, which is native code, never sees them. True also for a file whose boxes
    cannot be followed: the library may know better.
    """
    place, size = 0, path.stat().st_size
    with path.open("rb") as file:
        for _ in range(_MOST_BOXES):
            file.seek(place)
            head = file.read(32)
            length, kind = int.from_bytes(head[:4], "big"), head[4:8]
            body = head[8:24]
            if length == 1:
                length, body = int.from_bytes(head[8:16], "big"), head[16:32]
            if kind == b"uuid" and body == _BOX:
                return True
            if length == 0 or len(head) < 8:
                return False
            if length < 8:
                return True
            place += length
            if place >= size:
                return False
    return True


def parse(answer: Mapping[str, Any]) -> Reading:
    """Make facts of what the child printed."""
    store = hostile.mapping(answer.get("store"))
    if not store:
        text = hostile.word(answer.get("text"), longest=200)
        if text.startswith("ManifestNotFound"):
            return Reading(Facts(State.NONE), {})
        return Reading(Facts(State.UNREADABLE, error=text), {})
    manifests = hostile.mapping(store.get("manifests"))
    active = hostile.mapping(manifests.get(str(store.get("active_manifest"))))
    signature = hostile.mapping(active.get("signature_info"))
    ingredients = tuple(_ingredient(item, manifests) for item in _objects(active, "ingredients"))
    mine = list(_source_types(active))
    theirs = [kind for ingredient in ingredients for kind in ingredient.source_types]
    facts = Facts(
        state=_state(store),
        problems=tuple(dict.fromkeys(_word(item, "code") for item in _objects(store, "validation_status"))),
        generator=_generator(active),
        issuer=_word(signature, "issuer"),
        signer=_word(signature, "common_name"),
        signed_at=_word(signature, "time"),
        algorithm=_word(signature, "alg"),
        actions=tuple(_action(item) for item in _actions(active)),
        ingredients=ingredients,
        source_types=tuple(dict.fromkeys([*mine, *theirs])),
        training=tuple(_training(active)),
    )
    return Reading(facts, store)


def _state(store: Mapping[str, Any]) -> State:
    told = {"Trusted": State.TRUSTED, "Valid": State.UNKNOWN_SIGNER, "Invalid": State.INVALID}
    return told.get(str(store.get("validation_state")), State.INVALID)


def _objects(of: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return hostile.objects(of.get(name))[:_MOST]


def _word(of: Mapping[str, Any], name: str) -> str:
    return hostile.word(of.get(name), longest=200)


def _generator(manifest: Mapping[str, Any]) -> str:
    """The program that wrote the claim; newer manifests tell it in parts."""
    for info in _objects(manifest, "claim_generator_info"):
        if name := _word(info, "name"):
            return f"{name} {_word(info, 'version')}".strip()
    return _word(manifest, "claim_generator")


def _assertions(manifest: Mapping[str, Any], *labels: str) -> Iterator[dict[str, Any]]:
    for assertion in _objects(manifest, "assertions"):
        # A second assertion of a kind is labelled name__1.
        if _word(assertion, "label").partition("__")[0] in labels:
            yield hostile.mapping(assertion.get("data"))


def _actions(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    stated = _assertions(manifest, "c2pa.actions", "c2pa.actions.v2")
    return [action for data in stated for action in _objects(data, "actions")][:_MOST]


def _action(action: Mapping[str, Any]) -> Action:
    agent = action.get("softwareAgent")
    software = _word(agent, "name") if isinstance(agent, dict) else _word(action, "softwareAgent")
    return Action(_word(action, "action"), _source_type(action), software, _word(action, "when"))


def _source_type(action: Mapping[str, Any]) -> str:
    """``http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia`` and the like."""
    return _word(action, "digitalSourceType").rstrip("/").rpartition("/")[2]


def _source_types(manifest: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (_source_type(action) for action in _actions(manifest)))


def _ingredient(item: Mapping[str, Any], manifests: Mapping[str, Any]) -> Ingredient:
    own = hostile.mapping(manifests.get(_word(item, "active_manifest")))
    kinds = tuple(dict.fromkeys(_source_types(own)))
    return Ingredient(_word(item, "title"), _word(item, "relationship"), kinds)


def _training(manifest: Mapping[str, Any]) -> Iterator[Permission]:
    for data in _assertions(manifest, *_TRAINING):
        entries = hostile.mapping(data.get("entries"))
        for name, entry in list(entries.items())[:_MOST]:
            use = hostile.word(name).rpartition(".")[2]
            yield Permission(use, _word(hostile.mapping(entry), "use"))
