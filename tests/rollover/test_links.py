"""What the summaries state of the indicators: right where filled in, and how much was found."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.model.pack import Indicator
from assistant.model.quantity import Quantity, Text
from assistant.rollover import Template, template
from assistant.rollover.cells import quantity
from assistant.rollover.links import best_link
from assistant.rollover.statements import Statement, statements
from assistant.rollover.timing import in_time
from assistant.rollover.units import converted, reprinted
from corpus.truth import CLEAN, DEMO, HELD_BACK, Truth, load
from tests.rollover.filling import last_pack, summary_of

PRECISION = 0.95


@pytest.fixture(scope="module", params=[CLEAN, DEMO, HELD_BACK])
def linked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp(request.param)
    last, summary = last_pack(request.param, folder), summary_of(request.param, folder)
    return load(request.param, 2024), template(last, [summary])


def related(truth: Truth) -> dict[str, set[str]]:
    """Return the cells that each marked figure of the summary equals, through any chain."""
    names: dict[str, set[str]] = {}
    for relation in truth.relations:
        if relation.kind == "equal":
            members = set(relation.members)
            joined = members.union(*(names.get(member, set()) for member in members))
            for member in joined:
                names[member] = joined
    return {
        figure.address: {m for m in names.get(figure.address, ()) if m.endswith("/actual")}
        for figure in truth.figures.values()
        if figure.place.startswith("summary/")
    }


def test_what_is_filled_in_is_right(linked: tuple[Truth, Template], capsys) -> None:
    truth, made = linked
    sure = {place: link for place, link in made.linked.items() if link.confidence == "高"}
    known = {p: link for p, link in sure.items() if f"{p}/actual" in truth.cells}
    right = [p for p, link in known.items() if same_value(truth, f"{p}/actual", link.raw)]
    stated = {cell for cells in related(truth).values() for cell in cells}
    found = [cell for cell in stated if cell.removesuffix("/actual") in right]
    with capsys.disabled():
        print(f"\n{truth.town}: {len(right)}/{len(known)} right, {len(found)}/{len(stated)} found")
    assert len(right) >= PRECISION * len(known)
    assert len(known) >= 3


def same_value(truth: Truth, address: str, raw: str) -> bool:
    wanted, got = quantity(truth.cells[address].printed, ""), quantity(raw, "")
    return wanted.value == got.value and wanted.unit == got.unit


def test_every_link_quotes_its_source(linked: tuple[Truth, Template]) -> None:
    truth, made = linked
    texts = "".join(p.text for p in truth.paragraphs.values() if p.place.startswith("summary/"))
    for link in made.linked.values():
        assert link.statement.sentence.strip() in texts
        assert link.statement.fact.quantity.raw in link.statement.sentence


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
        ("技能培训人数", "150人", "开展技能培训，参加162名。", ("162人", "低")),
        ("新建蓄水池", "20座", "计划新建蓄水池23座。", None),
        ("新建蓄水池", "20座", "明年打算新建蓄水池23座。", None),
        ("新建蓄水池", "20座", "去年新建蓄水池20座。", None),
        ("新建蓄水池", "20座", "新建蓄水池约23座。", ("23座", "低")),
        ("新建蓄水池", "20座", "新建蓄水池二十多座。", ("20座", "低")),
        ("新建蓄水池", "20座", "新建蓄水池21座。后山新建蓄水池23座。", "低"),
        ("群众满意度", "92%", "参合率达到98%。", None),
        ("新建蓄水池", "20座", "全镇共有路灯23盏。", None),
        ("贷款贴息", "30万元", "发放贷款贴息2025年32万元。", None),
    ],
)
def test_best_link(name: str, last: str, text: str, expected) -> None:
    link = best_link(row(name, last), said(text), 2024)
    if expected is None:
        assert link is None or link.confidence == "低"
    elif isinstance(expected, str):
        assert link is not None and link.confidence == expected
    else:
        assert link is not None and (link.raw, link.confidence) == expected


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
