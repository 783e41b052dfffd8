"""The hand-made labels of the seed pack, and how places of a pack compare with theirs."""

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.pack import Pack, Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text

SEED = Path(__file__).parents[3] / "shared" / "seed"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not on this machine")
LABELS = Path(__file__).with_name("seed.yaml")


def labels() -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load(LABELS.read_text(encoding="utf-8"))


def load(name: str) -> Pack:
    return extract([read(SEED / name)])


def fields(pack: Pack) -> dict[str, Text]:
    return {field.place: field for field in pack.fields()}


def as_labelled(pack: Pack) -> dict[str, str]:
    """Map our places to the labels': there a run-in “1.…” is a paragraph of its parent."""
    out: dict[str, str] = {}
    for report in pack.reports():
        for section in report.sections:
            _walk(section, section.place, out)
    return out


def _walk(section: Section, place: str, out: dict[str, str]) -> None:
    out[section.place] = place
    count = 0
    for text in section.paragraphs:
        count += 1
        out[text.place] = f"{place}/p" + (f"#{count}" if count > 1 else "")
    for child in section.sections:
        run_in = child.paragraphs and child.paragraphs[0].location.anchor == child.location.anchor
        if run_in:
            count += 1
            shown = f"{place}/p" + (f"#{count}" if count > 1 else "")
            out[child.place] = shown
            out.update({text.place: shown for text in child.paragraphs})
        else:
            _walk(child, f"{place}/{child.place.rsplit('/', 1)[-1]}", out)


def raw_matches(label: dict[str, Any], raw: str) -> bool:
    text = squeeze(raw)
    if "/by_" in label["place"]:  # labelled by the whole cell, name and amount
        return "sha256" in label or label["raw"].endswith(text)
    if "sha256" in label:
        return hashlib.sha256(text.encode()).hexdigest()[:16] == label["sha256"]
    return text == label["raw"]


def value_matches(label: dict[str, Any], quantity: Quantity) -> bool:
    wanted = Decimal(label["value"]) if label.get("value") is not None else None
    if quantity.value != wanted:
        return False
    if wanted is None:
        return True
    units = {label.get("unit") or "", *_also(label, "unit_also")}
    comparators = {label.get("comparator", "="), *_also(label, "comparator_also")}
    return quantity.unit in units and quantity.comparator in comparators


def _also(label: dict[str, Any], key: str) -> list[str]:
    value = label.get(key, [])
    return [v or "" for v in (value if isinstance(value, list) else [value])]


def report_sections(report: Report) -> list[Section]:
    return list(report.walk())
