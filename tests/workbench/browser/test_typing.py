"""An input method composing is left alone, and single keys never fire in a field."""

from playwright.sync_api import CDPSession, Page, expect

from tests.workbench.browser.watched import Watched


def composed(page: Page, *steps: str) -> CDPSession:
    """Compose text in what has the focus, as pinyin comes in letter by letter."""
    session = page.context.new_cdp_session(page)
    for text in steps:
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})  # fmt: skip
    return session


def test_composing_in_a_draft_is_checked_only_when_it_is_done(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=drafts")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "verify" in sent.url else None)
    page.locator("[data-act=edit]:visible").first.click()
    area = page.locator(".editor textarea")
    expect(page.locator("[data-checked]")).to_contain_text("都有依据")
    before, value = len(asked), area.input_value()
    area.press("Control+End")
    session = composed(page, "j", "ji", "jixiao")
    page.wait_for_timeout(600)
    assert len(asked) == before
    assert area.input_value() == f"{value}jixiao"
    # What lies behind has kept up, so that marks stand where the words are.
    assert page.locator(".behind").inner_text().strip() == f"{value}jixiao"
    session.send("Input.insertText", {"text": "绩效"})
    expect(area).to_have_value(f"{value}绩效")
    page.wait_for_timeout(600)
    assert len(asked) == before + 1
    page.locator(".editor [data-cancel]").click()


def test_keys_of_a_composition_do_nothing_else(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    page.keyboard.press("j")
    key = page.locator(".issue.chosen").get_attribute("data-key")
    # An input method that is on sends its keys to the page too, marked as composing.
    for extra in ("isComposing: true", "keyCode: 229"):
        for name in "jkfaqu?":
            page.evaluate(
                f"""(name) => document.activeElement.dispatchEvent(
                    new KeyboardEvent('keydown', {{key: name, bubbles: true, {extra}}}))""",
                name,
            )
    assert page.locator(".issue.chosen").get_attribute("data-key") == key
    expect(page.locator("[data-form]:visible")).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_escape_that_ends_a_composition_keeps_the_field_open(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=fields")
    page.locator(".field .value").first.click()
    field = page.locator(".field-edit input")
    composed(page, "zhong")
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, isComposing: true}))"""
    )
    expect(field).to_be_visible()
    # Enter that chooses a word is not a save either.
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"""
    )
    expect(field).to_be_visible()


def test_letters_typed_into_fields_are_letters(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.type("jkfaqu?135")
    expect(page.locator(".issue.chosen [name=reason]")).to_have_value("jkfaqu?135")
    expect(page.locator("#pane-findings")).to_be_visible()


def test_single_keys_can_be_turned_off(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}?pane=findings")
    page.keyboard.press("?")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".issue.chosen")).to_have_count(0)
    page.click("#help-open")
    page.check("#single-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".issue.chosen")).to_have_count(1)
