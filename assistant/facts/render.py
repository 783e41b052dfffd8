"""Print facts: the only place where a figure of a draft becomes text."""

import re
from collections.abc import Mapping

from assistant.model.fact import Fact, FactBook
from assistant.model.quantity import Comparator, plain

REFERENCE = re.compile(r"\{([FPS]\d+)\}")
ADVICE = "〔建议〕"

_SIGNS: dict[Comparator, str] = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约"}
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


def shown(fact: Fact, *, verbatim: bool = False) -> str:
    """Return a figure as printed: ``31.46万元``, ``205.67%``, ``≥95%``.

    ``verbatim`` asks for its words as they stand in the source (inside a quotation). A
    proposed date has no number: its words are printed.
    """
    quantity = fact.quantity
    if quantity.value is None or (verbatim and quantity.raw):
        return quantity.raw
    upper = "" if quantity.upper is None else f"–{plain(quantity.upper)}"
    return f"{_SIGNS[quantity.comparator]}{plain(quantity.value)}{upper}{shown_unit(fact)}"


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
        out.append((shown(fact, verbatim=in_quotes(template, match.start())), fact))
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
