"""The pane 问题: findings with both sides, what may be done about them, and what was decided."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model.finding import SEVERITIES, SEVERITY_NAMES, Finding
from assistant.model.place import Place
from assistant.output.filing import Filed, filed
from assistant.output.mending import expected_name, tag
from assistant.output.places import SEPARATOR, place_words
from assistant.output.sides import PackWords, Side, sides
from assistant.workbench.session import Session
from assistant.workbench.source_view import spot_of
from assistant.workbench.store.state import Decision
from assistant.workbench.views.causes import Cause, causes, together
from assistant.workbench.views.names import FINDING_STATUS
from assistant.workbench.views.shapes import (
    FieldRef,
    FindingGroup,
    Findings,
    FindingStatus,
    FindingView,
    SpotRef,
)
from assistant.workbench.views.spots import Spots

_LONGEST = 1000
"""Characters of a question."""
_BLANK = "空白"
_CAPTIONS = ("/label", "/title")
_NUMBER = re.compile(r"(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d]{0,8})", re.ASCII)


def findings(session: Session, spots: Spots) -> Findings:
    """Return the findings of a pack by form; a form with the gravest open finding comes first."""
    words = PackWords(session.dossier.pack, session.dossier.prior)
    groups: dict[str, list[Filed]] = {}
    for each in filed(session.dossier.pack, session.report.findings):
        groups.setdefault(each.forms[0], []).append(each)
    made = []
    for title, items in groups.items():
        by_id = {id(item.finding): item for item in items}
        own = [item.finding for item in items]
        found = causes(own)
        views = [
            _view(by_id[id(each)], session, spots, words, found.get(id(each)))
            for each in together(own, found)
        ]
        made.append(FindingGroup(title=title, open=_open(views), findings=tuple(views)))
    made.sort(key=lambda group: min(map(_gravity, group.findings)))
    return Findings(version=session.state.version, groups=tuple(made))


def _open(views: list[FindingView]) -> int:
    return sum(view.status == "open" for view in views)


def _gravity(view: FindingView) -> int:
    return SEVERITIES.index(view.severity)


def _view(
    item: Filed, session: Session, spots: Spots, words: PackWords, cause: Cause | None
) -> FindingView:
    finding = item.finding
    decision = session.state.decisions.get(finding.fingerprint)
    status: FindingStatus = decision.status if decision else "open"
    return FindingView(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        name=finding.name,
        severity=finding.severity,
        severity_name=SEVERITY_NAMES[finding.severity],
        family=item.family,
        form=item.forms[0],
        place=finding.place,
        place_words=place_words(finding.place),
        message=finding.message,
        found=finding.found,
        expected=finding.expected,
        expected_name=expected_name(finding),
        difference=finding.difference,
        explanation=finding.explanation,
        suggestion=finding.suggestion,
        caution=finding.caution,
        certain=finding.certain,
        tag=tag(finding),
        also=tuple(finding.also),
        cause=cause.words if cause else "",
        leads=cause is not None and cause.leader is finding,
        sides=tuple(_side(side, spots) for side in sides(finding.evidence, words)),
        fields=tuple(_fields(finding, session)),
        status=status,
        status_name=FINDING_STATUS[status],
        decided=decided(decision) if decision else "",
        reason=decision.reason if decision else "",
        question=decision.question if decision else "",
        suggested_question=_question(finding),
    )


def decided(decision: Decision) -> str:
    """Return who decided and when, in Chinese (local time)."""
    return f"{decision.actor}，{decision.at.astimezone():%Y-%m-%d %H:%M}"


def _side(side: Side, spots: Spots) -> SpotRef:
    return spots.ref(side.location, side.place, side.quote)


def _question(finding: Finding) -> str:
    where = place_words(finding.place).replace(SEPARATOR, "—")
    message = finding.message.rstrip("。；")
    return f"{where}：{message}。请核实并说明，确有差错的请更正。"[:_LONGEST]


def _fields(finding: Finding, session: Session) -> Iterator[FieldRef]:
    """Yield the values that may be typed anew: the finding's own place, then its other sides."""
    for place in dict.fromkeys(_places(finding, session)):
        field, own = session.current.get(place), session.origins.get(place, place)
        if field is None or own not in session.fields or not spot_of(field.location):
            continue
        right = finding.expected if place == finding.place else ""
        typed = retyped(field.raw, finding.found, right)
        yield FieldRef(
            place=own,
            label=place_words(place),
            raw=field.raw,
            suggested=typed if finding.certain else "",
            other="" if finding.certain else typed,
        )


def _places(finding: Finding, session: Session) -> Iterator[Place]:
    """Yield where a new value may go: of a part that is blank, its blank cells."""
    below = f"{finding.place}/"
    yield finding.place
    if finding.found == _BLANK:
        for place, field in session.current.items():
            if place.startswith(below) and field.is_blank() and field.location.row is not None:
                yield place
    for side in finding.evidence:
        own = session.current.get(side.place)
        # Last year's forms have the same places: what stands there is no value of this pack.
        elsewhere = own and side.location.file and side.location.file != own.location.file
        if not side.place.endswith(_CAPTIONS) and not elsewhere:
            yield side.place


def retyped(raw: str, found: str, right: str) -> str:
    """Return a cell's words with the right value in place of the wrong one, "" if unclear.

    A finding tells values with their unit and without zeros at the end; a cell often holds the
    number alone, with its own decimals.
    """
    words, found, right = raw.strip(), found.strip(), right.strip()
    if not right or not found:
        return ""
    if words == found:
        return right
    old, was, new = _NUMBER.match(words), _NUMBER.fullmatch(found), _NUMBER.fullmatch(right)
    if old and was and new and was["unit"] == new["unit"] and _equal(old["number"], was["number"]):
        number = _with_decimals(new["number"], old["number"])
        return f"{number}{words[old.end('number') :]}"
    inside = re.compile(rf"(?<![\d.,]){re.escape(found)}(?![\d.])", re.ASCII)
    return inside.sub(lambda _: right, raw) if len(inside.findall(raw)) == 1 else ""


def _equal(first: str, second: str) -> bool:
    return Decimal(first.replace(",", "")) == Decimal(second.replace(",", ""))


def _with_decimals(number: str, like: str) -> str:
    """Return a number with at least as many decimals as another."""
    missing = len(like.partition(".")[2]) - len(number.partition(".")[2])
    if missing <= 0:
        return number
    return f"{number}{'' if '.' in number else '.'}{'0' * missing}"
