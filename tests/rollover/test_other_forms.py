"""Forms of other provinces: a year later, with the same figures, they hold the same scores."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from assistant.checks import CheckOptions
from assistant.delivery_rollover import write_template
from assistant.errors import JixiaoError
from assistant.model.pack import Indicator, IndicatorTable, Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity
from assistant.newyear import NewYear, write_new_year
from assistant.pipeline import load
from assistant.rollover import read_figures_book, template
from assistant.rollover.cells import quantity
from assistant.rollover.scoring import counted
from assistant.rollover.units import in_one_cell
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS
from tests.checks.build import indicator
from tests.rollover.filling import Sheet, word

MONEY = {f"上年{name}": f"本年{name}" for name in ("年初预算数", "全年预算数", "全年执行数")}
ROW = {"上年指标值": "本年指标值", "上年完成值": "本年完成值"}
JUDGED = {"上年得分": "本年得分（定性指标填）"}


class Rolled(NamedTuple):
    """Last year's pack, the workbook before anyone filled it in, and what came of it."""

    last: Pack
    sheets: dict[str, list[dict[str, str]]]
    made: NewYear
    path: Path

    @property
    def tables(self) -> tuple[IndicatorTable, IndicatorTable]:
        """Return last year's table and the new one."""
        (old,), (new,) = self.last.tables(), self.made.dossier.pack.tables()
        return old, new


def amiss(error: JixiaoError) -> None:
    pytest.fail(str(error))


def again(last: Pack, path: Path) -> dict[str, list[dict[str, str]]]:
    """Fill the workbook with last year's figures; return its sheets as they were before."""
    write_template(path, template(last))
    book = load_workbook(path)
    sheets = {}
    for title, pairs in (("项目", {}), ("资金", MONEY), ("指标", {**ROW, **JUDGED})):
        sheet = Sheet(book[title])
        sheets[title] = [{h: sheet.get(n, h) for h in sheet.columns} for n, _ in sheet.rows()]
        for number, _ in sheet.rows():
            for source, target in pairs.items():
                sheet.put(number, target, sheet.get(number, source))
    book.save(path)
    return sheets


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Rolled]:
    done: dict[str, Rolled] = {}

    def rolled(name: str) -> Rolled:
        if name not in done:
            folder = tmp_path_factory.mktemp(name)
            dossier = load([write_form(name, folder)[0]], tell=amiss)
            sheets = again(dossier.pack, folder / "figures.xlsx")
            figures = read_figures_book(folder / "figures.xlsx", dossier.pack)
            options = CheckOptions(profile=dossier.profile)
            path = folder / "new.docx"
            made = write_new_year(path, dossier.pack, figures, [], options)
            done[name] = Rolled(dossier.pack, sheets, made, path)
        return done[name]

    return rolled


def points(table: IndicatorTable) -> dict[str, Decimal | None]:
    own = {row.name.text: row.score.value for row in table.indicators}
    return {**own, "总分": table.total_score.value}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_figures_make_the_same_scores(name: str, roll: Callable[[str], Rolled]) -> None:
    old, new = roll(name).tables
    assert points(new) == points(old)
    assert len(points(new)) > 5


@pytest.mark.parametrize("name", FORMS)
def test_targets_keep_sign_and_unit(name: str, roll: Callable[[str], Rolled]) -> None:
    old, new = roll(name).tables
    assert [row.target.text for row in new.indicators] == [
        squeeze(in_one_cell(row.target)) for row in old.indicators
    ]
    assert [row.target.comparator for row in new.indicators] == [
        row.target.comparator for row in old.indicators
    ]


@pytest.mark.parametrize("name", FORMS)
def test_a_new_form_has_no_fault_of_its_own(name: str, roll: Callable[[str], Rolled]) -> None:
    report = roll(name).made.report
    assert [f.message for f in report.findings if f.severity != "info"] == []


@pytest.mark.parametrize("name", ["yunnan_project", "yunnan_overall"])
def test_amounts_in_yuan_stand_under_their_unit(name: str, roll: Callable[[str], Rolled]) -> None:
    old, new = roll(name).tables
    assert [line.executed.base for line in new.money] == [line.executed.base for line in old.money]
    assert {line.executed.unit for line in new.money} == {"元"}
    said = word(roll(name).path)
    assert "（元）" in said and "（万元）" not in said


def test_the_workbook_tells_what_a_project_spent_and_in_which_unit(
    roll: Callable[[str], Rolled],
) -> None:
    sheets = roll("yunnan_project").sheets
    assert sheets["项目"][0]["上年执行数"] == "1,394,465.50元"
    assert {row["金额单位"] for row in sheets["资金"]} == {"元"}
    assert roll("hubei").sheets["项目"][0]["上年执行数"] == "439.92"


def test_a_target_in_three_columns_is_shown_in_one(roll: Callable[[str], Rolled]) -> None:
    shown = {r["三级指标"]: r["上年指标值"] for r in roll("yunnan_project").sheets["指标"]}
    assert (shown["抢修到场时间"], shown["受益人口"]) == ("≤12小时", "≥1.2万人")


def test_columns_that_a_form_lacks_are_not_asked_for(roll: Callable[[str], Rolled]) -> None:
    asked = "".join(question.text for question in roll("transfer_payment").made.questions)
    assert "分值" not in asked and "年初预算" not in asked and "总分" not in asked
    assert roll("hubei").made.dossier.pack.overall_report is None


def test_cells_for_problems_are_kept_and_drafted(roll: Callable[[str], Rolled]) -> None:
    for name in ("hubei", "sichuan_system"):
        (table,) = roll(name).made.dossier.pack.tables()
        words = {remark.kind: remark.text for remark in table.remarks}
        assert words["problems"] and words["measures"], name


def split(raw: str, value: str, unit: str, sign: str) -> Quantity:
    made = Quantity(raw=raw, value=Decimal(value), unit=unit)
    return made.model_copy(update={"comparator": sign})


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        (split("12", "12", "小时", "<="), "≤12小时"),
        (split("1.2", "12000", "人", ">="), "≥1.2万人"),
        (split("100", "100", "%", "="), "100%"),
        (quantity("≥18.5公里", ""), "≥18.5公里"),
        (quantity("20人以上", ""), "20人以上"),
        (quantity("稳定", ""), "稳定"),
    ],
)
def test_a_number_in_one_cell(field: Quantity, printed: str) -> None:
    assert in_one_cell(field) == printed


def rows(*told: tuple[str, str, str]) -> list[Indicator]:
    made = []
    for name, parent, weight in told:
        row = indicator("overall", ("产出指标", "数量指标", name, "1", "1", weight, weight))
        row.parent = f"overall/indicators/数量指标/{parent}" if parent else None
        made.append(row)
    return made


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ([("长度", "", "10"), ("主管", "长度", "4"), ("支管", "长度", "6")], "长度"),
        ([("长度", "", "10"), ("主管", "长度", ""), ("支管", "长度", "")], "长度"),
        ([("长度", "", ""), ("主管", "长度", "4"), ("支管", "长度", "6")], "主管支管"),
        ([("长度", "", "3"), ("主管", "长度", "4"), ("支管", "长度", "6")], "长度主管支管"),
        ([("长度", "", "10"), ("水表", "", "10")], "长度水表"),
    ],
)
def test_details_count_once(told: list[tuple[str, str, str]], names: str) -> None:
    assert "".join(row.name.text for row in counted(rows(*told), "weight")) == names
