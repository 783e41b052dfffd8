"""One pack in two formats is used once."""

from pathlib import Path

import pytest

from assistant.documents import read
from assistant.documents.copies import copies, told
from assistant.pipeline import read_all
from corpus.build import write_pack
from corpus.truth import CLEAN, load
from tests.acceptance.seed import SEED, needs_seed


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_pack(load(CLEAN, 2024), tmp_path_factory.mktemp("pack"))


def test_the_word_file_is_kept(pack: tuple[Path, Path]) -> None:
    word, dump = pack
    (found,) = copies([read(dump), read(word)])
    assert found.of.source.path == str(word)
    assert told(found) == f"“{dump.name}”与“{word.name}”内容相同，只用“{word.name}”。"


def test_two_years_are_no_copies(pack: tuple[Path, Path], tmp_path: Path) -> None:
    before = write_pack(load(CLEAN, 2023), tmp_path)[0]
    assert copies([read(before), read(pack[0])]) == []


def test_a_copy_is_told_and_not_used(pack: tuple[Path, Path]) -> None:
    result = read_all(pack)
    assert len(result.documents) == 1
    assert ["内容相同" in str(error) for error in result.errors] == [True]


@needs_seed
def test_the_same_pack_in_word_and_pdf() -> None:
    assert len(read_all([SEED / "pack.pdf", SEED / "pack.docx"]).documents) == 1
