"""What the OpenAPI description must say beyond what the views show by themselves: the refusals."""

from typing import Any

PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457). `title` is a sentence for people, in the language of Accept-Language.",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "problems": {
            "type": "array",
            "items": {"type": "string"},
            "description": "All that is still missing, each a sentence.",
        },
        "errors": {
            "type": "object",
            "additionalProperties": True,
            "description": "By field, what is wrong with what was sent.",
        },
    },
    "required": ["title", "status"],
}
WORDS = {
    "400": "What was sent cannot be understood.",
    "401": "Send `Authorization: Token …`, or sign in.",
    "403": "Your role does not allow this, or the CSRF token of the session is missing.",
    "404": "There is no such thing, or not for you, or not yet.",
    "405": "This address does not know that method.",
    "406": "The API speaks JSON only.",
    "409": "The thing is not in the state that this needs.",
    "413": "The file is larger than this portal accepts.",
    "415": "Send JSON.",
    "422": "Something is missing or not allowed; `problems` says all of it.",
    "429": "Too many requests; `Retry-After` says when to come back.",
    "507": "There is no room for a file of this size.",
}
ALWAYS = ("400", "404", "405", "406", "429")
WRITING = ("409", "413", "415", "422", "507")
METHODS = ("get", "post", "put", "patch", "delete")


def add_refusals(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Drf-spectacular's postprocessing hook: each operation with the refusals it may answer."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path in result["paths"].values():
        for method, operation in path.items():
            if method in METHODS:
                for status in _statuses(method, operation):
                    operation["responses"].setdefault(status, _refusal(status))
    return result


def _statuses(method: str, operation: dict[str, Any]) -> tuple[str, ...]:
    open_to_all = {} in operation.get("security", [{}])
    return (*ALWAYS, *(() if open_to_all and method == "get" else ("401", "403")), *(_writing(method)))


def _writing(method: str) -> tuple[str, ...]:
    return () if method == "get" else WRITING


def _refusal(status: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": WORDS[status], "content": content}
