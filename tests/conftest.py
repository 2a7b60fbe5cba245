"""The cast. After ten minutes with these names one knows what any test means."""

import hypothesis
import pytest
from django.db import connection
from django.utils import timezone, translation

from festival.enums import Role
from festival.models import Category, Edition, User
from tests.factories import festival as make
from tests.services import emptying

# Examples of property tests depend neither on chance nor on how busy the machine is.
hypothesis.settings.register_profile("house", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test with real transactions all tables are emptied, also those that refuse it elsewhere."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("judging_score", "judging_tally", "judging_repeat", "judging_repeatmark"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER judging_never_emptied")
        emptying.empty_only_what_is_filled()


@pytest.fixture(autouse=True)
def own_language_and_clock():
    """A request leaves its language and zone on its thread; the next test starts with neither."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def edition(db) -> Edition:
    """A public edition whose call is open."""
    return make.edition()


@pytest.fixture
def category(edition) -> Category:
    return make.category(edition)


@pytest.fixture
def filmmaker(db) -> User:
    """Owns the entry."""
    return make.user("filmmaker")


@pytest.fixture
def rival(db) -> User:
    """Another filmmaker: must never see the first one's unpublished things."""
    return make.user("rival")


@pytest.fixture
def stranger(db) -> User:
    """Has an account, nothing else."""
    return make.user("stranger")


@pytest.fixture
def director(edition) -> User:
    return make.member(edition, Role.DIRECTOR)


@pytest.fixture
def programmer(edition) -> User:
    return make.member(edition, Role.PROGRAMMER)


@pytest.fixture
def scrutineer(edition) -> User:
    return make.member(edition, Role.SCRUTINEER)


@pytest.fixture
def front_of_house(edition) -> User:
    return make.member(edition, Role.FRONT_OF_HOUSE)


@pytest.fixture
def juror(edition) -> User:
    """Holds a seat in the edition; which jury, judging's own fixtures say."""
    return make.member(edition, Role.JUROR)


@pytest.fixture
def colleague(db) -> User:
    """Director of another festival: powerful there, a stranger here."""
    elsewhere = make.edition(make.festival("elsewhere"))
    return make.member(elsewhere, Role.DIRECTOR, name="colleague")
