"""The builder is deterministic, its files hold the truth, and the demo sample is current."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from corpus.build import build, build_demo, write_pack
from corpus.truth import CLEAN, DEMO, TOWNS, YEARS, load

DEMO_FOLDER = Path(__file__).parents[2] / "corpus" / "demo"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus")
    build(out)
    return out


def test_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for path in (p for p in built.rglob("*") if p.is_file()):
        assert (tmp_path / path.relative_to(built)).read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("year", YEARS)
def test_every_cell_and_paragraph_is_in_both_files(built: Path, town: str, year: int) -> None:
    truth, folder = load(town, year), built / town / str(year)
    texts = {
        name: _squeeze(_word_text(folder / f"{name}.docx")) for name in ("pack", "summary")
    } | {
        f"{name}.txt": _squeeze((folder / f"{name}.txt").read_text())
        for name in ("pack", "summary")
    }
    for paragraph in truth.paragraphs.values():
        name = "summary" if paragraph.place.startswith("summary/") else "pack"
        assert _squeeze(paragraph.text) in texts[name]
        assert _squeeze(paragraph.text) in texts[f"{name}.txt"]
    for cell in truth.cells.values():
        assert _squeeze(cell.printed) in texts["pack"], cell.address
        assert _squeeze(cell.printed) in texts["pack.txt"], cell.address


def test_word_and_dump_hold_the_same_cells(built: Path) -> None:
    folder = built / DEMO / "2024"
    word = [_text(cell.find(f"{W}p")) for cell in _tree(folder / "pack.docx").iter(f"{W}tc")]
    dump = (folder / "pack.txt").read_text()
    assert len(word) > 500
    assert word == [line[1:] for line in dump.split("\n") if line.startswith("\t")]


def test_grids_are_full_and_merged(built: Path) -> None:
    tree = _tree(built / DEMO / "2024" / "pack.docx")
    tables = list(tree.iter(f"{W}tbl"))
    assert [len(t.findall(f"{W}tblGrid/{W}gridCol")) for t in tables] == [8, 9, 9, 9, 9]
    for table in tables:
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            spans = [c.find(f"{W}tcPr/{W}gridSpan") for c in cells]
            assert sum(1 if s is None else int(s.get(f"{W}val", "0")) for s in spans) == columns
        assert table.find(f".//{W}vMerge") is not None


def test_automatic_numbering_is_used_where_the_style_says_so(built: Path) -> None:
    automatic = _tree(built / CLEAN / "2024" / "pack.docx")
    numbered = [p for p in automatic.iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    assert len(numbered) > 30
    assert all("、" not in _text(p)[:3] for p in numbered)
    typed = _tree(built / DEMO / "2024" / "pack.docx")
    assert typed.find(f".//{W}numPr") is None


def test_split_pack_has_every_part(built: Path) -> None:
    files = sorted((built / DEMO / "2024" / "split").glob("*.docx"))
    assert [f.stem[2:] for f in files] == [
        "project_reports", "overall_report", "projects", "overall", "base_data",
    ]  # fmt: skip
    joined = "".join(sorted(_squeeze("".join(_word_text(f) for f in files))))
    whole = "".join(sorted(_squeeze(_word_text(built / DEMO / "2024" / "pack.docx"))))
    assert joined == whole


def test_east_asian_fonts_are_named(built: Path) -> None:
    text = etree.tostring(_tree(built / DEMO / "2024" / "pack.docx"), encoding="unicode")
    for font in ("仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"):
        assert f'w:eastAsia="{font}"' in text


def test_a_mutated_pack_can_be_built(tmp_path: Path) -> None:
    truth = load(CLEAN, 2024).changed("base_data/spending/业务工作经费/final", "186.60")
    docx_path, txt_path = write_pack(truth, tmp_path)
    assert "186.60" in txt_path.read_text()
    assert "186.60" in _word_text(docx_path)


def test_demo_sample_is_current(tmp_path: Path) -> None:
    for path in build_demo(tmp_path):
        kept = DEMO_FOLDER / path.relative_to(tmp_path)
        if path.suffix == ".txt":
            assert kept.read_text() == path.read_text(), (
                "run: python -m corpus.build --demo corpus/demo"
            )
        else:
            assert _members(kept) == _members(path), (
                "run: python -m corpus.build --demo corpus/demo"
            )


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tree(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _text(element: etree._Element | None) -> str:
    assert element is not None
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def _word_text(path: Path) -> str:
    return "".join(docx.Document(str(path)).element.body.itertext())


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
