"""Read the Content Credentials of one file and print them as JSON; a process of its own.

Started by ``credentials.py`` as ``python -I credentials_child.py <media type> <file>``. The library underneath is
native code that parses the files of strangers: should it crash, eat memory or never end, only this process does.
It must import nothing of the house.
"""

import json
import sys

import c2pa

# Without these a manifest could make the portal fetch any address. The sandbox has no network, but not every machine
# can have the sandbox.
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
LINE = 4000
"""Shorter than the pieces that the parent reads a line in."""


def read(media_type: str, path: str) -> dict[str, object]:
    """The manifest store, or the name of the error that the library gave."""
    try:
        with (
            open(path, "rb") as film,  # noqa: PTH123
            c2pa.Context(c2pa.Settings.from_dict(OFFLINE)) as context,
            c2pa.Reader(media_type, film, context=context) as reader,
        ):
            return {"store": json.loads(reader.json())}
    except c2pa.C2paError as error:
        return {"error": type(error).__name__, "text": str(error)[:500]}


if __name__ == "__main__":
    answer = json.dumps(read(sys.argv[1], sys.argv[2]), ensure_ascii=True)
    for start in range(0, len(answer), LINE):
        sys.stdout.write(answer[start : start + LINE] + "\n")
