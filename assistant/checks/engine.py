"""Run the rules over a dossier and gather what became of each."""

from collections.abc import Sequence
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from pydantic import Field

from assistant.checks.context import Context
from assistant.checks.explaining.doubted import with_doubts
from assistant.checks.explaining.merge import merge
from assistant.checks.explaining.unlikely import borne_out, calmed
from assistant.checks.finish import Finisher
from assistant.checks.own import OwnRule, entries
from assistant.checks.registry import RULEBOOK, NotRun, Rule, all_rules, rule
from assistant.checks.scores.views import score_views
from assistant.checks.suppress import Suppression, set_aside
from assistant.checks.verdict import verdict
from assistant.errors import WrongUse
from assistant.facts.lacks import lacks
from assistant.facts.profiles import load_profile
from assistant.facts.to_review import to_review
from assistant.model.base import Model
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import SEVERITIES, CheckReport, Finding, RuleOutcome, Status
from assistant.model.pack import Pack
from assistant.model.profile import Profile

if TYPE_CHECKING:
    from assistant.checks.notices.asking import Noticer

__all__ = ["CheckOptions", "check", "rule"]

CRASHES = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError,
           ValueError)  # fmt: skip
"""What a faulty rule raises; anything else (no memory, an interrupt) ends the check."""


class CheckOptions(Model):
    """How to check: profile, which rules (codes or prefixes), and what is set aside.

    Without ``profile`` the one of the pack's own place is taken; ``profile_reason`` says in
    Chinese why it was named, where not by a person.
    ``own`` are rules of one's own, which run beside the built-in ones (see ``checks.own``).
    ``baseline`` holds fingerprints and needs ``baseline_reason``. ``today`` decides which
    suppressions have run out. Durations are reported only with ``timings``.
    """

    profile: str = ""
    profile_reason: str = ""
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    own: Sequence[OwnRule] = ()
    suppressions: list[Suppression] = Field(default_factory=list)
    baseline: frozenset[str] = frozenset()
    baseline_reason: str = ""
    today: date | None = None
    timings: bool = False


def check(
    dossier: Dossier,
    facts: FactBook,
    options: CheckOptions | None = None,
    noticer: "Noticer | None" = None,
) -> CheckReport:
    """Return everything the rules found in a dossier, with a verdict and each rule's outcome.

    ``noticer`` asks a language model for the notices of family M, which don't run without one.
    Raises ``WrongUse`` for a selector that fits no rule and ``BadSettings`` for an unknown
    profile or a baseline without a reason.
    """
    options = options or CheckOptions()
    book = _book(options)
    chosen = _chosen(book, options)
    profile, reason = chosen_profile(dossier, options)
    context = Context(dossier, facts, profile, noticer, chosen)
    found: list[Finding] = []
    outcomes = []
    for entry in book:
        if entry.info.code in chosen:
            outcomes.append(_run(entry, context, found, options.timings))
        else:
            outcomes.append(_not_selected(entry))
    kept, aside = set_aside(
        with_doubts([calmed(context, each) for each in merge(found, context)]), options.suppressions, options.baseline, options.baseline_reason,
        options.today or date.today(),
    )  # fmt: skip
    awaiting = to_review(dossier.pack)
    finisher = Finisher(dossier.pack, awaiting)
    report = CheckReport(
        verdict="",
        unit=dossier.pack.unit.text,
        year=dossier.pack.year,
        profile=profile.name,
        profile_reason=reason,
        rulebook=f"{RULEBOOK}，另有自定义规则 {len(options.own)} 条" if options.own else RULEBOOK,
        findings=[finisher.finish(item) for item in _sorted(kept, dossier.pack)],
        suppressed=aside,
        scores=score_views(dossier.pack, context.profile),
        outcomes=outcomes,
        to_review=awaiting,
        lacks=lacks(dossier.pack),
    )
    report.verdict = verdict(report)
    return report


def chosen_profile(dossier: Dossier, options: CheckOptions) -> tuple[Profile, str]:
    """Return the profile to check by, and why: the one that was named, else the pack's own."""
    if options.profile:
        return load_profile(options.profile), options.profile_reason or "按指定"
    if dossier.profile:
        return load_profile(dossier.profile), dossier.profile_reason
    reason = dossier.profile_reason or "没有认出是哪里的表样"
    return load_profile(), f"{reason}，按通用口径"


def _book(options: CheckOptions) -> list[Rule]:
    return [*all_rules(), *entries(options.own)]


def chosen_codes(options: CheckOptions) -> set[str]:
    """Return the codes of the rules that run; ``WrongUse`` for a selector that fits none."""
    return _chosen(_book(options), options)


def _chosen(book: list[Rule], options: CheckOptions) -> set[str]:
    codes = [entry.info.code for entry in book]
    if not (options.select or options.ignore):
        return set(codes)
    for selector in (*options.select, *options.ignore):
        if not any(code.startswith(selector) for code in codes):
            raise WrongUse(f"没有编号为“{selector}”的规则；jixiao rules 可列出全部规则。")
    return {
        code
        for code in codes
        if (not options.select or code.startswith(tuple(options.select)))
        and not (options.ignore and code.startswith(tuple(options.ignore)))
    }


def _run(entry: Rule, context: Context, found: list[Finding], timings: bool) -> RuleOutcome:
    """Run one rule; what it found before a crash is kept."""
    context.looked, context.remark = 0, ""
    before, start = len(found), perf_counter()
    status: Status = "passed"
    try:
        found.extend(each for each in entry.run(context) if not borne_out(context, each))
    except NotRun as error:
        status, context.remark = "not_run", str(error)
    except CRASHES as error:
        status, context.remark = "crashed", f"{type(error).__name__}: {error}"
    if status == "passed" and len(found) > before:
        status = "failed"
    elif status == "passed" and not context.looked:
        status = "not_applicable"
    took = round((perf_counter() - start) * 1000, 3) if timings else 0.0
    return RuleOutcome(
        rule=entry.info.code, name=entry.info.name, status=status, reason=context.remark,
        checked=context.looked, milliseconds=took,
    )  # fmt: skip


def _not_selected(entry: Rule) -> RuleOutcome:
    return RuleOutcome(rule=entry.info.code, name=entry.info.name, status="not_selected")


def _sorted(findings: list[Finding], pack: Pack) -> list[Finding]:
    """Put the gravest first; within one severity follow the pack's own order."""
    order: dict[str, int] = {}
    for number, field in enumerate(pack.fields()):
        order.setdefault(field.place, number)
    last = len(order)
    return sorted(
        findings,
        key=lambda item: (
            SEVERITIES.index(item.severity), order.get(item.place, last), item.rule, item.place,
        ),
    )  # fmt: skip
