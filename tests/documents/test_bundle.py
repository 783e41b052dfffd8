"""Zip archives as folders: names in GBK, and archives that mean harm."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from assistant.documents import DEFAULT_LIMITS, Limits, read, read_all
from assistant.documents.bundle import unpack
from assistant.errors import (
    BadName,
    EncryptedFile,
    JixiaoError,
    MissingFile,
    PassedOver,
    TooLarge,
    UnreadableFile,
    UnsupportedFormat,
)
from tests.documents.build import docx, p, texts, zipped
from tests.documents.test_bad_input import locked, lying_header

GOOD = docx(p("文"))


def named(names: dict[str, bytes]) -> bytes:
    """Return an archive whose names are raw GBK bytes without the mark of UTF-8."""
    plain = {
        f"{number:0{len(name.encode('gbk'))}}": data
        for number, (name, data) in enumerate(names.items())
    }
    content = zipped(dict(plain))
    for old, new in zip(plain, names, strict=True):
        content = content.replace(old.encode(), new.encode("gbk"))
    return content


def save(folder: Path, content: bytes, name: str = "材料.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    inner = zipped({"报告/丙.txt": "三".encode()})
    content = named({
        "2024年/基础数据表.docx": GOOD, "2024年/总结.txt": "二".encode(), "2024年/里面.zip": inner,
        "2024年/.DS_Store": b"x", "__MACOSX/._a.docx": b"x", "2024年/~$表.docx": b"x", "2024年/图.gif": b"x",
    })  # fmt: skip
    result = read_all([save(tmp_path, content)], copies=tmp_path)
    found = {Path(d.source.path).name: texts(d) for d in result.documents}
    assert found == {"丙.txt": ["三"], "基础数据表.docx": ["文"], "总结.txt": ["二"]}
    assert [document.report.file for document in result.documents] == list(found)
    assert all(Path(d.source.path).is_relative_to(tmp_path) for d in result.documents)
    (error,) = result.errors
    assert isinstance(error, PassedOver)
    assert str(error) == "《材料.zip》里这些文件没有读取：图.gif。"


@pytest.mark.parametrize(
    "name",
    [
        "../../out.txt",
        "/etc/out.txt",
        "C:\\x\\out.txt",
        "..\\..\\out.txt",
        "a/../../out.txt",
        "out?.txt",
        "out\x01.txt",
    ],
)
def test_no_path_escapes(tmp_path: Path, name: str) -> None:
    place = tmp_path / "place"
    place.mkdir()
    found = unpack(zipped({name: "文".encode()}), place, DEFAULT_LIMITS)
    assert [path.name for path in found.files] in (["out.txt"], ["out_.txt"])
    assert found.files[0].parent.parent == place
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_links_and_long_names(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("长" * 200 + ".txt", "文")
        archive.writestr("folder.txt/", "")
    found = unpack(buffer.getvalue(), tmp_path, DEFAULT_LIMITS)
    assert [path.name for path in found.files] == ["长" * 80 + ".txt"]


def test_two_files_with_one_name(tmp_path: Path) -> None:
    """They are told apart by their folders; a third of the same folder's name is told about."""
    names = ["a/表.txt", "b/表.TXT", "c/b/表.txt"]
    content = zipped({name: name.encode() for name in names})
    result = read_all([save(tmp_path, content)], copies=tmp_path)
    found = {document.report.file: texts(document) for document in result.documents}
    assert found == {"表.txt": [names[0]], "表（b）.TXT": [names[1]]}
    assert [type(error) for error in result.errors] == [BadName]
    assert "c/b/表.txt" in str(result.errors[0])
    loose = save(tmp_path, "零".encode(), "表.txt")
    both = read_all([loose, tmp_path / "材料.zip"], copies=tmp_path)
    assert [texts(document) for document in both.documents] == [["零"], [names[1]]]
    assert [type(error) for error in both.errors] == [BadName, BadName]


def test_a_damaged_file_in_an_archive(tmp_path: Path) -> None:
    content = bytearray(
        zipped({"a.txt": "一" * 100, "b.txt": "二" * 100, "c.docx": b"x", "d.txt": "四"})
    )
    at = content.find(b"b.txt") + 5
    content[at : at + 10] = b"\xff" * 10
    result = read_all([save(tmp_path, bytes(content))], copies=tmp_path)
    assert len(result.documents) == 3
    assert [type(error) for error in result.errors] == [UnreadableFile]
    assert str(result.errors[0]).startswith("《材料.zip》里的“b.txt”已损坏")


def nested(depth: int) -> bytes:
    content = zipped({"a.txt": "文"})
    for number in range(depth):
        content = zipped({f"{number}.zip": content})
    return content


BAD: list[tuple[str, bytes, type[JixiaoError], str]] = [
    ("password", locked(zipped({"a.txt": "文"})), EncryptedFile, "密码"),
    ("nothing of use", zipped({"a.exe": "MZ"}), MissingFile, "没有可读取"),
    ("no entry", b"PK\x03\x04" + b"\0" * 50, UnreadableFile, "损坏"),
    ("truncated", zipped({"a.txt": "文" * 999, "b.txt": "x"})[:80], UnreadableFile, "损坏"),
    ("bomb", zipped({"a.txt": b"x" * 30_000_000}), TooLarge, "压缩比"),
    ("bomb that lies", lying_header(zipped({"a.txt": b"x" * 30_000_000})), JixiaoError, "压缩"),
    ("archives in archives", nested(3), TooLarge, "套了超过 2 层"),
    ("many entries", zipped({f"{k}.txt": "x" for k in range(10_001)}), TooLarge, "部件"),
    ("many files", zipped({f"{k}.txt": "x" for k in range(501)}), TooLarge, "500 个"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error", "words"), [c[1:] for c in BAD], ids=[c[0] for c in BAD]
)
def test_one_clear_line(
    tmp_path: Path, content: bytes, error: type[JixiaoError], words: str
) -> None:
    result = read_all([save(tmp_path, content), save(tmp_path, GOOD, "好.docx")], copies=tmp_path)
    assert [texts(document) for document in result.documents] == [["文"]]
    met = next(each for each in result.errors if isinstance(each, error))
    assert met.line().startswith("《材料.zip》")
    assert words in met.line()
    assert "\n" not in met.line()


def test_archives_two_deep_are_read(tmp_path: Path) -> None:
    result = read_all([save(tmp_path, nested(2))], copies=tmp_path)
    assert (len(result.documents), result.errors) == (1, [])


def test_the_size_of_all_files_counts(tmp_path: Path) -> None:
    content = zipped({f"{k}.zip": zipped({f"{k}.txt": bytes(range(256)) * 4}) for k in range(9)})
    result = read_all([save(tmp_path, content)], Limits(unpacked_bytes=4000), copies=tmp_path)
    assert [type(error) for error in result.errors] == [TooLarge]


def test_a_single_document_is_not_an_archive(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="压缩包"):
        read(save(tmp_path, zipped({"a.txt": "文"})))
