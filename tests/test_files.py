"""Which files a call means, and that none of them is written over."""

import os
import sys
from pathlib import Path

import pytest

from assistant.errors import BadName, CannotWrite, MissingFile, PassedOver
from assistant.files import find, not_a_source

SUFFIXES = {".docx", ".txt"}


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def test_a_folder_gives_its_own_files_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.DOCX", "~$a.docx", ".c.txt", "deeper/d.txt")
    found = find([tmp_path], SUFFIXES)
    assert [path.name for path in found.files] == ["a.DOCX", "b.txt"]
    assert found.errors == []


def test_other_files_of_a_folder_are_listed_and_no_failure(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.pdf", "c.jpg")
    (told,) = find([tmp_path], SUFFIXES).errors
    assert isinstance(told, PassedOver)
    assert told.exit_code == 0
    assert "b.pdf、c.jpg" in str(told)


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf")
    assert find([tmp_path / "a.pdf"], SUFFIXES).files == [tmp_path / "a.pdf"]


def test_a_file_comes_once_in_call_order(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    found = find([tmp_path / "b.txt", tmp_path, tmp_path / "b.txt"], SUFFIXES)
    assert [path.name for path in found.files] == ["b.txt", "a.txt"]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    make(tmp_path, "a/表.txt", "b/表.txt")
    found = find([tmp_path / "a", tmp_path / "b"], SUFFIXES)
    assert found.files == [tmp_path / "a" / "表.txt"]
    assert [type(error) for error in found.errors] == [BadName]


def test_what_is_missing_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "empty/x.pdf")
    found = find([tmp_path / "none", tmp_path / "empty", tmp_path / "a.txt"], SUFFIXES)
    assert [path.name for path in found.files] == ["a.txt"]
    assert [type(error) for error in found.errors] == [MissingFile, PassedOver, MissingFile]


def test_a_path_that_no_system_takes(tmp_path: Path) -> None:
    found = find([tmp_path / ("长" * 300), tmp_path / "a.txt" / "b"], SUFFIXES)
    assert all(isinstance(error, MissingFile) for error in found.errors)
    assert len(found.errors) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems only have Unicode names")
def test_a_name_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    path = tmp_path / os.fsdecode("表".encode("gbk") + b".txt")
    path.touch()
    found = find([tmp_path], SUFFIXES)
    assert [file.name for file in found.files] == ["a.txt"]
    assert [type(error) for error in found.errors] == [BadName]


def test_a_source_is_not_written_over(tmp_path: Path) -> None:
    make(tmp_path, "a.docx")
    (tmp_path / "link.docx").symlink_to(tmp_path / "a.docx")
    for target in ("a.docx", "link.docx"):
        with pytest.raises(CannotWrite, match="不能覆盖"):
            not_a_source(tmp_path / target, [str(tmp_path / "a.docx")])
    assert not_a_source(tmp_path / "b.docx", [str(tmp_path / "a.docx")]) == tmp_path / "b.docx"
