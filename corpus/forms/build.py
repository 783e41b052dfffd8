"""Write every form as Word file and text dump: ``python -m corpus.forms.build OUT_DIR``."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.dump import dump
from corpus.forms.truth import FORMS, FormTruth
from corpus.grids import GridCell, Row
from corpus.layout import Block, Heading, Line, Table
from corpus.truth import split_heading
from corpus.word import write

_WIDTH = 9600
_LEVELS = ("level1_printed", "level2_printed")

Printed = list[list[str]]
"""Rows of cells: a text, ``<`` for the cell to the left, ``^`` for the one above."""


def blocks(truth: FormTruth) -> list[Block]:
    """Return a form as blocks in reading order."""
    raw = truth.raw
    out: list[Block] = [Line(text, "form_title") for text in raw["title"]]
    out += [Line(text, "note") for text in raw.get("above", ())]
    if "rows" in raw:
        printed = grid(truth)
        width = len(printed[0])
        out.append(Table(_cells(printed), (_WIDTH // width,) * width))
    out += [Line(text, "note") for text in raw.get("below", ())]
    return [*out, *_report(raw.get("report", []))]


def _report(lines: list[str]) -> Iterator[Block]:
    yield from (Line(line, "title") for line in lines[:1])
    for line in lines[1:]:
        number, title = split_heading(line)
        level = {"、": 1, "）": 2}.get(number[-1:], 0)
        yield Heading(number, title, level, "report") if level else Line(line)


def grid(truth: FormTruth) -> Printed:
    """Return the form's rows with every value filled in."""
    groups = {"money": truth.money(), "indicators": truth.indicators()}
    single = {**truth.raw["head"], **truth.raw.get("goals", {}), **truth.raw.get("remarks", {})}
    single |= {f"total_{field}": text for field, text in truth.raw.get("total", {}).items()}
    out: Printed = []
    for row in truth.raw["rows"]:
        if isinstance(row, dict):
            out += _repeated(row["row"], groups[row["each"]])
        else:
            out.append([str(cell).format_map(single) for cell in row])
    return out


def _repeated(pattern: list[str], values: list[dict[str, str]]) -> Printed:
    out: Printed = []
    for number, value in enumerate(values):
        row = [str(cell).format_map({"formula": "", **value}) for cell in pattern]
        if number:
            row = [
                _merged(c, p, value, values[number - 1]) for c, p in zip(row, pattern, strict=True)
            ]
        out.append(row)
    return out


def _merged(cell: str, pattern: str, value: dict[str, str], above: dict[str, str]) -> str:
    """Merge a level's cell with the one above where both levels go on."""
    for depth, field in enumerate(_LEVELS):
        if pattern == f"{{{field}}}":
            same = all(value[f] == above[f] for f in _LEVELS[: depth + 1])
            return "^" if same else cell
    return cell


def _cells(printed: Printed) -> list[Row]:
    return [list(_row(printed, number)) for number in range(len(printed))]


def _row(printed: Printed, number: int) -> Iterator[GridCell]:
    row = printed[number]
    col = 0
    while col < len(row):
        span = next((n for n, cell in enumerate(row[col + 1 :], 1) if cell != "<"), len(row) - col)
        below = number + 1 < len(printed) and printed[number + 1][col] == "^"
        if row[col] == "^":
            yield GridCell("", span, "go_on")
        else:
            yield GridCell(row[col], span, "start" if below else "")
        col += span


def reword(truth: FormTruth, change: Callable[[str], str]) -> FormTruth:
    """Return the truth with its headings printed otherwise; values stay as they are."""
    changed = FormTruth(truth.name)
    changed.raw["rows"] = [
        row if isinstance(row, dict) else [_reworded(str(cell), change) for cell in row]
        for row in truth.raw["rows"]
    ]
    return changed


def _reworded(cell: str, change: Callable[[str], str]) -> str:
    kept = cell in ("", "<", "^") or "{" in cell or cell.replace(".", "").isdigit()
    return cell if kept else change(cell)


def write_form(name: str, folder: Path, change: Callable[[str], str] = str) -> tuple[Path, Path]:
    """Write one form into ``folder`` and return the paths of Word file and text dump.

    ``change`` prints its headings otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = blocks(reword(FormTruth(name), change))
    word, text = folder / f"{name}.docx", folder / f"{name}.txt"
    write(made, word)
    text.write_text(dump(made), encoding="utf-8")
    return word, text


def write_grid(title: str, printed: Printed, path: Path) -> Path:
    """Write a form given as rows alone to a Word file: no packaged layout need know it."""
    width = len(printed[0])
    table = Table(_cells(printed), (_WIDTH // width,) * width)
    write([Line(title, "form_title"), table], path)
    return path


def main(arguments: list[str]) -> int:
    """Build every form into the one folder given."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m corpus.forms.build OUT_DIR\n")
        return 2
    paths = [path for name in FORMS for path in write_form(name, Path(arguments[0]))]
    sys.stdout.write(f"{len(paths)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
