"""Whole forms as scans: a real pack's, and an invented town's, clean and worn."""

import pytest

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.quantity import Quantity
from benchmarks.read_scan import Score, compare, pages_with_tables, tables
from corpus.build import write_pack
from corpus.truth import CLEAN, load
from tests.acceptance.seed import fields, labels, needs_seed, value_matches
from tests.documents.scan.build import needs_ocr, shared

SEED_NUMBER = 7
MOST_UNMARKED = 0.002  # of the numeric cells


@pytest.fixture(scope="module")
def first_form(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """The first page of an invented pack against its digital file, clean and worn."""
    from corpus.scans import printed, scans

    folder = tmp_path_factory.mktemp("scans")
    write_pack(load(CLEAN, 2024), folder)
    pdf = printed(folder / "pack.docx", folder)
    digital = read(pdf)
    page = pages_with_tables(digital)[0]
    first = digital.model_copy(update={"blocks": tables(digital)[:1]})
    paths = scans(pdf, folder, SEED_NUMBER, [page])
    print(f"seed {SEED_NUMBER}")
    return {path.stem: compare(read(path), first) for path in paths}


@needs_ocr
@pytest.mark.system("soffice")
@pytest.mark.parametrize(("state", "least"), [("clean", 0.99), ("worn", 0.95)])
def test_an_invented_form(first_form: dict[str, Score], state: str, least: float) -> None:
    score = first_form[state]
    print(score.line())
    assert score.numeric > 50
    assert score.right >= least * score.numeric, score.faults
    assert score.wrong_unmarked <= MOST_UNMARKED * score.numeric, score.faults


@needs_ocr
@needs_seed
def test_the_real_scan_gives_the_labelled_figures() -> None:
    pack = extract([read(shared("pack_scan.pdf"))])
    found = fields(pack)
    wanted = [label for label in labels()["cells"] if "value" in label]
    wrong, unmarked = [], []
    for label in wanted:
        field = found.get(label["place"])
        if isinstance(field, Quantity) and value_matches(label, field):
            continue
        wrong.append((label["place"], field))
        if field is None or not field.review:
            unmarked.append(label["place"])
    print(f"{len(wanted) - len(wrong)} of {len(wanted)} figures, {len(unmarked)} wrong unmarked")
    assert len(wanted) >= 200
    assert len(wrong) <= 0.01 * len(wanted), wrong
    assert len(unmarked) <= MOST_UNMARKED * len(wanted), unmarked
