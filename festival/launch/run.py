"""`make run`: from nothing to an answering portal, and back to nothing."""

import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from festival.launch import demo, portal, services, static_files
from festival.launch.exceptions import CannotStart
from festival.launch.place import REPOSITORY, Place
from festival.launch.ports import ensure_free
from festival.launch.processes import Child, Command, Processes
from festival.launch.progress import complain, say, step
from festival.launch.stopping import Stopped, StopRequest

ANSWER_SECONDS = 90
SHORT_LIFE_SECONDS = 10
MOST_SHORT_LIVES = 3


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    builds_demo: bool
    follows_parent: bool

    @property
    def address(self) -> str:
        """Where people reach the portal: PORTAL_URL if it is known by another name than its own."""
        return os.environ.get("PORTAL_URL") or f"http://{self._own_name}:{self.port}"

    @property
    def health_address(self) -> str:
        return f"http://{self._own_name}:{self.port}/healthz/"

    @property
    def _own_name(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(self.host, self.host)  # noqa: S104


def run(options: Options) -> None:
    """Start everything, then watch it until somebody asks to stop. Raises CannotStart."""
    stop = StopRequest(follow_parent=options.follows_parent)
    place = Place.from_environment()
    place.prepare()
    try:
        with place.only_one(options.address):
            ensure_free(options.host, options.port)
            with Processes(place.logs) as processes:
                Launch(options, place, processes, stop).go()
    except Stopped:
        say("\n  The portal has stopped.")


class Launch:
    """One life of the portal."""

    def __init__(self, options: Options, place: Place, processes: Processes, stop: StopRequest) -> None:
        self._options = options
        self._place = place
        self._processes = processes
        self._stop = stop
        self._short_lives = 0

    def go(self) -> None:
        began = time.monotonic()
        say("\nStarting the portal")
        environment = {
            "PORTAL_URL": self._options.address,
            "VAR_DIR": str(self._place.var),
            "PYTHONUNBUFFERED": "1",
        }
        os.environ.update({**environment, **services.start(self._processes, self._place.var)})
        self._bring_up_to_date()
        children = self._start_programs()
        say(f"  The portal answers at {self._options.address}/ after {time.monotonic() - began:.0f} seconds.")
        if self._options.builds_demo and self._has_built_demo():
            demo.introduce()
        say(f"\n  {self._options.address}/\n  Logs are in {self._place.logs}. Ctrl-C stops the portal.\n")
        self._watch(children)

    def _bring_up_to_date(self) -> None:
        with step("Bringing the database up to date"):
            self._finish(portal.manage("migrate", "migrate", "--noinput", "--verbosity", "0"))
        kept, current = self._place.run / "static-fingerprint", static_files.fingerprint(REPOSITORY)
        if kept.exists() and kept.read_text() == current:
            return
        with step("Collecting style sheets, scripts and fonts"):
            self._finish(
                portal.manage("collectstatic", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
            )
        kept.write_text(current)

    def _finish(self, command: Command) -> None:
        child = self._processes.start(command)
        self._stop.wait_until(lambda: not child.is_alive)
        if child.process.returncode != 0:
            raise CannotStart(f"`{command.name}` failed (its log: {child.log}):\n{child.last_words()}")
        self._processes.stop([child])

    def _start_programs(self) -> list[Child]:
        with step("Starting the web server, the workers and the clock"):
            web = self._processes.start(portal.web(self._options.host, self._options.port))
            others = [*portal.workers(), portal.clock(self._place.run)]
            children = [web, *(self._processes.start(command) for command in others)]
            answered = self._stop.wait_until(
                lambda: self._answers() or not web.is_alive, seconds=ANSWER_SECONDS, pause=0.2
            )
        if not web.is_alive:
            raise CannotStart(
                f"The web server stopped while it started (its log: {web.log}):\n{web.last_words()}"
            )
        if not answered:
            raise CannotStart(
                f"The web server did not answer within {ANSWER_SECONDS} seconds; see {web.log}."
            )
        return children

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self._options.health_address, timeout=5) as answer:  # noqa: S310 - ours, http
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            raise CannotStart(
                f"The portal answers with an error ({error.code}); see {self._place.logs}."
            ) from error
        except OSError:
            return False

    def _has_built_demo(self) -> bool:
        """Now or before; through the same actions and workers as a real upload, hence only once they run."""
        built = self._place.run / "demo-built"
        if built.exists():
            return True
        say("  Building the demo festivals; their films are made and checked here, which takes some minutes.")
        child = self._processes.start(portal.manage("demo", "demo_festival", is_shown=True))
        self._stop.wait_until(lambda: not child.is_alive)
        self._processes.stop([child])
        if child.process.returncode != 0:
            complain("  The demo festivals could not be built; the portal goes on without them.")
            return False
        built.touch()
        return True

    def _watch(self, children: list[Child]) -> None:
        """Start again what died, unless it keeps dying."""
        while True:
            self._stop.sleep(0.5)
            for number, child in enumerate(children):
                if not child.is_alive:
                    children[number] = self._revive(child)

    def _revive(self, child: Child) -> Child:
        if child.age_seconds < SHORT_LIFE_SECONDS:
            self._short_lives += 1
        if self._short_lives >= MOST_SHORT_LIVES:
            raise CannotStart(
                f"{child.command.name} keeps stopping (its log: {child.log}):\n{child.last_words()}"
            )
        complain(f"  {child.command.name} stopped and is started again; see {child.log}.")
        self._processes.stop([child])
        return self._processes.start(child.command)
