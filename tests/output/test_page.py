"""The page: what it says, that it runs nothing foreign, and how it behaves in a browser."""

import re
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import expect

from assistant.model.draft import DraftReport
from assistant.model.finding import CheckReport, Severity
from assistant.model.pack import Pack
from assistant.output import page
from tests.output import sample
from tests.output.tools import needs_chromium, opened

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "'\"></style></title></svg><!--]]>{{7*7}}{%x%}&lt;\u202egnp.exe\x00\x1b[31m\ud800"
)


def html(drafts: bool = True) -> str:
    return page.render(
        sample.make_pack(), sample.make_report(), sample.make_drafts() if drafts else None
    )


def tree(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text)


def words(text: str) -> str:
    return " ".join(tree(text).text_content().split())


def hostile_page() -> str:
    def spoil(text: str) -> str:
        return text + HOSTILE

    return page.render(
        sample.twist(sample.make_pack(), spoil),
        sample.twist(sample.make_report(), spoil),
        sample.twist(sample.make_drafts(), spoil),
    )


SAYS = [
    "不通过：错误2项、警告1项、提示1项；1条规则未能运行。",
    "与自评不一致",
    "整体自评报告 › 资金使用及绩效情况 › 公用经费 › 第1段 › 文中“220.38万元”",
    "公用经费　201.30　196.40　223.08".replace("　", " "),
    "两数相邻数字“0、3”换位",
    "将报告中的220.38万元改为223.08万元",
    "N203、A110",
    "纸质件已签字",
    "财政所，至 2024-06-30",
    "KeyError：缺少上年材料",
    "不等于通过",
    "超预算26.68万元",
    "算式：223.08万元 − 196.40万元",
    "语言模型 示例模型",
    "严格公务接待审批",
    "公用经费超支26.68万元用于哪些支出？",
    "语言模型未配置",
    "图片中的文字没有读取",
    "（此页无正文）",
    "另有 2 项指标",
    "237.5%",
    "规则库 0.1.0",
]


@pytest.mark.parametrize("expected", SAYS)
def test_says(expected: str) -> None:
    assert expected in words(html())


def test_order_is_verdict_scores_findings_rules_clerical_drafts_questions_charts_reading() -> None:
    sections = [each.get("id") for each in tree(html()).iterfind(".//main/section")]
    assert sections == [
        "verdict", "scores", "findings", "rules", "clerical", "drafts", "questions", "charts",
        "reading",
    ]  # fmt: skip


def test_findings_stand_errors_first_whatever_their_order() -> None:
    cards = tree(html()).findall(".//article[@data-severity]")
    assert [card.get("data-severity") for card in cards] == ["error", "error", "warning", "info"]


def test_one_finding_shows_both_sides() -> None:
    card = tree(html()).find(".//article[@id='finding-2']")
    assert len(card.findall(".//blockquote")) == 2


def test_rules_that_could_not_run_stand_apart_from_passed() -> None:
    groups = [
        group.text_content() for group in tree(html()).findall(".//section[@id='rules']//details")
    ]
    assert groups
    assert not any("Y402" in group for group in groups)


def test_every_figure_of_a_draft_names_its_source() -> None:
    root = tree(html())
    figures = [each for each in root.iter("span") if "fig" in (each.get("class") or "").split()]
    assert len(figures) == 7
    for figure in figures:
        assert figure.get("tabindex") == "0"
        tip = root.get_element_by_id(figure.get("aria-describedby"))
        assert re.search("出处：.+|须由单位审定", tip.text_content())


def test_a_remark_stays_marked_across_its_figures() -> None:
    pending = tree(html()).findall(".//div[@class='paper']//span[@class='fig pending stated']")
    assert [each.text for each in pending] == ["223.08万元", "220.38万元"]


def test_a_proposed_figure_is_marked_as_advice_even_outside_a_remark() -> None:
    drafts = sample.make_drafts()
    drafts.drafts[1].paragraphs[0].sentences[0].template = "于{F005}完成。"
    text = page.render(sample.make_pack(), sample.make_report(), drafts)
    assert 'class="fig advice proposed"' in text


def test_a_reference_without_a_fact_stays_visible() -> None:
    drafts = sample.make_drafts()
    drafts.drafts[1].paragraphs[0].sentences[0].template = "共{F999}。"
    assert "〔待确认：引用的数据F999不存在〕" in words(
        page.render(sample.make_pack(), sample.make_report(), drafts)
    )


def test_without_drafts_clerical_findings_of_the_check_are_listed() -> None:
    root = tree(html(drafts=False))
    assert root.find(".//section[@id='drafts']") is None
    assert len(root.findall(".//section[@id='clerical']//tbody/tr")) == 2


def test_nothing_is_drawn_or_claimed_where_nothing_is_known() -> None:
    root = tree(
        page.render(
            Pack(unit=sample.text("", "unit")),
            CheckReport(verdict="未能检查。", profile="national", rulebook="0.1.0"),
            DraftReport(),
        )
    )
    assert root.findall(".//svg") == []
    assert root.find(".//section[@id='scores']") is None
    assert "没有阅读记录" in root.text_content()


def test_scores_that_are_equal_or_unknown_are_not_called_different() -> None:
    report = sample.make_report()
    for score, recomputed in zip(report.scores, ("98.50", ""), strict=True):
        score.sum_of_scores, score.recomputed = score.stated, recomputed
    text = words(page.render(sample.make_pack(), report, None))
    assert "与自评不一致" not in text
    assert "无法计算" in text


def test_the_same_input_gives_the_same_page() -> None:
    assert html() == html()


def test_nothing_is_loaded_from_elsewhere() -> None:
    text = html()
    assert not re.search(r"https?://|//cdn|@import|url\(", text)
    assert not tree(text).findall(".//link")
    policy = tree(text).find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_headings_descend_one_level_at_a_time() -> None:
    levels = [int(each.tag[1]) for each in tree(html()).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_references_resolve() -> None:
    root = tree(html())
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    wanted = [each.get("href")[1:] for each in root.iter("a")]
    for name in ("aria-labelledby", "aria-describedby"):
        wanted += [each.get(name) for each in root.iter() if each.get(name)]
    assert set(wanted) <= set(ids)


def test_hostile_text_adds_no_element_and_no_attribute() -> None:
    def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(str(each.tag), tuple(each.keys())) for each in tree(text).iter()]

    expected = shape(html())
    found = shape(hostile_page())
    # Blanks that became text may add a table cell's words, never a tag of another kind.
    assert {tag for tag, _ in found} == {tag for tag, _ in expected}
    assert {keys for _, keys in found} <= {keys for _, keys in expected}


def test_hostile_text_is_shown_not_obeyed() -> None:
    text = hostile_page()
    assert text.count("<script>") == 1
    assert "<img" not in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\ud800-\udfff]", text)
    assert "〔U+202E〕" in text
    assert "{{7*7}}" in text
    text.encode("utf-8")


@needs_chromium
def test_hostile_page_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(), encoding="utf-8")
    with opened(path) as view:
        assert view.title() != "owned"
        assert view.locator("#filter button").count() == 5


@needs_chromium
def test_the_policy_stops_a_script_that_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "injected.html"
    injected = html().replace("</main>", "<script>document.title='owned'</script></main>")
    path.write_text(injected, encoding="utf-8")
    with opened(path) as view:
        assert view.title() != "owned"


@needs_chromium
def test_filter_hides_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:
        view.click("button[data-show=warning]")
        assert view.locator("article.finding:visible").count() == 1
        assert view.inner_text("#filtered") == "已筛选：显示 1 项，另有 3 项未显示。"
        view.locator("a[href='#finding-1']").first.click()
        expect(view.locator("article.finding:visible")).to_have_count(4)
        expect(view.locator("#filtered")).to_have_text("")


def two_units() -> str:
    """The sample with one more finding, in a project that another unit carries out."""
    pack, report = sample.make_pack(), sample.make_report()
    pack.projects[0].implementer.raw = "青禾镇农业服务中心"
    other = report.findings[0].model_copy(update={"place": "projects/灌渠整治/goal_achieved"})
    report.findings.append(other.model_copy(update={"rule": "N101", "evidence": []}))
    return page.render(pack, report, None)


def test_choices_of_the_filters_with_their_counts() -> None:
    found = {
        each.get("data-filter"): [option.text_content() for option in each.iter("option")]
        for each in tree(two_units()).iter("select")
    }
    assert found == {
        "family": [
            "全部", "指标值与完成值（1）", "表间核对（1）", "报告文字与数字（1）", "完整性（1）",
            "用语和格式（1）",
        ],
        "form": [
            "全部", "整体自评表（3）", "整体自评报告（2）", "基础数据表（2）", "项目自评表（灌渠整治）（1）",
        ],
        "unit": ["全部", "青禾镇人民政府（4）", "青禾镇农业服务中心（1）"],
    }  # fmt: skip


def test_a_filter_with_one_choice_is_left_out() -> None:
    shown = [each.get("data-filter") for each in tree(html()).iter("select")]
    assert shown == ["family", "form"]


@needs_chromium
def test_filters_work_together_and_empty_groups_go(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(two_units(), encoding="utf-8")
    with opened(path) as view:
        view.select_option("select[data-filter=form]", label="整体自评表（3）")
        assert view.locator("article.finding:visible").count() == 3
        view.click("button[data-show=error]")
        assert view.locator("article.finding:visible").count() == 1
        assert view.locator(".group:visible").count() == 1
        # Counts follow the other filters: headings, severities and choices.
        assert view.inner_text(".group:visible h3").startswith("错误（1 项）")
        assert view.inner_text("button[data-show='']") == "全部 3"
        options = view.locator("select[data-filter=form] option").all_inner_texts()
        assert "整体自评表（1）" in options
        view.select_option("select[data-filter=unit]", label="青禾镇农业服务中心（0）")
        assert view.locator("article.finding:visible").count() == 0
        assert view.inner_text("#filtered") == "已筛选：显示 0 项，另有 5 项未显示。"
        view.evaluate("location.hash = '#finding-5'")
        expect(view.locator("article.finding:visible")).to_have_count(5)
        assert view.locator("select[data-filter=unit]").input_value() == ""


@needs_chromium
def test_keys_step_through_visible_findings_and_open_their_quotes(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:

        def focused() -> str:
            return str(view.evaluate("document.activeElement.id"))

        view.keyboard.press("j")
        assert focused() == ""
        view.locator("#finding-1").focus()
        view.keyboard.press("j")
        assert focused() == "finding-2"
        places = view.locator("#finding-2 details.places")
        assert places.get_attribute("open") is not None
        view.keyboard.press("o")
        assert places.get_attribute("open") is None
        view.click("button[data-show=warning]")
        view.locator("#finding-3").focus()
        view.keyboard.press("j")
        view.keyboard.press("k")
        assert focused() == "finding-3"


@needs_chromium
def test_one_button_opens_and_closes_all_quotes(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:
        for text, count in (("收起全部原文", 0), ("展开全部原文", 3)):
            view.click("#unfold")
            closed = view.locator("details.places:not([open])").count()
            assert view.inner_text("#unfold") == text
            assert closed == count


@needs_chromium
def test_both_sides_stand_side_by_side_and_one_below_the_other_where_it_is_narrow(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    for width, beside in ((1366, True), (390, False)):
        with opened(path, width) as view:
            boxes = [view.locator("#finding-2 .side").nth(n).bounding_box() for n in (0, 1)]
            first, second = (each for each in boxes if each)
            assert (first["y"] == second["y"]) is beside


@needs_chromium
def test_without_script_everything_is_visible(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path, javascript=False) as view:
        assert view.locator("article.finding:visible").count() == 4
        assert view.locator(".side:visible").count() == 6
        assert not view.locator("#filter").is_visible()
        view.locator(".fig").first.hover()
        assert view.locator(".fig .tip").first.is_visible()


@needs_chromium
def test_source_shows_on_focus_and_hover_and_leaves_on_escape(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:
        for number in range(view.locator(".fig").count()):
            figure = view.locator(".fig").nth(number)
            figure.focus()
            tip = figure.locator(".tip")
            assert tip.is_visible()
            box = tip.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 1366
        view.keyboard.press("Escape")
        assert view.locator(".tip:visible").count() == 0
        view.locator(".fig").first.hover()
        assert view.locator(".tip:visible").count() >= 1


@needs_chromium
@pytest.mark.parametrize("width", [360, 768, 1366])
def test_page_never_scrolls_sideways(tmp_path: Path, width: int) -> None:
    path = tmp_path / "report.html"
    path.write_text(hostile_page(), encoding="utf-8")
    with opened(path, width) as view:
        assert view.evaluate("document.documentElement.scrollWidth") <= width


CONTRAST = """() => {
  const lum = (c) => { const p = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * p[0] + .7152 * p[1] + .0722 * p[2]; };
  const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest("script,svg")) continue;
    const a = lum(rgb(getComputedStyle(e).color).slice(0, 3)), b = lum(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push([e.tagName, e.className, e.textContent.slice(0, 20), ratio]);
  }
  return poor;
}"""


@needs_chromium
def test_every_text_has_enough_contrast(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:
        assert view.evaluate(CONTRAST) == []


@needs_chromium
def test_prints_on_a4_with_the_sources_of_the_figures(tmp_path: Path) -> None:
    path, made = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(html(), encoding="utf-8")
    with opened(path) as view:
        view.emulate_media(media="print")
        assert not view.locator("nav").is_visible()
        view.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert view.locator("details:not([open])").count() == 0
        assert view.locator("details.sources li").first.is_visible()
        made.write_bytes(view.pdf(prefer_css_page_size=True))
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", made.read_bytes())


@pytest.mark.parametrize(
    ("count", "severity", "opened"),
    [(6, "error", 1), (7, "error", 0), (2, "warning", 1), (2, "info", 0)],
)
def test_quotes_of_grave_findings_are_open_unless_they_are_many(
    count: int, severity: Severity, opened: int
) -> None:
    report = sample.make_report()
    finding = next(each for each in report.findings if each.evidence)
    finding.evidence, finding.severity = [finding.evidence[0]] * count, severity
    report.findings = [finding]
    text = page.render(sample.make_pack(), report, None)
    assert len(tree(text).findall(".//article/details[@class='places']")) == 1
    assert len(tree(text).findall(".//article/details[@open]")) == opened
    assert len(tree(text).findall(".//article//figure[@class='side']")) == count


@needs_chromium
def test_no_column_is_cut_off_on_a_narrow_screen(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(), encoding="utf-8")
    with opened(path, width=420) as shown:
        wide = shown.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
            ".map(e => e.closest('section').id)"
        )
    assert wide == []
