"""What a new check says against the one before: findings gone, new and changed."""

from collections import Counter
from collections.abc import Iterator

from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding
from assistant.model.place import Place
from assistant.output.places import place_words
from assistant.output.safe import one_line


def render_changes(before: CheckReport, after: CheckReport) -> str:
    """Return what a new check says that the one before didn't, and the other way round.

    The first line is the new verdict. Findings are the same where their fingerprints are; one
    of the same rule at the same place with other figures has changed.
    """
    return "\n".join(_changes(before, after)) + "\n"


def _changes(before: CheckReport, after: CheckReport) -> Iterator[str]:
    yield one_line(after.verdict)
    old, new = _known(before), _known(after)
    same = [(old[key], new[key]) for key in new if key in old]
    reworded = [pair for pair in same if pair[0].message != pair[1].message]
    gone = [old[key] for key in old if key not in new]
    come = [new[key] for key in new if key not in old]
    changed = [*_paired(gone, come), *reworded]
    yield from _listed("不再出现", gone)
    yield from _listed("新出现", come)
    if changed:
        yield f"【有变化】{len(changed)} 处"
    for was, now in changed:
        yield _change(now)
        yield f"      原来：{one_line(was.message)}"
    yield f"其余 {len(same) - len(reworded)} 处问题与上次相同。"


def _paired(gone: list[Finding], come: list[Finding]) -> list[tuple[Finding, Finding]]:
    """Take the findings that only changed out of both lists and return them as pairs."""
    pairs = []
    for spot in (_exactly, _roughly):
        for now in list(come):
            was = next((each for each in gone if spot(each) == spot(now)), None)
            if was:
                pairs.append((was, now))
                gone.remove(was)
                come.remove(now)
    return pairs


def _exactly(finding: Finding) -> tuple[str, Place]:
    return finding.rule, finding.place


def _roughly(finding: Finding) -> tuple[str, Place]:
    # The place of a figure in prose holds the figure: its paragraph is the next best.
    return finding.rule, finding.place.partition("@")[0]


def _known(report: CheckReport) -> dict[tuple[str, int], Finding]:
    """Return findings by what tells them apart; equal ones are told apart by their order."""
    seen: Counter[str] = Counter()
    known = {}
    for finding in report.findings:
        key = finding.fingerprint or f"{finding.rule} {finding.place}"
        seen[key] += 1
        known[key, seen[key]] = finding
    return known


def _listed(heading: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield f"【{heading}】{len(findings)} 处"
    yield from map(_change, findings)


def _change(finding: Finding) -> str:
    level, rule = SEVERITY_NAMES[finding.severity], one_line(finding.rule)
    return f"   {level} {rule}　{place_words(finding.place)}：{one_line(finding.message)}"
