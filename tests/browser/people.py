"""People with a browser: each has a window of their own, and every page is watched while they walk."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

HOUSE = Path(__file__).resolve().parent.parent.parent
AXE = HOUSE / "node_modules" / "axe-core" / "axe.min.js"
SETTLED = """
  () => Promise.all([document.fonts.ready, ...document.getAnimations()
    .filter(a => a.playState === 'running' && Number.isFinite(a.effect.getComputedTiming().endTime))
    .map(a => a.finished.catch(() => null))]).then(() => null)
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH_POLICY = """
  window.__violations = [];
  document.addEventListener('securitypolicyviolation', e =>
    window.__violations.push(`${e.violatedDirective}: ${e.blockedURI} ${e.sourceFile || ''}:${e.lineNumber || ''}`));
"""


class Person:
    """Somebody at the portal. `visit` and `look` check policy and accessibility; `complaints` collects faults."""

    def __init__(
        self, browser: Browser, address: str, shots: Path | None, name: str, **settings: Any
    ) -> None:
        self.name, self.address, self.shots = name, address, shots
        settings.setdefault("viewport", {"width": 1440, "height": 900})
        settings.setdefault("locale", "en-GB")
        self.window: BrowserContext = browser.new_context(base_url=address, **settings)
        self.window.set_default_timeout(15_000)
        self.window.add_init_script(WATCH_POLICY)
        self.page: Page = self.window.new_page()
        self.complaints: list[str] = []
        self.page.on("request", self._stays_here)
        self.page.on("response", self._is_no_crash)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def visit(self, path: str, *, look: str = "") -> Page:
        self.page.goto(path)
        return self.look(look) if look else self.page

    def look(self, name: str) -> Page:
        """Keep a picture if pictures are wanted; axe and the policy speak, and serious findings are complaints."""
        self.page.wait_for_load_state("load")
        self.page.evaluate(SETTLED)
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations.map("
            "v => [v.id, v.impact, v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' — ' + n.failureSummary)]))",
            RULES,
        )
        serious = [row for row in found if row[1] in {"serious", "critical"}]
        self.complaints += [f"{name} at {self.page.url}: {row}" for row in serious]
        self.complaints += [
            f"{name}: policy {text}" for text in self.page.evaluate("() => window.__violations")
        ]
        return self.page

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def press(self, name: str) -> None:
        """Press the button or follow the link of this name."""
        button = self.page.get_by_role("button", name=name)
        (button if button.count() else self.page.get_by_role("link", name=name)).first.click()

    def send(self, name: str) -> None:
        """Press a button that sends a form, and stay until its answer is here."""
        with self.page.expect_navigation():
            self.press(name)

    def sign_in(self, email: str, password: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("form:has(input[name=password]) [type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def leave(self) -> None:
        self.window.close()

    def _stays_here(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _is_no_crash(self, response: Any) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} at {response.url}")
