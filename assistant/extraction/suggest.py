"""Draft a layout file from a filled form, for a person to finish."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.extraction.detect import rank
from assistant.extraction.grid import money_unit_in
from assistant.extraction.guess import guesses
from assistant.extraction.guess_order import Guess
from assistant.extraction.layout import label, names
from assistant.extraction.layouts import FormKind, Part, library
from assistant.extraction.outline import Block, blocks, every_name
from assistant.model.document import Cell, Table
from assistant.model.place import squeeze

_ASK = "待确认"
_LONGEST = 30
_SAMPLE = 20
_SAMPLES = 2


def suggest_layout(table: Table, kind: FormKind, title: str, name: str, source: str = "") -> str:
    """Return the YAML text of a draft layout: sure names plain, guesses marked 待确认.

    ``name`` becomes the layout's name and file stem, ``source`` is told in its first line.
    The draft is valid as it stands; columns that nothing suggests a field for are under
    ``apart``, where they are listed and not read.
    """
    return "\n".join([*_top(table, kind, title, name, source), *_body(table)]) + "\n"


def _top(table: Table, kind: FormKind, title: str, name: str, source: str) -> Iterator[str]:
    near = [f"{library().whole(m.name).title} {m.score:.2f}" for m in rank(table, kind)[:3]]
    yield f"# 由{source or '已填的表'}起草的表样。凡注“{_ASK}”的，请对照原表改正后删去注。"
    yield f"# 定稿后存为 {name}.yaml，放入自备表样的文件夹：jixiao.toml 的 layouts，或环境变量"
    yield "# JIXIAO_LAYOUTS，写明它的位置。各键的含义见 jixiao schema layout；没有写的栏目沿用通用表头。"
    yield f"# 最接近的已知表样：{'、'.join(near)}（满分 1.00）。"
    yield f"name: {name}"
    yield f"title: {_quoted(squeeze(title) or '未命名表样')}  # {_ASK}：写明地区和表名"
    yield f"forms: [{kind}]  # {_ASK}：overall 整体支出，project 项目支出"


def _body(table: Table) -> Iterator[str]:
    found = {block.part: block for block in blocks(table)}
    first = min((block.row for block in found.values()), default=table.rows)
    yield from _head(table, first)
    apart: list[Guess] = []
    if "money" in found:
        unit = money_unit_in("".join(c.text for c in table.row(found["money"].row)))
        yield "money:"
        yield f"  unit: {unit}" if unit else f'  unit: ""  # {_ASK}：表中没有写明是元还是万元'
        yield from _columns(found["money"], apart)
    if "goals" in found:
        yield from _goals(found["goals"])
    if "indicators" in found:
        yield "indicators:"
        yield from _columns(found["indicators"], apart)
        yield from _total(table, found["indicators"].row)
        yield from _pairs(
            "remarks", _labelled(table, "remarks", found["indicators"].row, table.rows)
        )
    beside = [g.heading.text for block in found.values() for g in _beside(block)]
    yield from _list("marks", list(dict.fromkeys([*_marks(table), *beside])))
    yield from _apart(apart)


_HEADS = {
    "project": re.compile(r"(?:项目|事项|专项|任务)名?称?$"),
    "department": re.compile(r"(?:主管|归口)"),
    "implementer": re.compile(r"(?:实施|承办|承担|执行|建设|使用)(?:单位|部门)"),
    "unit": re.compile(r"(?:单位|部门|机构)(?:（单位）)?名?称?$"),
}
"""What a label at the head of a form is likely to be, by its words."""


def _head(table: Table, stop: int) -> Iterator[str]:
    sure = _labelled(table, "head", 0, stop)
    known = {id(cell) for _, cell in sure}
    taken = {field for field, _ in sure}
    lines = list(_pairs("head", sure)) or ["head:"]
    for left, right in (pair for row in range(stop) for pair in pairwise(table.row(row))):
        if id(left) in known or not squeeze(right.text) or len(squeeze(left.text)) > _SAMPLE:
            continue
        fits = (f for f, words in _HEADS.items() if words.search(label(left.text)))
        if (field := next(fits, "")) and field not in taken:
            taken.add(field)
            note = f"按名称猜测{_shown([squeeze(right.text)])}"
            lines.append(f"  {field}: {_quoted(squeeze(left.text))}  # {_ASK}：{note}")
    if len(lines) > 1:
        yield from lines


def _goals(block: Block) -> Iterator[str]:
    found = [guess for guess in _once(guesses(block)) if guess.field]
    if found:
        yield "goals:"
    for guess in found:
        note = f"  # {_ASK}：{guess.reason}{_samples(guess)}" if guess.reason else ""
        yield f"  {guess.field}: {_quoted(guess.heading.text)}{note}"


def _labelled(table: Table, part: Part, start: int, stop: int) -> list[tuple[str, Cell]]:
    """Return the cells of some rows that name a field of ``part`` and stand left of another."""
    found: dict[str, Cell] = {}
    for row in range(start, stop):
        for left, _ in pairwise(table.row(row)):
            for field, words in every_name(part).items():
                if names(left.text, words):
                    found.setdefault(field, left)
    return list(found.items())


def _pairs(part: str, found: list[tuple[str, Cell]]) -> Iterator[str]:
    single = {label(cell.text): (field, cell) for field, cell in reversed(found)}
    if single:
        yield f"{part}:"
    for field, cell in reversed(single.values()):
        yield f"  {field}: {_quoted(squeeze(cell.text))}"


def _columns(block: Block, apart: list[Guess]) -> Iterator[str]:
    """Yield the columns of a block; headings without a field go to ``apart``."""
    known = [guess for guess in _once(guesses(block)) if guess.field]
    beside = [guess.heading for guess in _beside(block)]
    apart += [g for g in guesses(block) if not g.field and g.heading not in beside]
    if known:
        yield "  columns:"
    for guess in known:
        note = f"  # {_ASK}：{guess.reason}{_samples(guess)}" if guess.reason else ""
        yield f"    {guess.field}: {_quoted(guess.heading.text)}{note}"


def _once(found: list[Guess]) -> list[Guess]:
    """Return the guesses without headings that another one has too: names must be told apart."""
    return list({label(guess.heading.text): guess for guess in reversed(found)}.values())[::-1]


def _beside(block: Block) -> list[Guess]:
    """Return headings left of a block's columns: of the whole block, or of its row labels."""
    found = guesses(block)
    first = next((n for n, guess in enumerate(found) if guess.field), 0)
    return [
        guess
        for guess in found[:first]
        if guess.heading.cell.row_span > 1 or not guess.heading.samples
        or (block.part == "money" and not any(re.search(r"\d", s) for s in guess.heading.samples))
    ]  # fmt: skip


def _total(table: Table, start: int) -> Iterator[str]:
    words = library().common.indicators.total
    for row in range(start + 1, table.rows):
        cells = table.row(row)
        if cell := next((c for c in cells[:2] if names(c.text, words)), None):
            yield f"  total: {_quoted(squeeze(cell.text))}"
            return


def _marks(table: Table) -> list[str]:
    """Return the headings beside the blocks: what is merged down the left side."""
    side = (c for c in table.cells if c.col == 0 and c.row_span > 1)
    texts = (squeeze(cell.text) for cell in side)
    upper = every_name("indicators")["level1"]
    return list(dict.fromkeys(
        t for t in texts if t and len(t) <= _LONGEST and not names(t, upper)
    ))  # fmt: skip


def _list(key: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield f"{key}: [{', '.join(map(_quoted, texts))}]"


def _apart(found: list[Guess]) -> Iterator[str]:
    if found:
        yield f"apart:  # {_ASK}：有对应栏目的移到上面，其余留在这里（只列出，不核对）"
    for text in dict.fromkeys(label(guess.heading.text) for guess in found):
        guess = next(g for g in found if label(g.heading.text) == text)
        yield f"  - {_quoted(guess.heading.text)}  # {_ASK}{_samples(guess)}"


def _samples(guess: Guess) -> str:
    return _shown(guess.heading.samples[:_SAMPLES])


def _shown(texts: list[str]) -> str:
    """Return samples for a comment, none of which can end its line."""
    clean = "、".join(re.sub(r"[\x00-\x1f\x7f]", " ", text[:_SAMPLE]) for text in texts)
    return f"（样例：{clean}）" if texts else ""


def _quoted(text: str) -> str:
    """Return a name as YAML: plain where it is only letters and full-width signs."""
    if re.fullmatch(r"[\u4e00-\u9fff\w（）、]+", text) and not text.isascii():
        return text
    return json.dumps(text, ensure_ascii=False)
