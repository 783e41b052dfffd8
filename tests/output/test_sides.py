"""The sides of a finding: the file's own words, and the row that they stand in."""

import pytest

from assistant.model.finding import Evidence
from assistant.model.pack import BaseData, Pack, SpendingRow
from assistant.model.place import Location
from assistant.model.quantity import Quantity, Text
from assistant.output.sides import CellWords, PackWords, sides
from tests.output import sample

ROOT = "base_data/spending/公用经费"
COLUMNS = {"label": "公用经费", "last_final": "201.30", "budget": "", "final": "223.08"}


def at(column: int) -> Location:
    return Location(file=sample.FILE, table=1, row=6, col=column)


def pack() -> Pack:
    made = sample.make_pack()
    cells = {
        name: (Text if name == "label" else Quantity)(
            raw=raw, place=f"{ROOT}/{name}", location=at(column)
        )
        for column, (name, raw) in enumerate(COLUMNS.items())
    }
    assert isinstance(made.base_data, BaseData)
    made.base_data.spending = [SpendingRow(**cells)]
    return made


def side(quote: str, name: str) -> Evidence:
    return Evidence(quote=quote, place=f"{ROOT}/{name}", location=at(list(COLUMNS).index(name)))


@pytest.mark.parametrize(
    ("quote", "name", "shown"),
    [
        ("“公用经费”2024年决算数：223.08", "final", "223.08"),
        ("公用经费预算：（空白）", "budget", ""),
        ("（空白）", "budget", ""),
        ("223.08", "final", "223.08"),
        # Words that aren't the cell's are left as they are.
        ("公用经费：223.1", "final", "公用经费：223.1"),
        ("公用经费，决算数", "final", "公用经费，决算数"),
    ],
)
def test_the_files_words_stand_without_the_name_of_the_message(
    quote: str, name: str, shown: str
) -> None:
    (found,) = sides([side(quote, name)], PackWords(pack()))
    assert found.quote == shown


def test_a_cell_brings_its_row_with_the_names_of_the_columns() -> None:
    (found,) = sides([side("决算数：223.08", "final")], PackWords(pack()))
    assert found.cells == (
        CellWords("科目", "公用经费", False),
        CellWords("上年决算数", "201.30", False),
        CellWords("本年预算数", "", False),
        CellWords("本年决算数", "223.08", True),
    )


def test_several_fields_of_one_cell_are_shown_together() -> None:
    made = pack()
    assert made.base_data
    row = made.base_data.spending[0]
    row.label.location = at(3).model_copy(update={"start": 0, "end": 4})
    row.final.location = at(3).model_copy(update={"start": 5, "end": 11})
    (found,) = sides([side("决算数：223.08", "final")], PackWords(made))
    assert found.cells[-1] == CellWords("本年决算数", "公用经费 223.08", True)


def test_a_place_outside_the_pack_keeps_the_name_and_has_no_row() -> None:
    other = Evidence(
        quote="“乙镇”2023年：196.40",
        place="prior/2022/base_data/x",
        location=Location(file="乙.txt"),
    )
    (found,) = sides([other], PackWords(pack()))
    assert found.quote == other.quote
    assert found.cells == ()


def test_a_cell_of_last_years_file_brings_its_own_row_where_both_files_have_one_name() -> None:
    last = pack()
    assert last.base_data
    last.year = 2023
    last.base_data.spending[0].final.raw = "201.80"
    other = Evidence(
        quote="2023年材料决算数：201.80", place=f"prior/2023/{ROOT}/final", location=at(3)
    )
    (found,) = sides([other], PackWords(pack(), [last]))
    assert (found.quote, [cell.words for cell in found.cells]) == (
        "201.80", ["公用经费", "201.30", "", "201.80"],
    )  # fmt: skip
    assert sides([other], PackWords(pack()))[0].cells == ()
