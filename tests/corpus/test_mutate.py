"""Each kind of slip changes a clean pack in one place, and the same way every time."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from random import Random

import pytest

from corpus.mutate import Clean, Mutant, kinds, mutants
from corpus.truth import load

# A slip in one place of the form may show in more places of its text: two cells are swapped,
# a lost or doubled row moves the cells that are joined over several rows.
SHOWN = {"cells swapped": 2, "row lost": 4, "row twice": 4}
FEW = 3


@pytest.fixture(scope="module", params=["hunan", "chongqing"])
def clean(request: pytest.FixtureRequest) -> Clean:
    return Clean(load("tangao", 2024), request.param)


def first(clean: Clean, kind: str) -> list[Mutant]:
    return list(islice(mutants(clean, kind, Random(kind)), FEW))


def changes(before: str, after: str) -> Iterator[tuple[str, int, int, int, int]]:
    old, new = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    yield from (each for each in matcher.get_opcodes() if each[0] != "equal")


@pytest.mark.parametrize("kind", kinds())
def test_a_slip_is_in_one_place(clean: Clean, kind: str) -> None:
    found = first(clean, kind)
    assert found
    for mutant in found:
        count = len(list(changes(clean.text, mutant.text)))
        assert 1 <= count <= SHOWN.get(kind, 1), (mutant.address, mutant.after)
        assert mutant.places, mutant.address


def test_the_same_draw_gives_the_same_slips_and_leaves_the_truth() -> None:
    clean, untouched = Clean(load("tangao", 2024), "yunnan"), Clean(load("tangao", 2024), "yunnan")
    for kind in kinds():
        assert [m.text for m in first(clean, kind)] == [m.text for m in first(clean, kind)]
    assert Clean(clean.truth, "yunnan").text == untouched.text


def test_a_list_that_goes_on_may_have_more_than_it_names() -> None:
    place = (
        "overall_report/资金使用及绩效情况/整体支出绩效情况/教育卫生和文化服务/p@5处"  # …大坪等村
    )
    clean = Clean(load("tangao", 2024))
    slips = list(mutants(clean, "count changed", Random(1)))
    counted = {slip.after for slip in slips if slip.address == place}
    assert counted == {"4处", "3处"}
    dropped = {m.address for m in mutants(clean, "list item dropped", Random(1))}
    assert place.split("@")[0] not in dropped
    assert dropped


def test_a_change_inside_the_rounding_interval_binds_nothing() -> None:
    clean = Clean(load("tangao", 2024))
    rate = "base_data/staffing/control_rate"  # 93 of 96 posts
    assert not clean.breaks({rate: "96.87%"})
    assert clean.breaks({rate: "98.67%"})


def test_a_relation_binds_only_where_the_layout_prints_its_figures() -> None:
    level = "overall/level_weights/产出指标"
    assert level in Clean(load("tangao", 2024), "anhui").bound
    assert level not in Clean(load("tangao", 2024), "chongqing").bound


def test_there_are_many_kinds_with_a_name_each() -> None:
    assert len(kinds()) >= 25
    assert len({kind.name for kind in kinds().values()}) == len(kinds())
