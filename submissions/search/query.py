"""What somebody typed into the search box, understood.

`lantern 鸟哥` both must occur, the beginning of a word is enough; `"total pixel"` these words in a row; `-trailer` must
not occur; `#12` just this number. Anything is a query: what cannot be understood is left out.
"""

import re
from dataclasses import dataclass

from submissions.search.words import fold, is_spaceless, words

LONGEST = 200  # characters that are read
MOST_TERMS = 12
_TERMS = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_NUMBER = re.compile(r"#[0-9]{1,9}$")


@dataclass(frozen=True)
class Term:
    """Words in a row; of an open term the last one may go on."""

    words: tuple[str, ...]
    negated: bool = False
    open: bool = True


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.negated)

    def to_tsquery(self) -> str:
        """The text of a PostgreSQL tsquery. Its words hold letters and digits only, so nothing can break out."""
        return " & ".join(_tsquery(term) for term in self.terms)


def understand(typed: str) -> Query:
    """Typographic quotation marks and dashes count as plain ones, as phones type them."""
    plain = re.sub("[“”„«»「」『』＂]", '"', re.sub(r"(?<!\S)[–—−－]", "-", typed[:LONGEST]))
    terms = [_term(found) for found in _TERMS.finditer(plain.replace("\x00", " "))]
    return Query(tuple(dict.fromkeys(term for term in terms if term))[:MOST_TERMS])


def _term(found: re.Match[str]) -> Term | None:
    negated, quoted = bool(found["minus"]), found["phrase"] is not None
    text = found["phrase"] if quoted else found["plain"]
    if not quoted and _NUMBER.match(fold(text)):
        return Term((fold(text),), negated, open=False)
    known = [word.text for word in words(text)]
    if not known:
        return None
    single = len(known[-1]) == 1 and is_spaceless(known[-1])
    # The last character of a run stands alone in the index; a query ends with the pair before it.
    if single and len(known) > 1 and len(known[-2]) == 2 and is_spaceless(known[-2]):
        return Term(tuple(known[:-1]), negated, open=False)
    return Term(tuple(known), negated, open=single or not quoted)


def _tsquery(term: Term) -> str:
    *before, last = [f"'{word}'" for word in term.words]
    row = " <-> ".join([*before, f"{last}:*" if term.open else last])
    row = f"({row})" if before else row
    return f"!{row}" if term.negated else row
