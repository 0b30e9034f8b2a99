"""A resident who files in a real browser, and how much that asks of their thumb."""

from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Page

from tests.browser.visitor import go
from tests.registry.ledger import photos as uploads

GATE = "/c/DQHY/"
TEXT = "The e-bikes stand in the rain and block the stairs."
PHONE_TYPED = "138 0013 8000"
SUBMIT = "[data-submit]"
PAGES = ("kind", "category", "details", "contact", "check")


def a_photo(content: bytes | None = None, name: str = "stairs.jpg") -> FilePayload:
    """A photo as Playwright hands it to a field, by default some JPEG."""
    buffer = uploads.jpeg() if content is None else content
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer}


@dataclass
class Filer:
    """Taps and typing are the resident's; `taps` and `loads` count what it took."""

    page: Page
    taps: int = 0
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("domcontentloaded", lambda page: self.loads.append(page.url))

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.page.click(selector)

    def type(self, selector: str, text: str) -> None:
        """The tap that brings up the keyboard counts, the typing does not."""
        self.tap(selector)
        self.page.fill(selector, text)

    def go_on(self) -> None:
        self.tap(SUBMIT)
        self.page.wait_for_load_state()

    def come(self) -> None:
        go(self.page, GATE)

    def kind(self, number: int = 0) -> None:
        """0 is a complaint, 1 a consultation, 2 a suggestion."""
        self.tap(f"label[for=id_kind_{number}]")
        self.go_on()

    def category(self, code: str = "parking-ebike") -> None:
        box = self.page.locator(f"[name=category][value={code}]").last
        if not box.is_visible():
            self.taps += 1
            self.page.locator("details.group", has=box).locator("summary").click()
        self.tap(f"label[for={box.get_attribute('id')}]")
        self.go_on()

    def details(self, text: str = TEXT) -> None:
        self.type("textarea", text)
        self.go_on()

    def contact(self) -> None:
        self.type("[type=tel]", PHONE_TYPED)
        self.go_on()

    def answer(self, until: str = "check") -> None:
        """Come by the poster and answer page after page, up to this one."""
        self.come()
        for name in PAGES[: PAGES.index(until)]:
            getattr(self, name)()
