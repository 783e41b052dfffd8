"""The first pane: the verdict, what is still open and where it leads, scores, charts."""

import re
from collections import Counter
from typing import NamedTuple

from playwright.sync_api import Locator, expect
from pytest import approx

from assistant.model.finding import SEVERITY_NAMES
from tests.workbench.browser.serving import Served
from tests.workbench.browser.watched import Watched


def todo(pane: Locator) -> list[str]:
    return pane.locator(".todo a").all_inner_texts()


def test_what_is_open_is_counted_and_each_line_leads_to_just_that(
    bench: Watched, shown: str, server: Served
) -> None:
    page = bench.open(f"/packs/{shown}")
    bench.picture(page, "overview-top")
    findings = [f for group in server.room.findings(shown).groups for f in group.findings]
    counts = Counter(each.severity for each in findings if each.status == "open")
    waiting = [s for s in server.room.drafts(shown).slots if s.status in ("waiting", "proposed")]
    pane = page.locator("#pane-overview")
    assert todo(pane) == [
        *(f"{SEVERITY_NAMES[level]} {counts[level]} 项待处理" for level in SEVERITY_NAMES if counts[level]),
        f"{len(waiting)} 处文字待审定",
    ]  # fmt: skip
    for level, count in counts.items():
        page.click(".pane-tabs [data-pane=overview]")
        pane.locator(".todo a", has_text=SEVERITY_NAMES[level]).click()
        rows = page.locator(".issue:visible")
        expect(rows).to_have_count(count)
        assert {each.get_attribute("data-severity") for each in rows.all()} == {level}
    page.click(".pane-tabs [data-pane=overview]")
    pane.locator(".todo a", has_text="文字").click()
    expect(page.locator("#pane-drafts .slot").first).to_be_visible()


_BARS = """(figure) => [...figure.querySelectorAll("tbody tr")].map((row) => {
  const [track, bar] = [...row.querySelectorAll("rect")].map((each) => each.getBoundingClientRect());
  return [row.querySelector(".value").firstChild.textContent.trim(), bar.width / track.width,
    getComputedStyle(row.querySelectorAll("rect")[1]).fill, row.querySelector("svg").ariaLabel];
})"""


class Bar(NamedTuple):
    """A bar as it is drawn: what is printed beside it, its part of the width, colour, and words."""

    printed: str
    part: float
    colour: str
    words: str

    @property
    def value(self) -> float:
        found = re.match(r"[\d.]+", self.printed)
        assert found, self
        return float(found[0])


def bars(pane: Locator, title: str) -> list[Bar]:
    """The bars of the first chart of a title."""
    figure = pane.locator("#charts figure", has=pane.page.get_by_text(title)).first
    return [Bar(*each) for each in figure.evaluate(_BARS)]


def test_bars_are_as_long_as_their_figures_say(bench: Watched, shown: str) -> None:
    page = bench.open(f"/packs/{shown}")
    pane = page.locator("#pane-overview")
    money = bars(pane, "预算与执行")
    assert [each.printed for each in money] == ["2502.40万元", "3368.72万元", "3102.58万元"]
    most = max(each.value for each in money)
    assert [each.part for each in money] == [approx(each.value / most, abs=0.01) for each in money]
    assert len({each.colour for each in money}) == 3
    done = bars(pane, "指标完成情况")
    assert len(done) > 10
    assert [each.part for each in done] == [approx(each.value / 200, abs=0.01) for each in done]
    # What fell short, and what should have stayed low and didn't, differ from the rest.
    usual, *others = (colour for colour, _ in Counter(each.colour for each in done).most_common())
    odd = [each.words for each in done if each.colour != usual]
    assert len(others) == 2 and [each.partition("，")[0] for each in odd] == [
        "农村危房改造",
        "公用经费支出",
    ]
    assert all(each.words.endswith(f"：{each.printed}") for each in (*money, *done))
    pane.locator("#charts h2").scroll_into_view_if_needed()
    bench.picture(page, "overview-charts")


def test_scores_stand_beside_what_the_rules_give(
    bench: Watched, shown: str, server: Served
) -> None:
    page = bench.open(f"/packs/{shown}")
    rows = page.locator("#pane-overview .grid tbody")
    scores = server.room.overview(shown).scores
    expect(rows).to_have_count(len(scores))
    for row, score in zip(rows.all(), scores, strict=True):
        cells = row.locator("td.num")
        assert cells.nth(0).inner_text() == score.stated
        assert cells.nth(1).inner_text().split()[0] == score.recomputed
        expect(row.locator(".differs")).to_have_count(int(score.differs))
    lost = rows.first.locator("[data-jump]", has_text="农村危房改造")
    lost.click()
    expect(page.locator("#view-a td[data-hit]")).to_have_text("3")


def test_a_mended_figure_changes_chart_scores_and_what_is_open(
    bench: Watched, demo: str, server: Served
) -> None:
    page = bench.open(f"/packs/{demo}")
    pane = page.locator("#pane-overview")
    before = todo(pane)
    (done,) = [each for each in bars(pane, "指标完成情况") if "农村危房改造" in each.words]
    assert done.printed == "86.11%"
    page.click(".pane-tabs [data-pane=fields]")
    item = page.locator(".field[data-raw='31户'], .field[data-raw='31']").first
    expect(item.locator(".field-label")).to_contain_text("农村危房改造")
    item.locator(".value").click()
    item.locator("[name=after]").fill("36户")
    item.locator("[name=after]").press("Enter")
    expect(page.locator("#told")).to_contain_text("重新核对")
    page.click(".pane-tabs [data-pane=overview]")
    expect(pane.locator("#charts svg[aria-label^='农村危房改造']").first).to_have_attribute(
        "aria-label", "农村危房改造，完成率：100%"
    )
    expect(pane.locator(".grid [data-jump]", has_text="农村危房改造")).to_have_count(0)
    assert todo(pane) != before
    assert todo(pane) == [each.text for each in server.room.overview(demo).still_open]
