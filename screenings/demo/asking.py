"""What the invented festival asks of its own, and the agreement that it lets makers sign. Not legal advice: a play."""

from typing import Any

from festival.models import Edition, User
from submissions.actions.agreeing import draft_agreement, publish_agreement, write_agreement
from submissions.actions.answering import save_answers
from submissions.actions.questioning import activate_question, add_question
from submissions.actions.rights import save_clearances, save_permissions, sign_agreement
from submissions.asking import Audience, Need, QuestionKind
from submissions.models import Entry, Question
from submissions.signing import agreement_of

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "key": "weeks-of-work",
        "kind": QuestionKind.NUMBER,
        "label": {"en": "How long did the work on the film take?", "zh-hans": "影片制作用了多长时间？"},
        "unit": {"en": "weeks", "zh-hans": "周"},
        "smallest": 1,
        "largest": 500,
        "need": Need.SUBMISSION,
        "audience": Audience.PUBLIC,
        "identifies": False,
    },
    {
        "key": "first-film",
        "kind": QuestionKind.ONE,
        "label": {"en": "Is this your first film?", "zh-hans": "这是您的第一部影片吗？"},
        "help": {"en": "First films compete like all others.", "zh-hans": "处女作与其他影片一同参评。"},
        "options": [
            {"key": "first", "label": {"en": "My first", "zh-hans": "第一部"}},
            {"key": "second", "label": {"en": "My second", "zh-hans": "第二部"}},
            {"key": "later", "label": {"en": "I have made more", "zh-hans": "已拍过多部"}},
        ],
        "audience": Audience.JURORS,
    },
    {
        "key": "lantern-walk",
        "kind": QuestionKind.CONSENT,
        "label": {"en": "I carry a lantern on the opening night.", "zh-hans": "我愿在开幕之夜提灯。"},
        "wording": {
            "en": "The lantern stays the festival's; I bring it back before dawn.",
            "zh-hans": "灯笼归影展所有，我会在天亮前归还。",
        },
        "need": Need.SELECTION,
    },
)
AGREEMENT = {
    "en": "This agreement is invented, like the festival, and binds nobody.\n\n"
    "You keep every right in your film. Lantern may let its jury and staff watch it here.\n\n"
    "Whatever else Lantern may do with it, you say below, use by use; what you do not allow, it does not do.\n\n"
    "You have cleared the works of others that are in the film, or you say which are still open.",
    "zh-hans": "本协议与本影展一样纯属虚构，对任何人均无约束力。\n\n"
    "影片的一切权利归您所有。灯影节可供其评审团与工作人员在此观看。\n\n"
    "灯影节可否用于其他用途，由您在下方逐项说明；您未允许的，影展不做。\n\n"
    "影片中他人作品的权利您已取得，或由您说明哪些尚未取得。",
}


def prepare(edition: Edition, by: User) -> None:
    """Three questions and one published agreement."""
    for fields in QUESTIONS:
        activate_question(add_question(Question(edition=edition, **fields), by=by), by=by)
    draft = draft_agreement(edition, by=by)
    write_agreement(draft, text=AGREEMENT, changes={}, by=by)
    publish_agreement(draft, by=by)


def answer(entry: Entry, owner: User, place: int) -> None:
    """What an invented maker says; nothing where the edition asks nothing."""
    agreement = agreement_of(entry.edition)
    if agreement is None:
        return
    first = ("first", "second", "later")[place % 3]
    save_answers(entry, {"weeks-of-work": 3 + 2 * place, "first-film": first}, by=owner)
    said = {"in_person": True, "online": place % 2 == 0, "excerpts": True, "archive": place % 3 != 1}
    save_permissions(entry, {**said, "nothing_of_others": place % 2 == 1}, by=owner)
    if place % 2 == 0:
        song = {"kind": "music", "title": "Invented Waltz", "holder": "Nobody in particular"}
        save_clearances(entry, [{**song, "status": "licensed", "note": ""}], by=owner)
    sign_agreement(
        entry, name=owner.name, digest=agreement.digest_in("en"), language="en", by=owner, user_agent="demo"
    )
