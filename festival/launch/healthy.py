"""Exit 0 when the web server beside us answers: `python -m festival.launch.healthy 8000`. For container health checks."""

import os
import sys
import urllib.request

request = urllib.request.Request(
    f"http://127.0.0.1:{sys.argv[1]}/healthz/",
    headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": "https"},
)
with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
    sys.exit(answer.status != 200)
