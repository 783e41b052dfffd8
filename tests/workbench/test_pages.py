"""The pages as HTML: every shape is shown, nothing from a file becomes markup, nothing is inline."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html
from markupsafe import Markup

from assistant.errors import MissingPack, MissingSource
from assistant.workbench.api.bodies import NewPack
from assistant.workbench.pages import router
from assistant.workbench.pages.assets import assets, stamp
from assistant.workbench.source_view import PageView, SourceView
from assistant.workbench.source_view.page_boxes import Spot
from assistant.workbench.views import overview_shapes, shapes
from assistant.workbench.views.answers import History, HistoryLine
from assistant.workbench.views.overview_shapes import OpenItem, Overview
from assistant.workbench.views.paged import PagedView, PageSize
from assistant.workbench.views.shapes import (
    Drafts,
    Fields,
    FieldView,
    FileCard,
    FindingGroup,
    Findings,
    FindingView,
    PackCard,
    Progress,
    SlotView,
    SpotRef,
    VersionView,
)

NOW = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{7*7}}'
SPOT = SpotRef(
    file_id="f1", spot="s1-p1", label="位置", quote="原文", start=1, end=3, page=2,
    boxes=((1, 2, 3, 4), (5, 6, 7, 8.5)),
)  # fmt: skip
CHIP = shapes.ChipView(id="F1", text="12万元", measure="决算数", formula="F1-F2", sources=(SPOT,))
PANES = ("overview", "findings", "fields", "drafts", "history")


def finding(key: str = "abc", **more: object) -> FindingView:
    given = {
        "fingerprint": key, "rule": "A101", "name": "合计", "severity": "error",
        "severity_name": "错误", "family": "表内", "form": "基础数据表", "place": "base/x",
        "place_words": "基础数据表 › 甲", "message": "甲与乙不符。", "found": "1", "expected": "2",
        "difference": "1", "sides": (SPOT, SPOT), "suggested_question": "请核对？",
        "fields": (
            shapes.FieldRef(place="base/x", label="甲", raw="1", suggested="2"),
            shapes.FieldRef(place="base/y", label="乙", raw="2", other="1"),
        ),
    }  # fmt: skip
    return FindingView.model_validate({**given, **more})


def slot(**more: object) -> SlotView:
    piece = shapes.PieceView
    version = VersionView(
        seq=4, author="composer", author_name="程序", at=NOW, text=("共12万元。", "另有说明"),
        paragraphs=((piece(text="共"), piece(text="12万元", chip=CHIP)), (piece(text="另有说明"),)),
        kept=(shapes.KeptView(text="9人", reason="台账"),),
    )  # fmt: skip
    given = {
        "place": "report/x", "title": "存在的问题", "form": "报告", "kind": "section",
        "kind_name": "章节", "source": SPOT, "versions": (version,), "current": 4,
        "status": "proposed", "status_name": "待审定", "evidence": ("依据",),
        "marks": (shapes.MarkView(paragraph=0, start=1, end=5, text="12万元", kind="unsupported", message="没有"),),
    }  # fmt: skip
    return SlotView.model_validate({**given, **more})


class Desk:
    """Shapes made by hand; ``words`` stands wherever a file's words would."""

    def __init__(self, words: str = "单位", state: shapes.PackState = "read") -> None:
        self.words = words
        self._card = PackCard(
            pack_id="p1", title=words, unit=words, year=2024, version=7, changed=NOW, files=2,
            state=state, verdict=words, errors=1, warnings=2, notices=0, open=3,
        )  # fmt: skip

    def cards(self) -> list[PackCard]:
        return [self._card]

    def card(self, pack_id: str, at: int | None = None) -> PackCard:
        if pack_id != "p1":
            raise MissingPack(pack_id)
        return self._card

    def files(self, pack_id: str) -> list[FileCard]:
        one = FileCard(file_id="f1", name=self.words, role="pack", role_name="本年", size=2048, kind="text", problems=(self.words,))  # fmt: skip
        return [one, one.model_copy(update={"file_id": "f2", "kind": "pages", "role": "prior"})]

    def progress(self, pack_id: str) -> Progress:
        return Progress(state="running", done=1, total=3, line=self.words, errors=(self.words,))

    def overview(self, pack_id: str, at: int | None = None) -> Overview:
        bars = overview_shapes.BarGroup(label=self.words, bars=(overview_shapes.BarView(series="决算", value="3万元", width=500, kind="executed"),))  # fmt: skip
        chart = overview_shapes.ChartView(title=self.words, groups=(bars,), line=500)
        return Overview(
            card=self._card, lacks=(self.words,), profile_line=self.words, undo=self.words,
            scores=(overview_shapes.ScoreLine(title=self.words, stated="90", recomputed="88", range="87–89", differs=True),),
            charts=(overview_shapes.TableCharts(title=self.words, charts=(chart,)),),
            still_open=(OpenItem(text=self.words, count=3, pane="findings", anchor="abc"),),
        )  # fmt: skip

    def findings(self, pack_id: str, at: int | None = None) -> Findings:
        views = (
            finding(message=self.words, explanation=self.words, suggestion=self.words),
            finding("def", severity="warning", status="accepted", status_name="维持", reason=self.words),
            finding("ghi", severity="info", status="asked", status_name="询问", question=self.words),
        )  # fmt: skip
        return Findings(version=7, groups=(FindingGroup(title=self.words, open=1, findings=views),))

    def fields(self, pack_id: str, at: int | None = None) -> Fields:
        plain = FieldView(place="a", label=self.words, form="表一", raw=self.words, source=SPOT)
        doubtful = plain.model_copy(update={"place": "b", "doubt": self.words, "confidence": 0.4, "crop": True})  # fmt: skip
        edited = plain.model_copy(update={"place": "c", "edited": True, "original": self.words, "form": "表二"})  # fmt: skip
        return Fields(version=7, total=3, doubtful=1, edited=1, fields=(plain, doubtful, edited))

    def drafts(self, pack_id: str, at: int | None = None) -> Drafts:
        empty = slot(place="report/y", versions=(), current=None, status="waiting", marks=())
        return Drafts(version=7, slots=(slot(current_words=self.words), empty), told=(self.words,))

    def history(self, pack_id: str) -> History:
        line = HistoryLine(seq=2, at=NOW, actor=self.words, kind="field_fixed", words=self.words, reason=self.words, undone=True)  # fmt: skip
        return History(version=7, lines=(line,))

    def source(self, pack_id: str, file_id: str, at: int | None = None) -> SourceView | PagedView:  # fmt: skip
        if file_id == "f1":
            return SourceView(self.words, Markup("<p id='s1-p1'>文</p>"), [("s1-p1", self.words)])
        if file_id != "f2":
            raise MissingSource(file_id)
        spot = Spot("s2", self.words, (1, 2, 11, 22), False)
        return PagedView(self.words, [PageView(2, [spot])], [PageSize(595.3, 841.9)] * 2)


def client(desk: Desk | None = None) -> TestClient:
    app = FastAPI()
    app.include_router(router(desk or Desk()))
    return TestClient(app, root_path="/token")


PATHS = [
    "/", "/packs/p1", *(f"/packs/p1?pane={name}" for name in PANES),
    *(f"/packs/p1?pane={name}&at=3" for name in PANES),
    *(f"/packs/p1/panes/{name}" for name in PANES),
    "/packs/p1/files/f1/view", "/packs/p1/files/f2/view",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_words_of_files_stay_words_and_nothing_is_inline(path: str) -> None:
    answer = client(Desk(EVIL)).get(path)
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert "{{7*7}}" in answer.text
    assert "\u202e" not in answer.text
    assert not page.xpath("//*[@style or @onerror or @onclick] | //style | //img[@src='x']")
    assert all(each.get("src") and not each.text for each in page.iter("script"))


@pytest.mark.parametrize("state", ["empty", "waiting", "reading", "failed"])
def test_a_pack_that_is_not_read_shows_how_far_it_is(state: shapes.PackState) -> None:
    answer = client(Desk(EVIL, state)).get("/packs/p1")
    page = html.fromstring(answer.text)
    (job,) = page.xpath("//*[@data-job]")
    assert ("hidden" in job.attrib) is (state != "reading")
    assert page.xpath("//progress[@max='3'][@value='1']")
    assert not page.xpath("//script[not(@src)]")


@pytest.mark.parametrize("path", PATHS)
def test_ids_are_there_once_and_references_lead_somewhere(path: str) -> None:
    page = html.fromstring(client().get(path).text)
    ids = [each for each in page.xpath("//@id") if not each.startswith("s1-")]
    assert len(ids) == len(set(ids))
    if path.startswith(("/packs/p1/panes", "/packs/p1/files")):
        return
    for name in ("aria-controls", "aria-labelledby", "for", "popovertarget"):
        for words in page.xpath(f"//@{name}"):
            assert set(words.split()) <= set(page.xpath("//@id")), (name, words)


def test_addresses_begin_with_the_path_that_the_server_runs_below() -> None:
    page = html.fromstring(client().get("/packs/p1?pane=fields").text)
    local = page.xpath(
        "//@href[not(starts-with(., '#') or starts-with(., '?') or .='data:,')] | //@src"
    )
    assert local
    assert all(each.startswith("/token/") for each in local)


@pytest.mark.parametrize(("path", "words"), [
    ("/packs/none", "没有找到这套材料"), ("/packs/none/panes/findings", ""),
    ("/packs/p1/files/none/view", ""),
])  # fmt: skip
def test_what_is_not_there_is_said(path: str, words: str) -> None:
    class Bare(Desk):
        def findings(self, pack_id: str, at: int | None = None) -> Findings:
            raise MissingPack(pack_id)

    answer = client(Bare()).get(path)
    assert answer.status_code == 404
    assert words in answer.text


@pytest.mark.parametrize("path", ["/packs/a%20b", "/packs/p1/panes/x", "/packs/p1?at=0", "/packs/p1?pane=x"])  # fmt: skip
def test_addresses_that_cannot_be(path: str) -> None:
    assert client().get(path).status_code in (404, 422)


def test_a_place_is_carried_whole_to_the_button_that_leads_there() -> None:
    page = html.fromstring(client().get("/packs/p1/panes/findings").text)
    side = page.xpath("//button[contains(@class, 'side')]")[0]
    named = {name: side.get(f"data-{name}") for name in ("file", "spot", "start", "end", "page", "boxes")}  # fmt: skip
    assert named == {
        "file": "f1", "spot": "s1-p1", "start": "1", "end": "3", "page": "2",
        "boxes": "1 2 3 4;5 6 7 8.5",
    }  # fmt: skip


def test_an_open_finding_can_be_decided_and_a_settled_one_reopened() -> None:
    page = html.fromstring(client().get("/packs/p1/panes/findings").text)
    acts = [
        [each.get("data-act") for each in item.xpath(".//button[@data-act]")]
        for item in page.xpath("//li[@data-finding]")
    ]
    assert acts == [["fix", "accept", "ask"], ["reopen"], ["reopen"]]
    assert page.xpath("//form[@data-place='base/x']/input/@value") == ["2"]
    assert page.xpath("//form[@data-place='base/y']/input/@value") == ["2"]
    assert page.xpath("//form[@data-place='base/y']//button/@data-use") == ["1"]


def test_at_an_earlier_moment_nothing_can_be_decided() -> None:
    for name in PANES:
        page = html.fromstring(client().get(f"/packs/p1/panes/{name}?at=3").text)
        assert not page.xpath("//form | //button[@data-act or @data-confirm]")
        assert not page.xpath("//button[@data-edit][not(@disabled)]")


def test_doubtful_values_come_first_with_their_picture() -> None:
    page = html.fromstring(client().get("/packs/p1/panes/fields").text)
    assert page.xpath("//li/@data-key") == ["b", "a", "c"]
    assert page.xpath("//img/@src") == ["/token/api/packs/p1/files/f1/crop?place=b"]
    assert [each.text_content().split()[0] for each in page.xpath("//h2")] == ["待核对", "表一", "表二"]  # fmt: skip


def test_a_draft_keeps_its_words_and_every_figure_is_a_button_with_its_card() -> None:
    text = client().get("/packs/p1/panes/drafts").text
    page = html.fromstring(text)
    (chip,) = page.xpath("//button[contains(@class, 'chip')]")
    (card,) = page.xpath(f"//*[@id='{chip.get('popovertarget')}']")
    assert "算式：F1-F2" in card.text_content()
    assert "<template data-text>共12万元。\n另有说明</template>" in text
    assert page.xpath("//*[@data-kept]/@data-why") == ["台账"]


def test_a_hint_is_asked_for_only_where_a_model_would_hear_it() -> None:
    class Modelled(Desk):
        def drafts(self, pack_id: str, at: int | None = None) -> Drafts:
            return super().drafts(pack_id, at).model_copy(update={"model": "某模型"})

    for desk, hints in ((Desk(), 0), (Modelled(), 2)):
        page = html.fromstring(client(desk).get("/packs/p1/panes/drafts").text)
        assert len(page.xpath("//input[@name='hint']")) == hints
        assert len(page.xpath("//button[@data-act='rewrite']")) == (hints == 0)


def test_a_pack_without_a_name_is_called_by_its_unit_and_year() -> None:
    class Nameless(Desk):
        def cards(self) -> list[PackCard]:
            return [self._card.model_copy(update={"title": NewPack().title, "unit": "某镇"})]

    page = html.fromstring(client(Nameless()).get("/").text)
    assert page.xpath("//th/a/text()") == ["某镇2024年度"]


def test_the_report_and_the_workbench_share_one_style() -> None:
    assert "--navy" in assets()["report.css"].content.decode()
    assert '@import url("report.css") layer(report)' in assets()["workbench.css"].content.decode()


@pytest.mark.parametrize("name", sorted(assets()))
def test_assets_are_served_and_refer_only_to_one_another(name: str) -> None:
    answer = client().get(f"/static/{stamp()}/{name}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert ("javascript" in answer.headers["content-type"]) is name.endswith(".mjs")
    named = re.findall(r'from "([^"]+)"|url\("([^"]+)"\)', answer.text)
    assert {(one or other).removeprefix("./") for one, other in named} <= set(assets())
    assert not re.search(r"https?://(?!www\.w3\.org)", answer.text)


@pytest.mark.parametrize("name", ["none.mjs", "router.py", "%2e%2e%2frouter.py", "report.js"])
def test_no_other_file_can_be_asked_for(name: str) -> None:
    assert client().get(f"/static/{stamp()}/{name}").status_code == 404


def test_modules_stay_short() -> None:
    """One idea a module: none grows beyond what can be read at once."""
    long = {name for name, each in assets().items() if name.endswith(".mjs") and each.content.count(b"\n") > 250}  # fmt: skip
    assert not long


def test_headings_never_skip_a_level() -> None:
    for path in ("/", "/packs/p1?pane=findings", "/packs/p1?pane=drafts", "/packs/p1?pane=fields"):
        page = html.fromstring(client().get(path).text)
        shown = page.xpath("//*[self::h1 or self::h2 or self::h3][not(ancestor::dialog)]")
        levels = [int(each.tag[1]) for each in shown]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


def test_every_page_of_a_scan_is_shown_and_its_boxes_lie_in_points() -> None:
    page = html.fromstring(client().get("/packs/p1/files/f2/view").text)
    assert [each.get("src").rpartition("/")[2] for each in page.iter("img")] == ["1.png", "2.png"]
    assert {each.get("viewbox") for each in page.iter("svg")} == {"0 0 595.3 841.9"}
    (box,) = page.xpath("//rect")
    assert [box.get(name) for name in ("x", "y", "width", "height")] == [
        "1.0",
        "2.0",
        "10.0",
        "20.0",
    ]
