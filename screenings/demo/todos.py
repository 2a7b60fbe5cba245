"""What a demo festival asks of its selected films."""

from festival.models import Edition, User
from submissions.actions.todos import save_todo_kind
from submissions.models import TodoKind

TODOS = (
    {
        "name": {"en": "Exhibition copy", "zh-hans": "放映拷贝"},
        "help": {
            "en": "The best file you have, or a DCP: send it here, or say where it lies.",
            "zh-hans": "请上传质量最好的文件或 DCP，也可以告诉我们从哪里下载。",
        },
        "due_after_days": 14,
        "check_by": "exhibition_copy",
    },
    {
        "name": {"en": "A still of your own", "zh-hans": "自选剧照"},
        "help": {"en": "For the programme book.", "zh-hans": "用于场刊。"},
        "due_after_days": 10,
        "check_by": "still",
    },
    {
        "name": {"en": "Who comes to the festival", "zh-hans": "到场人员"},
        "due_after_days": 21,
        "answer": "attendance",
    },
)


def add_todos(edition: Edition, by: User) -> None:
    """Before the announcement, so that it hands the list out. Once."""
    if not edition.todo_kinds.exists():
        for todo in TODOS:
            save_todo_kind(TodoKind(edition=edition, **todo), by=by)
