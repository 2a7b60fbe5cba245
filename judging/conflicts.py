"""What a juror and a film have in common: names, companies, schools, mail domains, pages.

A find is a question for the office, never a verdict. It says what was found where and how the two meet; the words for
it are made by `judging.conflict_words`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from judging.matching import handles, names
from judging.matching.handles import Handle, read_handle
from judging.matching.houses import house_forms, mail_domain, registered
from judging.matching.names import Key, Name, read_name

LONGEST = 200
LEAST_OF_A_HOST = 6


@dataclass(frozen=True)
class Person:
    """A juror as the seat describes them; the first name is the one on the jury page."""

    key: str
    names: tuple[str, ...]
    companies: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credited:
    """One name as a film tells it. `place`: the role or where else it stands."""

    name: str
    place: str = ""
    is_team: bool = False


@dataclass(frozen=True)
class Film:
    key: str
    credits: tuple[Credited, ...] = ()
    emails: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Find:
    """`sure`: the words are the same; otherwise they may be. `how`: in which way they meet."""

    juror: str
    film: str
    kind: str
    how: str
    sure: bool
    ours: str
    theirs: str
    place: str = ""


@dataclass
class _Index:
    """The jurors, by everything that a film could have in common with them."""

    by_name: dict[Key, list[tuple[str, Name]]] = field(default_factory=lambda: defaultdict(list))
    by_house: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    by_domain: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    by_page: dict[str, list[tuple[str, str, Handle]]] = field(default_factory=lambda: defaultdict(list))


def same_person(one: str, other: str) -> bool:
    """Whether two spellings may mean one person: script, accents, case, punctuation and the order of names aside."""
    return bool(names.meet(read_name(one), read_name(other)))


def find_conflicts(people: Iterable[Person], films: Iterable[Film]) -> list[Find]:
    """Everything found, each pair of words once. Takes seconds for thousands of films and dozens of jurors."""
    films = list(films)
    index = _index(people)
    for host in _hosts_of_everybody(films):
        index.by_domain.pop(host, None)
    found: dict[tuple[str, str, str, str, str], Find] = {}
    for film in films:
        for find in _finds_in(film, index):
            key = (find.juror, find.film, find.kind, find.ours, find.theirs)
            if key not in found or (find.sure and not found[key].sure):
                found[key] = find
    return list(found.values())


def _hosts_of_everybody(films: list[Film]) -> list[str]:
    """Mail domains of so many films that they say nothing: a host that our list does not know."""
    counts = Counter(domain for film in films for domain in {mail_domain(address) for address in film.emails})
    return [domain for domain, count in counts.items() if count >= LEAST_OF_A_HOST and 3 * count > len(films)]


def _index(people: Iterable[Person]) -> _Index:
    index = _Index()
    for person in people:
        for name in map(read_name, person.names):
            for key in name.keys:
                index.by_name[key].append((person.key, name))
        _add_houses(index, person)
        _add_addresses(index, person)
    return index


def _add_houses(index: _Index, person: Person) -> None:
    for kind, houses in (("company", person.companies), ("school", person.schools)):
        for house in houses:
            for form in filter(None, dict.fromkeys(house_forms(house))):
                index.by_house[form].append((person.key, kind, house))


def _add_addresses(index: _Index, person: Person) -> None:
    for address in person.emails:
        if domain := mail_domain(address):
            index.by_domain[domain].append((person.key, address))
    for page in person.pages:
        if handle := read_handle(page):
            index.by_page[handle.site or handle.name].append((person.key, page, handle))


def _finds_in(film: Film, index: _Index) -> Iterator[Find]:
    for credit in film.credits:
        yield from _names(film, credit, index)
        yield from _houses(film, credit, index)
    yield from _domains(film, index)
    yield from _pages(film, index)


def _names(film: Film, credit: Credited, index: _Index) -> Iterator[Find]:
    theirs = read_name(credit.name)
    near = {(juror, ours.written): ours for key in theirs.keys for juror, ours in index.by_name.get(key, ())}
    for (juror, written), ours in near.items():
        if how := names.meet(ours, theirs):
            yield Find(
                juror,
                film.key,
                "name",
                how,
                how in names.SURE,
                written[:LONGEST],
                credit.name[:LONGEST],
                credit.place,
            )


def _houses(film: Film, credit: Credited, index: _Index) -> Iterator[Find]:
    full, core = house_forms(credit.name)
    for form in filter(None, dict.fromkeys((full, core))):
        for juror, kind, house in index.by_house.get(form, ()):
            # A person called like a company is no find, unless the whole name is the same.
            if credit.is_team or house_forms(house)[0] == full:
                same = house_forms(house)[0] == full
                how = "spelling" if same else "core"
                yield Find(
                    juror, film.key, kind, how, same, house[:LONGEST], credit.name[:LONGEST], credit.place
                )


def _domains(film: Film, index: _Index) -> Iterator[Find]:
    domains = {domain for address in film.emails if (domain := mail_domain(address))}
    for domain in sorted(domains):
        for juror, _address in index.by_domain.get(domain, ()):
            yield Find(juror, film.key, "domain", "mail", True, domain, domain, "mail")
    for page in film.pages:
        handle = read_handle(page)
        if handle and handle.site:
            for juror, _address in index.by_domain.get(registered(handle.site), ()):
                yield Find(juror, film.key, "domain", "site", True, handle.site, page[:LONGEST], "link")


def _pages(film: Film, index: _Index) -> Iterator[Find]:
    for page in film.pages:
        theirs = read_handle(page)
        if theirs is None:
            continue
        for juror, ours, handle in index.by_page.get(theirs.site or theirs.name, ()):
            if how := handles.meet(handle, theirs):
                yield Find(
                    juror, film.key, "handle", how, how != "name", ours[:LONGEST], page[:LONGEST], "link"
                )


def lines(words: str) -> tuple[str, ...]:
    """One thing a line, as people type it into a profile."""
    return tuple(filter(None, (line.strip() for line in words.splitlines())))


def grouped(finds: Iterable[Find]) -> Mapping[tuple[str, str], list[Find]]:
    """By juror and film."""
    by_pair: dict[tuple[str, str], list[Find]] = defaultdict(list)
    for find in finds:
        by_pair[(find.juror, find.film)].append(find)
    return by_pair
