"""Long words in narrow cells, and one sentence that several figures share."""

from pathlib import Path

import pytest

from assistant.model.change import Change
from assistant.model.finding import Evidence
from assistant.model.place import Location
from assistant.ooxml import W
from assistant.output import word
from assistant.output.sides import sides
from tests.output.word_files import at, cell, faults, make, para, root_of, run, table

NOTE = "比指标值少5户。原因：进组道路被山洪冲断，建材运不进去。措施：列清单逐项办结，由村镇建设办负责，九月底前完成。"


def filled(path: Path, width: int, new: str, mode: str = "tracked", align: str = "center"):
    """Return the root of a file in whose narrow cell a dash was replaced."""
    made = cell(para(run("—"), look=f'<w:jc w:val="{align}"/>')).replace("2000", str(width))
    make(path, table([made, cell(para(run("31户")))]))
    change = Change(kind="replace", location=at(path, "—"), old="—", new=new)
    word.apply(path, path.with_name("out.docx"), [change], (), mode)
    return root_of(path.with_name("out.docx"))


def sizes(root) -> list[str]:
    return [size.get(W + "val") for size in root.iter(W + "sz")]


@pytest.mark.parametrize(
    ("width", "new", "smaller"),
    [(1060, NOTE, True), (1060, "比指标值少5户。", False), (6000, NOTE, False)],
)
def test_letters_are_smaller_where_the_cell_is_too_narrow(
    tmp_path: Path, width: int, new: str, smaller: bool
) -> None:
    assert ("15" in sizes(filled(tmp_path / "a.docx", width, new))) is smaller


@pytest.mark.parametrize(("mode", "marked"), [("clean", 0), ("tracked", 1)])
def test_the_new_alignment_is_a_revision(tmp_path: Path, mode: str, marked: int) -> None:
    root = filled(tmp_path / "a.docx", 1060, NOTE, mode)
    first = next(root.iter(W + "tc")).find(W + "p")
    assert first.find(f"{W}pPr/{W}jc").get(W + "val") == "left"
    changes = first.findall(f"{W}pPr/{W}pPrChange")
    assert len(changes) == marked and faults(root) == []
    assert [c.find(f"{W}pPr/{W}jc").get(W + "val") for c in changes] == ["center"] * marked


def test_a_cell_that_is_aligned_left_already_keeps_its_paragraph(tmp_path: Path) -> None:
    root = filled(tmp_path / "a.docx", 1060, NOTE, align="left")
    assert not list(root.iter(W + "pPrChange"))


def side(quote: str, place: str) -> Evidence:
    return Evidence(quote=quote, place=place, location=Location(file="甲.docx"))


def test_figures_of_one_sentence_share_its_quote() -> None:
    told = "共9个，其中内设5个。"
    shown = sides([side(told, "overall_report/概况/p@9个"), side(told, "overall_report/概况/p@5个"),
                   side(told, "overall_report/用款/p@9个")])  # fmt: skip
    assert [each.place for each in shown] == [
        "整体自评报告 › 概况 › 第1段 › 文中“9个”、“5个”",
        "整体自评报告 › 用款 › 第1段 › 文中“9个”",
    ]


def test_cells_with_the_same_words_stay_apart_and_lose_their_line_breaks() -> None:
    shown = sides([side("效益\n\n（20分）", "overall/a"), side("效益\n\n（20分）", "overall/a")])
    assert [each.quote for each in shown] == ["效益 （20分）"] * 2
