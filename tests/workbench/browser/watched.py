"""A browser whose every request and complaint is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.workbench.browser.serving import Served

_OWN = ("blob", "data")


class Watched:
    """A context of the browser in which nothing may fail and nothing may leave the host."""

    def __init__(self, context: BrowserContext, served: Served, pictures: Path) -> None:
        self.context, self.served, self._pictures = context, served, pictures
        self.told: list[str] = []
        self.strange: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.told.append(str(error.error)))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        own = urlsplit(self.served.origin).netloc
        if parts.scheme not in _OWN and parts.netloc != own:
            self.strange.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.told.append(f"{message.type}: {message.text}")

    def expect(self, words: str) -> None:
        """Take out a complaint that a test brings about itself, such as an answer of 409."""
        found = [each for each in self.told if words in each]
        assert found, (words, self.told)
        self.told = [each for each in self.told if words not in each]

    def open(self, path: str = "/") -> Page:
        """Return a new tab at a page whose modules have run."""
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        if not self.context.cookies():
            page.goto(self.served.address)
        page.goto(self.served.page(path))
        page.wait_for_selector("html[data-ready]")
        return page

    def picture(self, page: Page, name: str) -> None:
        """Keep what is shown."""
        page.screenshot(path=self._pictures / f"{name}.png", animations="disabled")


@contextmanager
def watched(
    browser: Browser, served: Served, pictures: Path, width: int = 1366, height: int = 768
) -> Iterator[Watched]:
    """Give a context of its own; at the end nothing may have failed."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True,
        timezone_id="Asia/Shanghai",
    )  # fmt: skip
    seen = Watched(context, served, pictures)
    try:
        yield seen
        assert not seen.told, seen.told
        assert not seen.strange, seen.strange
    finally:
        context.close()
