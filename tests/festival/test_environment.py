"""Settings from the environment: what is missing or malformed is said at once and in words."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from festival.settings import environment as env


@pytest.mark.parametrize("value", [None, ""])
def test_a_required_variable_must_not_be_empty_either(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_WORD", raising=False)
    if value is not None:
        monkeypatch.setenv("PORTAL_WORD", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.required("PORTAL_WORD")
    assert str(refusal.value) == "Set the environment variable PORTAL_WORD."


def test_a_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "word").write_text("hush\n")
    monkeypatch.setenv("PORTAL_WORD_FILE", str(tmp_path / "word"))
    assert env.required("PORTAL_WORD") == "hush"


def test_numbers_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_NUMBER", "20 GB")
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.whole_number("PORTAL_NUMBER", 1)
    assert str(refusal.value) == "PORTAL_NUMBER must be a whole number, not '20 GB'."


@pytest.mark.parametrize(
    ("word", "meaning"), [("1", True), ("Yes", True), ("0", False), ("off", False), ("", False)]
)
def test_flags(word: str, meaning: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_FLAG", word)
    assert env.flag("PORTAL_FLAG", default=True) is meaning


def test_a_database_behind_a_socket() -> None:
    database = env.database("postgresql://postgres@/portal?host=%2Fvar%2Fpg")
    assert (database["NAME"], database["USER"], database["HOST"], database["PORT"]) == (
        "portal",
        "postgres",
        "/var/pg",
        "",
    )


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database("sqlite:///portal.db")
    assert str(refusal.value) == "DATABASE_URL must begin with postgresql:// — the portal needs PostgreSQL."


def test_mail_by_starttls() -> None:
    mail = env.email("smtp+tls://name:p%40ss@mail.example.org:587")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_HOST_PASSWORD"], mail["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        "p@ss",
        True,
    )
