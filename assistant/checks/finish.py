"""The last touch to findings: whole quotes, and a caution where a figure wants a second look."""

from collections.abc import Sequence

from assistant.checks.explaining.certainty import certain
from assistant.facts.quotes import DOTS, Quoted
from assistant.model.finding import Evidence, Finding, ToReview
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity

_CAUTIONS = {
    "ocr": "{}由文字识别得出，请先核对原件。",
    "model": "{}由语言模型指认，请先核对原件。",
}


class Finisher:
    """Finishes the findings of one pack; ``awaiting`` are its doubtful readings."""

    def __init__(self, pack: Pack, awaiting: Sequence[ToReview]) -> None:
        self._quoted = Quoted(pack)
        self._awaiting = awaiting

    def finish(self, finding: Finding) -> Finding:
        """Return a finding with its quotes mended, its caution, and whether it is certain."""
        evidence = [self._mended(each) for each in finding.evidence]
        caution = self._caution(finding)
        new = {"evidence": evidence, "caution": caution, "certain": certain(finding)}
        return finding.model_copy(update=new)

    def _mended(self, each: Evidence) -> Evidence:
        quote = self._quoted.mended(each.quote, each.place, each.location)
        return each if quote == each.quote else each.model_copy(update={"quote": quote})

    def _caution(self, finding: Finding) -> str:
        doubtful = [fact.quantity for fact in finding.operands if fact.quantity.is_doubtful()]
        named, by = list(map(_name, doubtful)), set(map(_by, doubtful))
        for item in self._awaiting:
            if any(_rests_on(each, item) for each in finding.evidence):
                named.append(f"“{item.raw.strip('…')}”")
                by.add(item.by)
        if not named:
            return ""
        names = list(dict.fromkeys(named))
        said = "、".join(names[:3]) + (f"等 {len(names)} 处" if len(names) > 3 else "")
        return _CAUTIONS["ocr" if "ocr" in by else "model"].format(said)


def _name(figure: Quantity) -> str:
    return f"“{figure.raw.strip()}”"


def _by(figure: Quantity) -> str:
    return "ocr" if figure.doubts or figure.location.box is not None else "model"


def _rests_on(evidence: Evidence, item: ToReview) -> bool:
    """Tell whether a quote shows a doubtful reading: its own field, or its words of a paragraph."""
    if evidence.place == item.place and item.kind == "figure":
        return True
    same = evidence.place.split("@")[0] == item.place.split("@")[0]
    if not same or item.place.endswith("/title") or _somewhere(item):
        return False
    return squeeze(item.raw.strip("…")) in squeeze(evidence.quote)


def _somewhere(item: ToReview) -> bool:
    """Tell whether only a whole long text is known to be doubtful, not which words of it."""
    return item.raw.endswith(DOTS) and item.location.end is None
