"""A slot written again by a language model: beside the composer's text, every figure proved.

The model is a server on loopback with replies written by hand; which one is asked stands in
``jixiao.toml`` and the environment, as for the command.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.llm import calling
from assistant.settings import load_settings
from tests.drafts.by_hand import good, is_repair
from tests.llm.server import KEY, Exchange, Loopback, Plays, serving
from tests.workbench.browser.conftest import ACTOR, demo_files, pack_of
from tests.workbench.browser.serving import Served, served
from tests.workbench.browser.watched import Watched, watched

MODEL = "手写模型"
HINT = "写短一些，先说资金"  # Each test has its own: replies are kept by their question.
SAID, SHOWN = "控制在预算以内", "未超预算"
INVENTED = "99.99万元"


def says(spoil: bool = False) -> Plays:
    """Return a model that puts the composer's words otherwise; ``spoil``: with invented figures."""

    def play(exchange: Exchange) -> None:
        text = json.dumps(good(exchange.body), ensure_ascii=False).replace(SHOWN, SAID)
        if spoil:
            text = re.sub(r"\{F\d+\}", INVENTED, text)
        exchange.say(f'{{"paragraphs": {text}}}')

    return play


@pytest.fixture(scope="module")
def model() -> Iterator[Loopback]:
    with serving(says()) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(calling, "_FIRST_WAIT", 0.01)
        yield server


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, model: Loopback) -> Iterator[Served]:
    """A workbench whose settings name the model."""
    folder = tmp_path_factory.mktemp("by-model")
    (folder / "jixiao.toml").write_text(f'model = "{MODEL}"\n', encoding="utf-8")
    settings = load_settings(folder, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", model.endpoint.base_url)
        patch.setenv("OPENAI_API_KEY", KEY)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        with served(folder, ACTOR, settings) as running:
            yield running


@pytest.fixture
def seen(browser: Browser, written: Served, pictures: Path) -> Iterator[Watched]:
    expect.set_options(timeout=20_000)  # a model's libraries load anew in each writing process
    with watched(browser, written, pictures) as context:
        yield context
    expect.set_options(timeout=5_000)


@pytest.fixture
def pack(written: Served) -> str:
    return pack_of(written, demo_files(), "演示材料")


def slot_of(page: Page) -> Locator:
    """The slot whose text says what the model says otherwise, found by its place."""
    found = page.locator(".slot", has=page.locator(".paper", has_text=SHOWN)).first
    return page.locator(f".slot[data-key='{found.get_attribute('data-key')}']")


def write_again(page: Page, hint: str) -> Locator:
    slot = slot_of(page)
    slot.locator("[data-act=again]:visible").click()
    wish = slot.locator("[name=hint]")
    expect(wish).to_be_focused()
    wish.fill(hint)
    slot.locator("[data-form=again] [type=submit]").click()
    return slot


def test_a_models_text_stands_beside_the_composers(
    seen: Watched, pack: str, model: Loopback
) -> None:
    model.plays = says()
    page = seen.open(f"/packs/{pack}?pane=drafts")
    chips = slot_of(page).locator(".version:visible .chip").all_inner_texts()
    slot = write_again(page, HINT)
    expect(page.locator("#told")).to_contain_text("已写出一稿")
    # The wish went to the model with the question, and stands over its text.
    assert HINT in model.requests[-1]["messages"][-1]["content"]
    both = slot.locator(".version:visible")
    expect(both).to_have_count(2)
    seen.picture(page, "model-beside")
    boxes = [each.bounding_box() for each in both.all()]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    by_model, by_program = both.nth(0), both.nth(1)
    expect(by_model).to_contain_text(MODEL)
    expect(by_model).to_contain_text(f"要求：{HINT}")
    expect(by_model.locator(".paper")).to_contain_text(SAID)
    expect(by_program.locator(".paper")).to_contain_text(SHOWN)
    assert chips and by_model.locator(".chip").all_inner_texts() == chips
    by_model.locator(".chip").first.click()
    card = page.locator(".chip-card:popover-open")
    expect(card.locator("[data-jump]")).not_to_have_count(0)
    page.keyboard.press("Escape")
    by_model.locator("[data-act=take]").click()
    expect(slot).to_have_attribute("data-status", "accepted")
    expect(page.locator("#view-a")).to_contain_text(SAID)


def test_invented_figures_do_not_survive(seen: Watched, pack: str, model: Loopback) -> None:
    model.plays = says(spoil=True)
    page = seen.open(f"/packs/{pack}?pane=drafts")
    before = slot_of(page).locator(".paper").inner_text()
    slot = write_again(page, "多写些数字")
    told = page.locator("#warned")
    expect(told).to_contain_text("采用程序拟的草稿，没有采用模型的文字")
    expect(told).to_contain_text("直接写了数字“99.99”")
    seen.picture(page, "model-refused")
    assert any(is_repair(each) for each in model.requests), "it was given a second chance"
    expect(slot.locator(".version")).to_have_count(1)
    expect(slot.locator(".paper")).to_have_text(before, use_inner_text=True)
    expect(page.locator("#pane-drafts")).not_to_contain_text("99.99")
    # The program heard no wish, so none stands over its text.
    expect(slot).not_to_contain_text("多写些数字")


@pytest.mark.parametrize(("plays", "why"), [
    (lambda exchange: exchange.say("好的，以下是内容。"), "答复里没有 JSON"),
    (lambda exchange: exchange.error(401, "no"), "密钥"),
])  # fmt: skip
def test_without_a_usable_reply_the_programs_text_stands(
    seen: Watched, pack: str, model: Loopback, plays: Plays, why: str
) -> None:
    model.plays = plays
    page = seen.open(f"/packs/{pack}?pane=drafts")
    before = slot_of(page).locator(".paper").inner_text()
    slot = write_again(page, f"说明{why}")
    expect(page.locator("#warned")).to_contain_text(why)
    expect(slot.locator(".version:visible .paper")).to_have_text(before, use_inner_text=True)


def test_two_texts_of_a_model_and_a_persons_stand_beside_each_other(
    seen: Watched, pack: str, model: Loopback
) -> None:
    model.plays = says()
    page = seen.open(f"/packs/{pack}?pane=drafts")
    slot = write_again(page, HINT)
    expect(slot.locator(".version:visible")).to_have_count(2)
    slot.locator("[data-act=edit]:visible").first.click()
    area = slot.locator(".editor textarea")
    area.fill(area.input_value().replace(SAID, "没有超出预算"))
    slot.locator(".editor [type=submit]").click()
    expect(slot).to_have_attribute("data-status", "edited")
    slot.locator("[data-version]", has_text=MODEL).click()
    expect(slot.locator(".version:visible .paper")).to_contain_text(SAID)
    slot.locator("[data-compare]").click()
    expect(slot.locator(".version:visible")).to_have_count(3)
    seen.picture(page, "model-three")
