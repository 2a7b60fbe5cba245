"""One large file through gunicorn and Django, and through a bare socket."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.bench import bare_server, meter
from tests.bench.meter import Cost
from tests.bench.sending import PIECE, Sender
from tests.bench.table import Row, row

PIECES = 8
MEGABYTES = PIECES * PIECE / 1e6
ROUNDS = 2
"""The better of them counts: the first one also warms the caches."""


def measure(sender: Sender, folder: Path) -> list[Row]:
    """Megabytes in a second, and processor time of the servers for a gigabyte."""
    piece = os.urandom(PIECE)
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(_through_the_portal(sender, piece))
        floor.append(_through_a_socket(folder / "bare", piece))
    speeds = [MEGABYTES / min(cost.wall_s for cost in costs) for costs in (ours, floor)]
    costs = [min(cost.cpu_s for cost in costs) / MEGABYTES * 1000 for costs in (ours, floor)]
    what = f"upload of {PIECES * PIECE // 1024**2} MiB"
    return [row(f"{what}: speed", *speeds, "MB/s"), row(f"{what}: server CPU", *costs, "s/GB")]


def _through_the_portal(sender: Sender, piece: bytes) -> Cost:
    url = sender.create(PIECES * PIECE)
    return _cost(meter.programs("gunicorn"), lambda: sender.send(url, [piece] * PIECES))


def _through_a_socket(target: Path, piece: bytes) -> Cost:
    command = [sys.executable, bare_server.__file__, str(target), str(PIECE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        with socket.create_connection(("127.0.0.1", int(server.stdout.readline()))) as line:

            def send() -> None:
                for _ in range(PIECES):
                    line.sendall(piece)
                    line.recv(1)

            cost = _cost([psutil.Process(server.pid)], send)
    target.unlink()
    return cost


def _cost(servers: list[psutil.Process], work: Callable[[], object]) -> Cost:
    before, began = meter.cpu_s(servers), time.monotonic()
    work()
    return Cost(time.monotonic() - began, meter.cpu_s(servers) - before)
