"""Write files: JSON exactly as the model, CSV of a pack's fields, and any bytes at once."""

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import TextIO

from pydantic import BaseModel

from assistant.errors import CannotWrite
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity, Text, plain
from assistant.output.places import place_words
from assistant.output.safe import neutral

CSV_HEADER = ("位置", "位置编号", "原文", "数值", "上限", "单位", "比较", "待核对")


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises :class:`CannotWrite`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"无法写入“{path.name}”：{error.strerror}。") from error


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all; raises :class:`CannotWrite`."""
    write_bytes(path, text.encode("utf-8"))


def write_json(target: Path | TextIO, model: BaseModel) -> None:
    """Write a model as JSON, decimals as strings; raises :class:`CannotWrite` for a path."""
    text = model.model_dump_json(indent=2) + "\n"
    _write(target, text, "utf-8")


def write_csv(target: Path | TextIO, pack: Pack) -> None:
    """Write every field of a pack, one a line: place, raw text, value, unit, comparator.

    A path gets a byte-order mark, so that Excel reads UTF-8. Every field is quoted and none
    begins a formula (:func:`assistant.output.safe.neutral`).
    """
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    writer.writerows(_line(field) for field in pack.fields())
    _write(target, lines.getvalue(), "utf-8-sig")


def _write(target: Path | TextIO, text: str, encoding: str) -> None:
    if isinstance(target, Path):
        write_bytes(target, text.encode(encoding))
    else:
        target.write(text)


def _line(field: Text | Quantity) -> list[str]:
    line = [place_words(field.place), field.place, field.raw, "", "", "", "", ""]
    line[-1] = f"待核对（把握 {field.confidence:.0%}）" if field.is_doubtful() else ""
    if isinstance(field, Quantity) and field.value is not None:
        upper = "" if field.upper is None else plain(field.upper)
        comparator = "" if field.comparator == "=" else field.comparator
        line[3:7] = plain(field.value), upper, field.unit, comparator
    return [neutral(part) for part in line]
