"""Questions, agreements and papers, named as one would say them."""

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from festival.models import Edition, User
from submissions.actions.agreeing import draft_agreement, publish_agreement, write_agreement
from submissions.actions.rights import sign_agreement
from submissions.asking import QuestionKind, QuestionState
from submissions.models import Agreement, Answer, Entry, Question, Signature

_keys = count(1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
WORDS = {"en": "You keep all rights in your film.", "zh-hans": "影片的一切权利归您所有。"}


def question(
    edition: Edition, kind: str = QuestionKind.TEXT, *, categories: Any = (), **fields: Any
) -> Question:
    """A question that is asked, in all categories, optional, for the staff."""
    number = next(_keys)
    values: dict[str, Any] = {
        "key": f"question-{number}",
        "label": {"en": f"Question {number}?", "zh-hans": f"问题{number}？"},
        "state": QuestionState.ACTIVE,
        "position": number,
    }
    if kind in (QuestionKind.ONE, QuestionKind.SEVERAL):
        values["options"] = [option("red"), option("green"), option("blue")]
    if kind == QuestionKind.FILE:
        values["file_types"] = ["pdf", "jpg"]
    if kind == QuestionKind.CONSENT:
        values["wording"] = {"en": "I agree to be filmed.", "zh-hans": "我同意被拍摄。"}
    made = Question.objects.create(edition=edition, kind=kind, **{**values, **fields})
    made.categories.set(categories)
    return made


def option(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "label": {"en": key.title(), "zh-hans": f"{key}色"}, **fields}


def answer(entry: Entry, question: Question, value: Any) -> Answer:
    return Answer.objects.create(entry=entry, question=question, value=value)


def file(name: str = "licence.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def agreement(edition: Edition, by: User, *, text: dict[str, str] | None = None) -> Agreement:
    """A published version, the next one."""
    draft = draft_agreement(edition, by=by)
    words = text or {code: f"{line} ({draft.version})" for code, line in WORDS.items()}
    write_agreement(draft, text=words, changes={}, by=by)
    return publish_agreement(draft, by=by)


def signature(entry: Entry, of: Agreement, *, name: str = "Ada Lumen") -> Signature:
    digest = of.digest_in("en")
    return sign_agreement(entry, name=name, digest=digest, language="en", by=entry.owner)
