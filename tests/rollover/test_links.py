"""What the summaries state of the indicators: right where filled in, and how much was found."""

import re
from decimal import Decimal

import pytest

from assistant.model.numerals import scan
from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity, Text
from assistant.rollover import Template, template
from assistant.rollover.cells import quantity
from assistant.rollover.links import Said, best_link, wanted_of
from assistant.rollover.rates import best_rate
from assistant.rollover.statements import Statement, statements
from assistant.rollover.timing import in_time
from assistant.rollover.units import converted, reprinted
from corpus.truth import Truth, load
from tests.rollover.measure import CASES, Tally, labels, material, measured, worked_out


@pytest.fixture(scope="module", params=[f"{town}/{year}" for town, year in CASES])
def linked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    town, _, year = request.param.partition("/")
    last, summary, truth = material(town, int(year), tmp_path_factory.mktemp(town))
    return truth, template(last, [summary])


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> list[Tally]:
    return [each for _, each, _, _ in measured(tmp_path_factory.mktemp("all"))]


def test_every_figure_that_is_filled_in_is_right(tallies: list[Tally]) -> None:
    assert [wrong for each in tallies for wrong in each.wrong] == []
    assert sum(each.filled for each in tallies) >= 40


def test_most_of_what_the_summaries_state_is_found(tallies: list[Tally]) -> None:
    found, stated = (sum(getattr(t, name) for t in tallies) for name in ("found", "stated"))
    assert (stated, found / stated > 0.9) == (94, True)
    right, proposed = (
        sum(getattr(t, name) for t in tallies) for name in ("proposed_right", "proposed")
    )
    assert right / proposed > 0.8


@pytest.mark.parametrize("name", labels())
def test_the_labels_say_what_texts_and_tables_say(name: str) -> None:
    """Each label's words stand in the summary, and give the cell (or a planted fault)."""
    town, _, year = name.partition("/")
    truth = load(town, int(year))
    texts = summary_text(truth)
    faults = {place for fault in truth.faults for place in (fault.place, *fault.also)}
    for place, label in labels()[name].items():
        assert label["says"] in texts, place
        printed = quantity(truth.cells[f"{place}/actual"].printed, "")
        if f"{place}/actual" in faults or printed.value is None:
            continue
        told = [quantity(label["says"][n.start : n.end], "") for n in scan(label["says"])]
        stated = [quantity(worked_out(label), "")] if "of" in label else told
        values = {converted(q, printed.unit) or q.value for q in stated if q.value is not None}
        assert printed.value in values, place


@pytest.mark.parametrize("name", labels())
def test_no_actual_that_stands_there_plainly_lacks_a_label(name: str) -> None:
    town, _, year = name.partition("/")
    truth = load(town, int(year))
    before = load(town, 2023 if year == "2024" else 2024)
    texts = summary_text(truth)
    for address, cell in truth.cells.items():
        plain_figure = re.fullmatch(
            r"[\d.]{2,}(?:公里|吨|户|人|万元|亩|次|场|%)", cell.printed.strip()
        )
        known = address.endswith("/actual") and address in before.cells
        if known and plain_figure and re.search(rf"(?<![\d.]){cell.printed.strip()}", texts):
            assert address.removesuffix("/actual") in labels()[name], (address, cell.printed)


def summary_text(truth: Truth) -> str:
    return "".join(p.text for p in truth.paragraphs.values() if p.place.startswith("summary/"))


def test_every_link_quotes_its_source(linked: tuple[Truth, Template]) -> None:
    truth, made = linked
    texts = "".join(p.text for p in truth.paragraphs.values() if p.place.startswith("summary/"))
    for link in made.linked.values():
        assert link.statement.sentence.strip() in texts
        assert link.statement.fact.quantity.raw in link.statement.sentence
        assert bool(link.formula) == ("÷" in link.formula)


def test_only_sure_links_are_filled_in(linked: tuple[Truth, Template]) -> None:
    _, made = linked
    (sheet,) = [s for s in made.sheets if s.form.key == "indicators"]
    for line in sheet.lines:
        assert bool(line.get("actual")) == (line.get("confidence") == "高")
        assert bool(line.get("quote")) == bool(line.get("confidence"))


def row(name: str, actual: str, target: str = "") -> Indicator:
    blank = Text()
    return Indicator(
        level1="产出指标", level2="数量指标", name=Text(raw=name), target=quantity(target, "t"),
        actual=quantity(actual, "a"), weight=Quantity(), score=Quantity(), deviation=blank,
    )  # fmt: skip


def said(text: str) -> list[Statement]:
    from assistant.model.document import Document, Paragraph, ReadingReport, Source
    from assistant.model.place import Location

    return statements(
        [Document(
            source=Source(path="s.txt", format="text", sha256=""),
            blocks=[Paragraph(text=text, location=Location())],
            report=ReadingReport(file="s.txt", format="text"),
        )], 2024, "某镇",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "last", "text", "expected"),
    [
        ("新建蓄水池", "20座", "今年新建蓄水池23座，农户用水方便了。", ("23座", "高")),
        ("蔬菜种植面积", "900亩", "全镇蔬菜种植0.12万亩，销路稳定。", ("1200亩", "高")),
        ("技能培训人数", "150人", "开展技能培训，参加162名。", ("162人", "高")),
        ("新建蓄水池", "20座", "计划新建蓄水池23座。", None),
        ("新建蓄水池", "20座", "明年打算新建蓄水池23座。", None),
        ("新建蓄水池", "20座", "去年新建蓄水池20座。", None),
        ("新建蓄水池", "20座", "新建蓄水池约23座。", ("约23座", "低")),
        ("新建蓄水池", "20座", "新建蓄水池二十多座。", ("二十多座", "低")),
        ("新建蓄水池", "20座", "新建蓄水池原定25座，年底建成23座。", ("23座", "高")),
        ("新建蓄水池", "20座", "新建蓄水池年初定了25座，最大的一座容水300方。", None),
        ("新建蓄水池", "20座", "2025年，计划修路；新建蓄水池23座。", None),
        ("贷款户数", "≥20户", "年末贷款户数23户。", ("23户", "高")),
        ("道路抢通时间", "18小时", "塌方后平均16小时抢通道路。", ("16小时", "高")),
        ("公益项目", "14个", "公益项目办了16件。", ("16个", "高")),
        ("公益项目", "14个", "16个村有了公益项目。", "低"),
        ("参演剧团", "11家", "参演剧团从11家增加到12家。", ("12家", "高")),
        ("新建蓄水池", "20座", "新建蓄水池21座。后山新建蓄水池23座。", "低"),
        ("群众满意度", "92%", "参合率达到98%。", None),
        ("新建蓄水池", "20座", "全镇共有路灯23盏。", None),
        ("贷款贴息", "30万元", "发放贷款贴息2025年32万元。", None),
    ],
)
def test_best_link(name: str, last: str, text: str, expected) -> None:
    link = best_link(wanted_of(row(name, last)), Said(said(text), 2024))
    if expected is None:
        assert link is None or link.confidence == "低"
    elif isinstance(expected, str):
        assert link is not None and link.confidence == expected
    else:
        assert link is not None and (link.raw, link.confidence) == expected


@pytest.mark.parametrize(
    ("name", "last", "text", "expected"),
    [
        ("纠纷化解率", "95.5%", "排查纠纷156起，调解成功149起。", "149÷156×100%＝95.51%"),
        ("补贴按时发放率", "98%", "补贴共3120笔，有28笔晚了几天。", "(3120-28)÷3120×100%＝99.10%"),
        (
            "群众满意度",
            "93%",
            "收回问卷480份，480份里有454份群众表示满意。",
            "454÷480×100%＝94.58%",
        ),
        ("水质达标率", "92%", "水质抽检180份，其中10份水质不达标。", "(180-10)÷180×100%＝94.44%"),
        ("水渠修复率", "92%", "冲坏的水渠120处修复，另外5处水渠还在修。", "120÷(120+5)×100%＝96%"),
        (
            "库房温度达标率",
            "96%",
            "库房温度达标的有352天，不达标的13天。",
            "352÷(352+13)×100%＝96.44%",
        ),
        ("危房改造合格率", "100%", "危房改造计划48户，合格45户。", None),
        ("用电增幅下降率", "2%", "用电150千瓦时，下降3千瓦时。", None),
        ("纠纷化解率", "95.5%", "抽查店铺156家，整改149家。", None),
        ("纠纷化解率", "95.5%", "排查纠纷近一百五十起，调解成功149起。", None),
    ],
)
def test_best_rate(name: str, last: str, text: str, expected: str | None) -> None:
    link = best_rate(wanted_of(row(name, last)), Said(said(text), 2024))
    assert (link.formula if link else None) == expected
    assert link is None or link.confidence != "高"


def test_a_projects_satisfaction_needs_its_own_survey() -> None:
    told = Said(said("发放问卷，收回390份，其中360份群众表示满意。"), 2024)
    name = row("群众满意度", "92.5%")
    assert best_rate(wanted_of(name), told) is not None
    assert best_rate(wanted_of(name, "蓄水池改造项目"), told) is None


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("18600", "米", "公里", "18.6"), ("3", "名", "人", "3"), ("27", "轮", "次", "27"),
        ("5", "起", "件", "5"), ("2", "亿元", "万元", "20000"), ("5", "%", "人", None),
        ("5", "吨", "公里", None), ("5", "", "人", None),
    ],
)  # fmt: skip
def test_units(value: str, unit: str, wanted: str, expected: str | None) -> None:
    got = converted(Quantity(value=Decimal(value), unit=unit), wanted)
    assert got == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("like", "value", "source", "expected"),
    [
        ("9.08万元/公里", "9.06", "9.06万元", "9.06万元/公里"),
        ("12.48万元", "11.50", "11.50万元", "11.50万元"),
        ("15.7公里　", "18.6", "1.86万米", "18.6公里"),
        ("226人", "243", "二百四十三名", "243人"),
        ("2.34万亩", "25200", "2.52万亩", "2.52万亩"),
        ("1,080万元", "1268", "1268万元", "1268万元"),
    ],
)
def test_reprinted(like: str, value: str, source: str, expected: str) -> None:
    assert reprinted(quantity(like, ""), Decimal(value), quantity(source, "")) == expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("11月底前", "11月18日", True), ("10月底前", "11月1日", False),
        ("12月20日前", "12月20日", True), ("每月10日前", "每月8日前", True),
        ("每月10日前", "11月8日", None), ("2024年6月底前完成", "2024年6月30日", True),
        ("2024年6月底前", "2025年1月3日", False), ("及时", "11月18日", None),
        ("13月底前", "11月18日", None), ("24小时", "16小时", None), ("9月10日开学前", "9月1日", True), ("", "", None),
    ],
)  # fmt: skip
def test_in_time(target: str, actual: str, expected: bool | None) -> None:
    assert in_time(target, actual, 2024) is expected
