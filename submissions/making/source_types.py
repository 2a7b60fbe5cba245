"""From the maker's matrix to the IPTC's *Digital Source Type*.

The vocabulary is the NewsCodes scheme http://cv.iptc.org/newscodes/digitalsourcetype/ (IPTC Video Metadata Hub and
Photo Metadata, property "Digital Source Type"; C2PA's actions carry the same addresses). It describes one medium
at a time; what it says of a film composed of several is derived here by the table in the docstring of `of_film`.
"""

from enum import StrEnum

from submissions.making.vocabulary import ASSISTED, EXTENTS, GENERATED, NONE, STAGES, Answers, unanswered

SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"

FILMED, DRAWN, BOTH = "filmed", "drawn", "both"
ORIGINS = ("", FILMED, DRAWN, BOTH)
"""Where the picture comes from that no AI made; empty: not said."""

HEARD_AND_SEEN = ("image", "video", "voice", "music", "sound")
"""The stages whose work is the film itself."""
FINISHING = ("editing", "vfx", "subtitles")
"""Those that change or complete it. Script and storyboard stay outside of the picture."""


class SourceType(StrEnum):
    """Concepts of the scheme that a film's declaration can lead to."""

    DIGITAL_CAPTURE = "digitalCapture"
    DIGITAL_CREATION = "digitalCreation"
    HUMAN_EDITS = "humanEdits"
    COMPOSITE = "composite"
    ALGORITHMICALLY_ENHANCED = "algorithmicallyEnhanced"
    COMPOSITE_WITH_TRAINED = "compositeWithTrainedAlgorithmicMedia"
    COMPOSITE_SYNTHETIC = "compositeSynthetic"
    TRAINED_ALGORITHMIC_MEDIA = "trainedAlgorithmicMedia"

    @property
    def uri(self) -> str:
        """The concept's identifier; it begins with http, whatever protocol serves it."""
        return SCHEME + self.value


_BY_HAND = {
    "": SourceType.DIGITAL_CREATION,
    FILMED: SourceType.DIGITAL_CAPTURE,
    DRAWN: SourceType.DIGITAL_CREATION,
    BOTH: SourceType.COMPOSITE,
}
_PICTURE = frozenset({"image", "video"})
_LIGHT = frozenset(
    {"editing", "subtitles"}
)  # help there alters how the film is put together, not what it shows


def of_stage(stage: str, extent: str, origin: str = "") -> SourceType:
    """What one stage contributes. Defined for each stage, extent and origin; raises ValueError for other words.

    none: recorded or created by people. assisted: existing media changed by a model (in editing and subtitling a
    lighter thing: enhanced by an algorithm). generated: made by a trained model; an AI cut and AI effects work
    upon what is there, so that they are a composite.
    """
    if stage not in STAGES or extent not in EXTENTS or origin not in ORIGINS:
        raise ValueError((stage, extent, origin))
    if extent == NONE:
        if stage in _PICTURE:
            return _BY_HAND[origin]
        if stage == "voice":
            return SourceType.DIGITAL_CAPTURE
        return SourceType.HUMAN_EDITS if stage in FINISHING else SourceType.DIGITAL_CREATION
    if extent == ASSISTED:
        return SourceType.ALGORITHMICALLY_ENHANCED if stage in _LIGHT else SourceType.COMPOSITE_WITH_TRAINED
    return (
        SourceType.COMPOSITE_WITH_TRAINED
        if stage in ("editing", "vfx")
        else SourceType.TRAINED_ALGORITHMIC_MEDIA
    )


def of_film(answers: Answers, origin: str = "") -> SourceType | None:
    """The film's overall type; None where what was said does not suffice to name one. The first line that holds:

    1. image, video, voice, music and sound all generated      trainedAlgorithmicMedia
    2. one of them generated                                    compositeSynthetic
    3. one of them assisted; effects or editing by AI           compositeWithTrainedAlgorithmicMedia
    4. editing assisted, or subtitles assisted or generated     algorithmicallyEnhanced
    5. a stage that is in the film was not answered             None
    6. nothing by AI: filmed / drawn or not said / both         digitalCapture / digitalCreation / composite
    """
    essence = [answers.get(stage) for stage in HEARD_AND_SEEN]
    if all(extent == GENERATED for extent in essence):
        return SourceType.TRAINED_ALGORITHMIC_MEDIA
    if GENERATED in essence:
        return SourceType.COMPOSITE_SYNTHETIC
    if ASSISTED in essence or _by_ai(answers, "vfx") or answers.get("editing") == GENERATED:
        return SourceType.COMPOSITE_WITH_TRAINED
    if _by_ai(answers, "editing") or _by_ai(answers, "subtitles"):
        return SourceType.ALGORITHMICALLY_ENHANCED
    if set(unanswered(answers)) & {*HEARD_AND_SEEN, *FINISHING}:
        return None
    return _BY_HAND[origin]


def _by_ai(answers: Answers, stage: str) -> bool:
    return answers.get(stage) in (ASSISTED, GENERATED)
