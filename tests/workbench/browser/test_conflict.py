"""Two tabs on one pack: both texts are shown, and nobody's is overwritten unasked."""

from playwright.sync_api import Page, expect

from tests.workbench.browser.serving import Served
from tests.workbench.browser.watched import Watched

FIELD = "公务接待 › 本年决算数"


def set_value(page: Page, value: str, press: bool = True) -> None:
    item = page.locator(".field", has_text=FIELD).first
    item.locator(".value").click()
    item.locator("[name=after]").fill(value)
    item.locator("[name=after]").press("Enter")


def two_tabs(bench: Watched, demo: str) -> tuple[Page, Page]:
    """The same value open in two tabs; the first has saved 4.48, the second tries 4.58."""
    one, other = (bench.open(f"/packs/{demo}?pane=fields") for _ in range(2))
    set_value(one, "4.48")
    expect(one.locator(".field", has_text=FIELD).first).to_have_attribute("data-state", "edited")
    set_value(other, "4.58")
    expect(other.locator("#conflict")).to_be_visible()
    bench.expect("409")
    return one, other


def value(page: Page) -> str:
    return page.locator(".field", has_text=FIELD).first.get_attribute("data-raw")


def test_both_texts_are_shown_and_mine_may_be_chosen(bench: Watched, demo: str) -> None:
    _, other = two_tabs(bench, demo)
    expect(other.locator("#conflict [data-mine]")).to_have_text("4.58")
    expect(other.locator("#conflict [data-theirs]")).to_have_text("4.48")
    expect(other.locator("#conflict [data-who]")).to_contain_text("李会计")
    bench.picture(other, "conflict")
    other.click("#conflict [data-choose=mine]")
    expect(other.locator("#conflict")).to_be_hidden()
    expect(other.locator(".field.edited", has_text=FIELD)).to_contain_text("4.58")


def test_theirs_may_stand(bench: Watched, demo: str, server: Served) -> None:
    _, other = two_tabs(bench, demo)
    version = server.room.card(demo).version
    other.click("#conflict [data-choose=theirs]")
    expect(other.locator(".field.edited", has_text=FIELD)).to_contain_text("4.48")
    assert server.room.card(demo).version == version


def test_closing_the_question_overwrites_nothing(bench: Watched, demo: str, server: Served) -> None:
    _, other = two_tabs(bench, demo)
    version = server.room.card(demo).version
    other.keyboard.press("Escape")
    expect(other.locator(".field.edited", has_text=FIELD)).to_contain_text("4.48")
    assert server.room.card(demo).version == version


def test_different_places_do_not_collide(bench: Watched, demo: str) -> None:
    one, other = (bench.open(f"/packs/{demo}?pane=fields") for _ in range(2))
    set_value(one, "4.48")
    expect(one.locator(".field", has_text=FIELD).first).to_have_attribute("data-state", "edited")
    item = other.locator(".field", has_text="公务接待 › 本年预算数").first
    item.locator(".value").click()
    item.locator("[name=after]").fill("5.60")
    item.locator("[name=after]").press("Enter")
    # What the other tab saved comes along.
    expect(other.locator(".field.edited")).to_have_count(2)


def test_an_answer_that_was_lost_is_asked_for_again_and_saved_once(
    bench: Watched, demo: str, server: Served
) -> None:
    page = bench.open(f"/packs/{demo}?pane=fields")
    before, lost = server.room.card(demo).version, []

    def lose(route: object) -> None:
        if not lost:
            lost.append(route.fetch().status)  # The server stores it, the answer gets lost.
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/events", lose)
    set_value(page, "4.48")
    expect(page.locator(".field", has_text=FIELD).first).to_have_attribute("data-state", "edited")
    assert lost == [201]
    assert server.room.card(demo).version == before + 1
    bench.expect("ERR_CONNECTION_RESET")
