"""Load the truth of one form: what is printed, and what a reader must make of it.

``corpus/forms/*.yaml`` holds a form each. ``rows`` shows the form as printed: a list of cells,
``<`` continues the cell to the left and ``^`` the one above, ``{name}`` prints a value, and a
row with ``each`` is repeated for the money lines or the indicators.
"""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parent
FORMS = tuple(sorted(path.stem for path in ROOT.glob("*.yaml")))
SIGNS = {"≥": ">=", "≤": "<=", "=": "=", "＝": "=", ">": ">", "<": "<"}
_MONEY = ("label", "initial", "full_year", "executed", "weight", "rate", "score")
_AMOUNTS = ("initial", "full_year", "executed")


class Want(NamedTuple):
    """What a field must be: its printed text, and its value, unit and comparator if a number."""

    printed: str
    value: Decimal | None = None
    unit: str = ""
    comparator: str = "="


class FormTruth:
    """One form's truth; ``raw`` is its YAML."""

    def __init__(self, name: str) -> None:
        self.name = name
        text = (ROOT / f"{name}.yaml").read_text(encoding="utf-8")
        self.raw: dict[str, Any] = yaml.safe_load(text)

    @property
    def root(self) -> str:
        """The place of the form's table."""
        name = self.raw["head"].get("project", "")
        return f"projects/{name}" if self.raw["kind"] == "project" else "overall"

    def money(self) -> list[dict[str, str]]:
        """Return the money lines by field; a column the form lacks is absent."""
        fields = ("label", *self.raw["money"]["fields"])
        return [dict(zip(fields, map(str, row), strict=True)) for row in self.raw["money"]["rows"]]

    def indicators(self) -> list[dict[str, str]]:
        """Return the indicator rows by field, with what joined cells print."""
        fields = self.raw["indicators"]["fields"]
        rows = [dict(zip(fields, map(str, r), strict=True)) for r in self.raw["indicators"]["rows"]]
        return [_joined(row, self.raw["indicators"].get("printed", {})) for row in rows]

    def wanted(self) -> dict[str, Want]:
        """Return every field of the table that isn't blank, by its place below the root."""
        found = {field: Want(str(text)) for field, text in self.raw["head"].items()}
        for line in self.money():
            found |= self._money(line)
        for row in self.indicators():
            found |= self._indicator(row)
        found |= self._totals()
        found |= {f: Want(text) for f, text in self.raw.get("goals", {}).items()}
        found |= {f"remarks/{f}": Want(text) for f, text in self.raw.get("remarks", {}).items()}
        for level, weight in self.raw["indicators"].get("weights", {}).items():
            found[f"level_weights/{level}"] = Want(self._level(level), Decimal(weight))
        return {place: want for place, want in found.items() if want.printed}

    def _totals(self) -> dict[str, Want]:
        raw = self.raw
        totals = dict(raw.get("total", {})) | ({"score": raw["score"]} if "score" in raw else {})
        found = {f"total/{field}": Want(str(text), _number(text)) for field, text in totals.items()}
        if "money_weight" in raw:  # printed in the heading of the score
            place = f"money/{self.money()[0]['label']}/weight"
            found[place] = Want(str(raw["money_weight"]), Decimal(raw["money_weight"]))
        return found

    def _level(self, place: str) -> str:
        last = place.rpartition("/")[2]
        return str(self.raw["indicators"]["printed"].get(last, last))

    def _money(self, line: dict[str, str]) -> dict[str, Want]:
        place = f"money/{line['label'].removeprefix('其中：').strip('：')}"
        unit = self.raw["money"]["unit"]
        units = dict.fromkeys(_AMOUNTS, unit) | {"rate": "%"}
        return {place: Want(line["label"])} | {
            f"{place}/{field}": Want(text, value, units.get(field, "") if value is not None else "")
            for field in _MONEY[1:]
            if (text := line.get(field, "")) and ((value := _number(text)) is not None or text)
        }

    def _indicator(self, row: dict[str, str]) -> dict[str, Want]:
        level = row.get("level2") or row.get("level1") or "-"
        place = f"indicators/{level}/{row['name']}"
        split = self.raw["indicators"].get("split", False)
        value = _number(row["value"])
        comparator = SIGNS.get(row["sign"], "=") if value is not None else "="
        target = row["value"] if split else row["target"]
        actual = row["actual"] if split else row["actual_unit"]
        done = _number(row["actual"])
        return {
            place: Want(row["name"]),
            f"{place}/target": Want(target, *_scaled(value, row["unit"]), comparator),
            f"{place}/actual": Want(actual, *_scaled(done, row["unit"])),
            **{
                f"{place}/{field}": Want(row[field], _number(row[field]))
                for field in ("weight", "score")
                if field in row
            },
            f"{place}/deviation": Want(row.get("deviation", "")),
        }  # fmt: skip


def _joined(row: dict[str, str], printed: dict[str, str]) -> dict[str, str]:
    number, done = _number(row["value"]) is not None, _number(row["actual"]) is not None
    sign = row["sign"] if row["sign"] in SIGNS and row["sign"] != "=" else ""
    return row | {
        "target": f"{sign}{row['value']}{row['unit']}" if number else row["value"],
        "actual_unit": f"{row['actual']}{row['unit']}" if done else row["actual"],
        "level1_printed": printed.get(row.get("level1", ""), row.get("level1", "")),
        "level2_printed": printed.get(row.get("level2", ""), row.get("level2", "")),
    }


def _scaled(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    """Return a number in its unit without 万 before it (money keeps 万元); words have none."""
    if value is None:
        return None, ""
    if unit.startswith("万") and unit != "万元":
        return value * 10_000, unit.removeprefix("万")
    return value, "%" if unit == "百分比" else unit


def _number(printed: Any) -> Decimal | None:
    """Return what a printed number is worth, None for words."""
    try:
        return Decimal(str(printed).replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
