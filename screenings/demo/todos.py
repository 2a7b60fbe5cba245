"""What a demo festival asks of its selected films."""

from festival.models import Edition, User
from submissions.actions.todos import save_todo_kind
from submissions.models import TodoKind

TODOS = (
    {
        "name": {"en": "Exhibition copy", "zh-hans": "放映拷贝"},
        "help": {
            "en": "The best file you have, by a link from which we can download it.",
            "zh-hans": "请提供可下载的链接，文件质量越高越好。",
        },
        "due_after_days": 14,
        "answer": "link",
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
