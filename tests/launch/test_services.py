"""The embedded servers, for real: their data last, and nobody else's get in the way."""

from pathlib import Path

import psycopg2
import pytest
import redis as redis_client

from festival.launch import postgres, redis, services
from festival.launch.exceptions import CannotStart
from festival.launch.processes import Processes
from festival.launch.static_files import fingerprint

pytestmark = pytest.mark.launch


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_what_was_written_is_there_after_a_restart(folder: Path) -> None:
    with Processes(folder / "log") as processes:
        url = postgres.start(processes, folder / "pg", database="portal")
        ask(url, "CREATE TABLE film (title text); INSERT INTO film VALUES ('一')")
    with Processes(folder / "log") as processes:
        url = postgres.start(processes, folder / "pg", database="portal")
        assert ask(url, "SELECT title FROM film") == [("一",)]


def test_a_lock_left_by_a_power_cut_is_no_obstacle(folder: Path) -> None:
    with Processes(folder / "log") as processes:
        postgres.start(processes, folder / "pg", database="portal")
    (folder / "pg" / "postmaster.pid").write_text("1\nthe id of a program that is no PostgreSQL\n")
    with Processes(folder / "log") as processes:
        url = postgres.start(processes, folder / "pg", database="portal")
        assert ask(url, "SELECT 1") == [(1,)]


def test_a_folder_with_a_long_name_is_no_obstacle(folder: Path) -> None:
    with Processes(folder / "log") as processes:
        url = postgres.start(processes, folder / ("long" * 30) / "pg", database="portal")
        assert ask(url, "SELECT 1") == [(1,)]


def test_sorting_is_the_same_on_every_machine(folder: Path) -> None:
    with Processes(folder / "log") as processes:
        url = postgres.start(processes, folder / "pg", database="portal")
        assert ask(url, "SELECT lower('ÉCLAIR'), datlocale FROM pg_database WHERE datname = 'portal'") == [
            ("éclair", "C.UTF-8")
        ]


def test_two_places_do_not_see_each_other(folder: Path) -> None:
    with Processes(folder / "one" / "log") as first, Processes(folder / "two" / "log") as second:
        urls = [
            postgres.start(processes, folder / name / "pg", database="portal")
            for processes, name in ((first, "one"), (second, "two"))
        ]
        caches = [
            redis.start(processes, folder / name / "redis", keep=True)
            for processes, name in ((first, "one"), (second, "two"))
        ]
        ask(urls[0], "CREATE TABLE film (title text)")
        redis_client.Redis.from_url(caches[0]).set("film", "one")
        assert ask(urls[1], "SELECT to_regclass('film')") == [(None,)]
        assert redis_client.Redis.from_url(caches[1]).get("film") is None


def test_queued_work_outlives_a_restart(folder: Path) -> None:
    for expected in (None, b"ladder"):
        with Processes(folder / "log") as processes:
            client = redis_client.Redis.from_url(redis.start(processes, folder / "redis", keep=True))
            assert client.get("task") == expected
            client.set("task", "ladder")
            client.close()


def test_redis_wants_its_password(folder: Path) -> None:
    with Processes(folder / "log") as processes:
        url = redis.start(processes, folder / "redis", keep=False)
        address = url.partition("@")[2]
        stranger = redis_client.Redis.from_url(f"redis://{address}")
        with pytest.raises(redis_client.AuthenticationError):
            stranger.get("task")
        stranger.close()


def test_a_broken_data_folder_is_explained(folder: Path) -> None:
    (folder / "pg").mkdir()
    (folder / "pg" / "PG_VERSION").write_text("9\n")
    with Processes(folder / "log") as processes, pytest.raises(CannotStart) as refusal:
        postgres.start(processes, folder / "pg", database="portal")
    assert str(refusal.value).startswith("PostgreSQL stopped while it started (its log: ")


def test_given_services_are_used_as_they_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    with Processes(folder / "log") as processes:
        assert services.start(processes, folder) == {}
        assert services.start_for_tests(processes, folder) == {}


def test_static_files_are_collected_again_only_after_a_change(folder: Path) -> None:
    (folder / "requirements").mkdir()
    (folder / "requirements" / "base.txt").write_text("django==5\n")
    (folder / "static" / "dist").mkdir(parents=True)
    style = folder / "static" / "dist" / "site.css"
    style.write_text("a")
    first = fingerprint(folder)
    (folder / "var" / "static").mkdir(parents=True)
    (folder / "var" / "static" / "site.0123456789ab.css").write_text("what was collected")
    assert fingerprint(folder) == first
    style.write_text("ab")
    second = fingerprint(folder)
    (folder / "requirements" / "base.txt").write_text("django==6\n")
    assert len({first, second, fingerprint(folder)}) == 3
