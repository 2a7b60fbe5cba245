"""What the desk's page of an entry shows in one of its parts."""

from typing import Any


def part(page: Any, name: str) -> dict[str, Any] | None:
    """The values of the part of this name; None where the page has no such part."""
    laid = {laid.name: laid.values for laid in (*page.context["parts"], *page.context["aside"])}
    return laid.get(name)
