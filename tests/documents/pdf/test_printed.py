"""Invented packs printed by LibreOffice and Chromium give the pack of their Word file."""

from pathlib import Path

import pytest

from assistant.documents import read as read_any
from assistant.extraction import extract
from assistant.model.pack import same
from corpus.build import write_pack
from corpus.truth import TOWNS, YEARS, load
from tests.documents.pdf import printed
from tests.documents.pdf.build import read


@pytest.mark.system("soffice")
@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("year", YEARS)
def test_a_word_processor(town: str, year: int, tmp_path: Path) -> None:
    word = write_pack(load(town, year), tmp_path)[0]
    shown = printed.libreoffice(word, tmp_path)
    assert same(extract([read(shown)]), extract([read_any(word)]))


@pytest.mark.system("chromium")
@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize(
    ("style", "footer"),
    [(printed.SEPARATE, False), (printed.COLLAPSED, True), (printed.THICK, False)],
    ids=["separate", "collapsed", "double"],
)
def test_a_browser(town: str, style: str, footer: bool, tmp_path: Path) -> None:
    word = read_any(write_pack(load(town, 2024), tmp_path)[0])
    shown = printed.chromium(word, style, tmp_path, footer)
    assert same(extract([read(shown)]), extract([word]))
