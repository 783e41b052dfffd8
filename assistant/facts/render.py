"""Print facts: the only place where a figure of a draft becomes text."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.model.fact import Fact, FactBook
from assistant.model.quantity import MONEY_UNITS, PERCENT_UNITS, Comparator, Quantity, plain

REFERENCE = re.compile(r"\{([FPS]\d+)\}")
ADVICE = "〔建议〕"

_SIGNS: dict[Comparator, str] = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}
_TIMES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_POINTS = ("分值", "得分", "扣分", "总分")

Facts = FactBook | Mapping[str, Fact]


def by_id(facts: Facts) -> Mapping[str, Fact]:
    """Return facts by their ids."""
    if isinstance(facts, FactBook):
        return {fact.id: fact for fact in facts.facts}
    return facts


def shown_unit(fact: Fact) -> str:
    """Return the unit a figure is printed with: 分 for scores, 个百分点 between percentages."""
    unit = fact.quantity.unit
    if unit == "%" and fact.kind == "derived" and fact.formula == "差额":
        return "个百分点"
    if not unit and fact.measure.endswith(_POINTS):
        return "分"
    return unit


def shown(fact: Fact, *, verbatim: bool = False, known: Mapping[str, Fact] | None = None) -> str:
    """Return a figure as printed: ``31.46万元``, ``205.67%``, ``≥2.3万人次``.

    The source's decimals and its 万 are kept; of a difference, its operands' (``known``).
    ``verbatim`` asks for its words as they stand in the source (inside a quotation). A
    proposed date has no number: its words are printed.
    """
    quantity = fact.quantity
    if quantity.value is None or (verbatim and quantity.raw):
        return quantity.raw
    times = _times_of(fact, known or {})
    upper = "" if quantity.upper is None else f"–{_digits(fact, quantity.upper, times)}"
    number = _digits(fact, quantity.value, times) + upper
    return f"{_SIGNS[quantity.comparator]}{number}{times}{shown_unit(fact)}"


def _times_of(fact: Fact, known: Mapping[str, Fact]) -> str:
    """Return 万 or 亿 where the source counts by it (万人次), "" elsewhere."""
    if fact.kind != "derived":
        return _printed_times(fact.quantity)
    operands = [known[each].quantity for each in fact.operands if each in known]
    alike = {_printed_times(each) for each in operands if each.unit == fact.quantity.unit}
    return alike.pop() if len(alike) == 1 else ""


def _printed_times(quantity: Quantity) -> str:
    if not quantity.unit or quantity.unit in {*MONEY_UNITS, *PERCENT_UNITS}:
        return ""
    found = re.search(rf"\d\s*([万亿])[余多]?\s*{re.escape(quantity.unit)}", quantity.raw)
    return found[1] if found else ""


def _digits(fact: Fact, value: Decimal, times: str) -> str:
    """Return a number with its source's decimals; derived money has them from its operands."""
    quantity = fact.quantity
    scale = _TIMES.get(times, Decimal(1))
    step = (quantity.precision or Decimal(1)) / scale
    short = plain(value / scale)
    if step >= 1 or (fact.kind == "derived" and quantity.dimension != "元"):
        return short
    places = len(plain(step).partition(".")[2])
    missing = places - len(short.partition(".")[2])
    return short if missing <= 0 else f"{short}{'' if '.' in short else '.'}{'0' * missing}"


def segments(template: str, facts: Facts) -> list[tuple[str, Fact | None]]:
    """Return a template's words and figures in order; raises ``KeyError`` for an unknown fact.

    A proposed figure that its template doesn't mark is marked 〔建议〕 here, so that it never
    reads as settled.
    """
    known = by_id(facts)
    out: list[tuple[str, Fact | None]] = []
    position = 0
    for match in REFERENCE.finditer(template):
        if words := template[position : match.start()]:
            out.append((words, None))
        fact = known[match[1]]
        out.append((shown(fact, verbatim=in_quotes(template, match.start()), known=known), fact))
        if fact.kind == "proposed" and not is_marked(template, match.start(), match.end()):
            out.append((ADVICE, None))
        position = match.end()
    if rest := template[position:]:
        out.append((rest, None))
    return out


def render(template: str, facts: Facts) -> str:
    """Return a template with every ``{F017}`` replaced by its figure."""
    return "".join(text for text, _ in segments(template, facts))


def in_quotes(text: str, position: int) -> bool:
    """Tell whether a position lies between “ and ”."""
    return text.rfind("“", 0, position) > text.rfind("”", 0, position)


def in_remark(text: str, position: int, kind: str = "") -> bool:
    """Tell whether a position lies in 〔建议：…〕 or 〔待确认：…〕 (``kind`` names one of them)."""
    opened = text.rfind("〔", 0, position)
    if opened <= text.rfind("〕", 0, position):
        return False
    return text.startswith(kind or ("建议", "待确认"), opened + 1)


def is_marked(text: str, start: int, end: int) -> bool:
    """Tell whether a figure is marked as proposed: inside a remark, or before 〔建议〕."""
    return (
        in_remark(text, start) or re.match(r"[^，。；、〔{]{0,8}〔建议〕", text[end:]) is not None
    )
