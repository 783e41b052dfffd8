"""Run rules of one's own as the engine runs its own rules."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.explaining import nearest
from assistant.checks.findings import operand, quote
from assistant.checks.own import judge
from assistant.checks.own.aim import Target, aim
from assistant.checks.own.amounts import Gap
from assistant.checks.own.choose import Chooser, Chosen
from assistant.checks.own.grid import Found, grid
from assistant.checks.own.model import Cell, OwnRule
from assistant.checks.own.outcomes import ONLY
from assistant.checks.own.page import info_of
from assistant.checks.own.words import filled
from assistant.checks.registry import NotRun, Rule
from assistant.model.finding import Finding, fingerprint

_TOLD = 3


def entries(rules: Iterable[OwnRule]) -> list[Rule]:
    """Return rules of one's own as entries of the rule book."""
    runner = _Runner()
    return [Rule(info_of(each), partial(runner.run, each)) for each in rules]


class _Runner:
    """Runs rules over one pack after another; the pack's cells are listed once for all rules."""

    def __init__(self) -> None:
        self._of: Context | None = None
        self._chooser = Chooser([], None)

    def run(self, rule: OwnRule, ctx: Context) -> Iterator[Finding]:
        """Yield a rule's findings; the remark says what could not be compared and why.

        Raises ``NotRun`` where there was something to compare, but nothing comparable.
        """
        ctx.remark = _out_of_scope(rule, ctx)
        if ctx.remark:
            return
        if self._of is not ctx:
            self._of, self._chooser = ctx, Chooser(grid(ctx), ctx.pack.year)
        gaps: list[Gap] = []
        for case in _cases(rule, self._chooser, gaps):
            try:
                clash = case.clash(rule)
            except Gap as gap:
                gaps.append(gap)
                continue
            ctx.look(case.place)
            if clash is not None:
                yield _finding(ctx, rule, case, clash)
        ctx.remark = _remark(gaps, begun=bool(ctx.looked))
        if not ctx.looked and any(gap.unfit for gap in gaps):
            raise NotRun(ctx.remark)


class _Case(NamedTuple):
    """One cell under check (None for a stated number) with the cells it is compared with."""

    subject: Found | None
    cells: list[list[Found]]

    @property
    def chief(self) -> Found:
        """The cell that a finding stands at."""
        return self.subject or self.cells[0][0]

    @property
    def place(self) -> str:
        """Where a finding stands."""
        return self.chief.field.place

    def clash(self, rule: OwnRule) -> judge.Clash | None:
        """Return what the rule finds amiss; raises ``Gap``."""
        flat = [cell for group in self.cells for cell in group]
        if self.subject is None:
            assert rule.subject.constant is not None  # the loader sees to it
            return judge.adds_up_to(rule.subject.constant, self.cells)
        match rule.way:
            case "required":
                return judge.required(self.subject)
            case "total":
                return judge.equals_sum(self.subject, self.cells)
            case "ratio":
                part, whole = (_only(group) for group in self.cells)
                return judge.equals_ratio(self.subject, part, whole)
            case "same":
                stated = rule.same.constant if rule.same else None
                return judge.same(self.subject, stated or _only(flat))
        stated = next(s.constant for s in (rule.at_most, rule.at_least) if s)
        compare = judge.at_most if rule.way == "at_most" else judge.at_least
        against = (">=", ">") if rule.way == "at_most" else ("<=", "<")
        side, cell = judge.limit(self.subject, self.cells, stated, rule.factor, against)
        return compare(self.subject, side, cell)


def _only(cells: list[Found]) -> Found:
    """Return the one cell meant; raises ``Gap`` where several say different things."""
    if len({cell.field.text for cell in cells}) > 1:
        raise Gap(f"{cells[0].full_name}有{len(cells)}处，内容不同，不知与哪一处比", unfit=True)
    return cells[0]


def _cases(rule: OwnRule, chooser: Chooser, gaps: list[Gap]) -> Iterator[_Case]:
    if rule.subject.constant is not None:
        yield from _sums(rule, chooser, gaps)
        return
    target = aim(rule.subject.cells[0])
    subjects = chooser.subjects(target)
    if subjects.lack:
        gaps.append(Gap(subjects.lack))
    for subject in subjects.cells:
        found = [chooser.partners(aim(c, target), subject, target) for c in rule.operands()]
        if not _lacking(found, gaps):
            yield _Case(subject, [each.cells for each in found])


def _sums(rule: OwnRule, chooser: Chooser, gaps: list[Gap]) -> Iterator[_Case]:
    """Yield a stated number's sums, one for each table that the first part may stand in."""
    targets = _sum_targets(list(rule.operands()))
    for owner in chooser.owners(targets[0]):
        found = [chooser.parts(target, owner) for target in targets]
        if not _lacking(found, gaps):
            yield _Case(None, [each.cells for each in found])


def _sum_targets(cells: list[Cell]) -> list[Target]:
    first = aim(cells[0])
    return [first, *(aim(cell, first) for cell in cells[1:])]


def _lacking(found: list[Chosen], gaps: list[Gap]) -> bool:
    lacks = [each.lack for each in found if each.lack]
    gaps.extend(map(Gap, lacks))
    return bool(lacks)


def _out_of_scope(rule: OwnRule, ctx: Context) -> str:
    """Return why a rule isn't meant for this pack, "" where it is."""
    if not rule.covers_year(ctx.pack.year):
        year = f"{ctx.pack.year}年度" if ctx.pack.year else "年度不明"
        return f"{ONLY}{'、'.join(rule.years)}年度，材料为{year}"
    if rule.profiles and ctx.profile.name not in rule.profiles:
        return f"{ONLY}口径{'、'.join(rule.profiles)}，本次为{ctx.profile.name}"
    if rule.units and not any(word in ctx.pack.unit.text for word in rule.units):
        return f"{ONLY}名称含“{'”或“'.join(rule.units)}”的单位"
    return ""


def _remark(gaps: list[Gap], *, begun: bool) -> str:
    words = list(dict.fromkeys(str(gap) for gap in gaps))
    told = "；".join(words[:_TOLD]) + (f"；等{len(words)}处" if len(words) > _TOLD else "")
    return f"有{len(words)}处没能核对：{told}" if begun and words else told


def _finding(ctx: Context, rule: OwnRule, case: _Case, clash: judge.Clash) -> Finding:
    explanation = ""
    if clash.slip is not None and clash.slip.base is not None and not clash.tail:
        used = {item.field.place for item in clash.items}
        apart = clash.slip.base - clash.right
        explanation = nearest.explain(ctx, apart, clash.slip, clash.right, exclude=used)
    message, advice = filled(rule, case.chief, clash, ctx)
    return Finding(
        rule=rule.code, name=rule.name, severity="info" if clash.tail else rule.severity,
        place=case.place, message=message, found=clash.found, expected=clash.expected,
        difference=clash.difference,
        operands=[fact for item in clash.items if (fact := operand(item))],
        evidence=[quote(item) for item in clash.items], explanation=explanation,
        suggestion=advice, clerical=rule.way in ("same", "total", "ratio"),
        fingerprint=fingerprint(rule.code, case.place, clash.found, clash.expected),
    )  # fmt: skip
