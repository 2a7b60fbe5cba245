"""What a column may mean, and by which heads of other systems it is recognised.

FilmFreeway's heads are those of its spreadsheet of submissions, as festivals that process it have published them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SKIP = ""


@dataclass(frozen=True)
class Target:
    """A field of ours. ``heads`` are names of columns, without regard to case and signs."""

    key: str
    heads: tuple[str, ...]


TARGETS: tuple[Target, ...] = (
    Target("reference", ("Tracking Number", "Submission ID", "Reference", "ID", "编号", "投稿编号")),
    Target(
        "title_international",
        ("Project Title", "International Title", "English Title", "Title", "英文片名", "国际片名"),
    ),
    Target(
        "title_original",
        ("Project Title (Original Language)", "Original Title", "原片名", "片名", "中文片名"),
    ),
    Target("email", ("Email", "E-mail", "Contact Email", "Submitter Email", "邮箱", "电子邮箱", "電子郵件")),
    Target("first_name", ("First Name", "名")),
    Target("last_name", ("Last Name", "Surname", "姓")),
    Target("name", ("Name", "Submitter", "Contact Name", "Entered by", "联系人", "报名人", "聯絡人")),
    Target("category", ("Submission Categories", "Category", "Categories", "类别", "单元")),
    Target("synopsis", ("Synopsis", "Description", "简介", "剧情简介", "英文简介")),
    Target("synopsis_original", ("Synopsis (Original Language)", "Original Synopsis", "中文简介")),
    Target("logline", ("Logline", "一句话简介")),
    Target("statement", ("Submitter Statement", "Director Statement", "Director's Statement", "导演阐述")),
    Target("directors", ("Directors", "Director", "导演", "導演")),
    Target("writers", ("Writers", "Writer", "Screenplay", "编剧", "編劇")),
    Target("producers", ("Producers", "Producer", "制片人", "制片")),
    Target("cast", ("Key Cast", "Cast", "主演", "演员")),
    Target(
        "countries",
        ("Country of Origin", "Countries", "Country of Production", "国家", "国家/地区", "出品国家", "國家"),
    ),
    Target("languages", ("Language", "Languages", "语言", "对白语言", "語言")),
    Target("completed_on", ("Completion Date", "Completed", "完成日期", "完成时间")),
    Target(
        "runtime", ("Duration", "Runtime", "Running time", "Running time (s)", "Run Time", "片长", "时长")
    ),
    Target("submitted_on", ("Submission Date", "Submitted", "Date Submitted", "投稿日期", "报名日期")),
    Target("status", ("Submission Status", "Status", "状态")),
    Target("website", ("Project Website", "Website", "网站")),
    Target("trailer", ("Trailer URL", "Trailer", "预告片")),
    Target("screener", ("Submission Link", "Screener", "Screener Link", "Video Link", "影片链接")),
    Target("notes", ("Submission Notes", "Notes", "备注")),
    Target("flag", ("Flag", "标记")),
)
NEEDED: tuple[tuple[str, ...], ...] = (("title_original", "title_international"), ("email",))
"""Without one of each group no line can become an entry; a film may have only one title, in any language."""
BY_KEY: dict[str, Target] = {target.key: target for target in TARGETS}
FILMFREEWAY_HEADS = frozenset({"trackingnumber", "projecttitle", "submissionstatus"})


def plain(head: str) -> str:
    """Fold a head of a column: no case, no marks, no signs and spaces."""
    folded = unicodedata.normalize("NFKC", head).casefold()
    return re.sub(r"[\W_]+", "", folded)


def is_from_filmfreeway(heading: Sequence[str]) -> bool:
    """Recognise FilmFreeway's own spreadsheet."""
    return {plain(head) for head in heading} >= FILMFREEWAY_HEADS


def guess(heading: Sequence[str]) -> dict[int, str]:
    """Match columns to targets: column number to key; each key once, the better known head first."""
    folded = [plain(head) for head in heading]
    matched: dict[int, str] = {}
    for target in TARGETS:
        for head in target.heads:
            column = next(
                (i for i, one in enumerate(folded) if one == plain(head) and i not in matched), None
            )
            if column is not None:
                matched[column] = target.key
                break
    return matched


def missing_targets(mapping: Mapping[int, str]) -> list[str]:
    """Name the fields without which no line can become an entry, the first of each group."""
    told = set(mapping.values())
    return [group[0] for group in NEEDED if told.isdisjoint(group)]
