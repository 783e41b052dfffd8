"""Lay a town's truth out as another province prints it: the columns and words of styles.yaml.

Only the two self-evaluation tables differ from place to place; the base data table and the
reports stay as ``corpus.layout`` arranges them, so that every layout carries the same bonds.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus import layout
from corpus.forms.build import blocks
from corpus.forms.truth import FormTruth
from corpus.layout import Block, Page
from corpus.places import MONEY, part

HUNAN = "hunan"
AMOUNTS = ("initial", "full_year", "executed")
_KINDS = {"project": "项目支出", "overall": "部门（单位）整体支出"}
_SIGNS = {"≥": "≥", "不少于": "≥", "不低于": "≥", "≤": "≤", "不超过": "≤", "不高于": "≤"}
_AFTER = {"以上": "≥", "以下": "≤", "以内": "≤"}
_TARGET = re.compile(
    rf"(?P<sign>{'|'.join(_SIGNS)}|=)?(?P<value>\d+(?:\.\d+)?)(?P<unit>(?!月|年|日)(?:(?!以)[^\d，。、]){{0,6}})"
    rf"(?P<after>{'|'.join(_AFTER)})?"
)


@cache
def styles() -> dict[str, dict[str, Any]]:
    """Return the layouts of ``styles.yaml`` by name."""
    text = Path(__file__).with_name("styles.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def title(style: str) -> str:
    """Return a layout's name in Chinese."""
    return "湖南" if style == HUNAN else str(styles()[style]["title"])


def pack(raw: dict[str, Any], style: str) -> list[Block]:
    """Return a whole pack as one run of blocks, its tables in this layout.

    Parts named in ``raw["omit"]`` (``overall``, ``base_data``…) are left out.
    """
    parts = layout.forms(raw)
    if style != HUNAN:
        parts["overall"] = _table(raw, raw["overall"], "overall", style)
        parts["projects"] = [
            block
            for table in raw["projects"]
            for block in (Page(), *_table(raw, table, "project", style))
        ]
    out: list[Block] = []
    for name, part_ in parts.items():
        if name not in raw.get("omit", ()):
            out += [*([Page(report=name == "overall_report")] if out else []), *part_]
    return out


def _table(raw: dict[str, Any], table: dict[str, Any], kind: str, style: str) -> list[Block]:
    return blocks(StyledTable(raw, table, kind, styles()[style]))


class StyledTable(FormTruth):
    """One table of a town in the shape that ``corpus.forms.build`` prints."""

    def __init__(
        self, raw: dict[str, Any], table: dict[str, Any], kind: str, style: dict[str, Any]
    ) -> None:
        self.name = kind
        self.table, self.style = table, style
        words = {"year": str(raw["year"]), "kind": _KINDS[kind]}
        self.raw: dict[str, Any] = {
            "title": [line.format_map(words) for line in style["heading"]],
            "above": style.get("above", []),
            "rows": list(self._rows(kind)),
            "head": {
                "project": table.get("name", ""), "unit": raw["unit"],
                "department": table.get("department", raw["unit"]),
                "implementer": raw["unit"], "funds": style["funds"][kind],
                "goal_expected": table["goal_expected"], "goal_achieved": table["goal_achieved"],
            },
            "total": table["total"],
        }  # fmt: skip

    def money(self) -> list[dict[str, str]]:
        """Return the money lines by field."""
        return [
            {"label": row[0]}
            | {
                name: self._amount(text) if name in AMOUNTS else text
                for name, text in zip(MONEY, row[1:7], strict=True)
            }
            for row in self.table["money"]
        ]

    def indicators(self) -> list[dict[str, str]]:
        """Return the indicator rows by field; a flat list has no row without a name."""
        flat = self.style.get("levels") == "none"
        return [
            _indicator(upper, lower, row, bare=self.style.get("levels") == "bare")
            for upper in self.table["levels"]
            for lower in upper["level2"]
            for row in lower["rows"]
            if row[0].strip() or not flat
        ]

    def _rows(self, kind: str) -> list[Any]:
        out: list[Any] = []
        for row in (*self.style["head"][kind], *self.style["rows"]):
            if isinstance(row, dict) and row["each"] == "breakdown":
                out += self._breakdown(row["row"])
            else:
                out.append(row)
        return out

    def _breakdown(self, pattern: list[str]) -> list[list[str]]:
        left, right = (self._lines(group) for group in ("by_income", "by_expenditure"))
        right += [""] * (len(left) - len(right))
        return [
            [cell.replace("{left}", a).replace("{right}", b) for cell in pattern]
            for a, b in zip(left, right, strict=True)
        ]

    def _lines(self, group: str) -> list[str]:
        lines = [f"{name}：{self._amount(text)}" for name, text in self.table.get(group, ())]
        return [f"其中：{line}" if number == 1 else line for number, line in enumerate(lines)]

    def _amount(self, text: str) -> str:
        return yuan(text) if self.style.get("unit") == "元" else text


def yuan(text: str) -> str:
    """Return an amount of 万元 printed in 元; what is no bare number stays as it is."""
    try:
        return f"{Decimal(text.strip()) * 10_000:,.2f}"
    except InvalidOperation:
        return text


def _indicator(
    upper: dict[str, Any], lower: dict[str, Any], row: list[str], bare: bool
) -> dict[str, str]:
    name, target, actual, weight, score, deviation = row[:6]
    return {
        "level1_printed": upper["level1"] if bare else upper["printed"],
        "level2_printed": lower["level2"] if bare else lower["printed"],
        "name": name, "target": target, "actual": actual, "weight": weight, "score": score,
        "deviation": deviation, **parted(target, actual),
    }  # fmt: skip


def parted(target: str, actual: str) -> dict[str, str]:
    """Return target and actual as ``sign``, ``value``, ``measure`` (its unit) and ``done``.

    Words and dates keep their column and are 定性; an actual in another unit keeps it.
    """
    match = _TARGET.fullmatch(target.strip())
    if match is None:
        sign = "定性" if target.strip() else ""
        return {"sign": sign, "value": target, "measure": "", "done": actual}
    sign = _SIGNS.get(match["sign"] or "") or _AFTER.get(match["after"] or "") or "="
    unit = match["unit"]
    bare = bool(unit) and re.fullmatch(rf"\s*[\d.,]+{re.escape(unit)}\s*", actual) is not None
    done = actual.strip().removesuffix(unit) if bare else actual
    return {"sign": sign, "value": match["value"], "measure": unit, "done": done}


def place(address: str, style: str) -> str | None:
    """Return where a reader finds what the truth holds at ``address``, None for nowhere.

    A column that the layout lacks is nowhere; a flat list has no second level.
    """
    if style == HUNAN or not re.match(r"(?:overall|projects/[^/]+)/", address):
        return address
    shown = _shown(style)
    if "/level_weights/" in address:
        return address if "levels" not in styles()[style] else None
    if (found := re.search(r"/(?:money/.*|total)/(\w+)$", address)) is not None:
        prefix = "money_" if "/money/" in address else "total_"
        return address if prefix + found[1] in shown else None
    if styles()[style].get("levels") == "none":
        blank = f"/{part('')}/" in address
        return None if blank else re.sub(r"/indicators/[^/]+/", "/indicators/-/", address)
    return address


@cache
def _shown(style: str) -> frozenset[str]:
    """Return the fields of money lines and totals that a layout prints."""
    layout_ = styles()[style]
    found: set[str] = set()
    for row in (*layout_["head"]["project"], *layout_["rows"]):
        cells = row["row"] if isinstance(row, dict) else row
        names = re.findall(r"\{(\w+)\}", " ".join(map(str, cells)))
        prefix = "money_" if isinstance(row, dict) and row["each"] == "money" else ""
        found |= {prefix + name for name in names}
    return frozenset(found)
