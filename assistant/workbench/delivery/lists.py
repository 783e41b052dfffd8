"""The lists for the unit: 意见反馈表, questions, and the pack as data."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.checks.explaining.basis import basis
from assistant.checks.own import infos
from assistant.checks.registry import RuleInfo, rules
from assistant.checks.verdict import verdict
from assistant.model.draft import Question
from assistant.model.finding import CheckReport, Finding, Suppressed
from assistant.model.pack import Pack
from assistant.output.feedback import write_feedback
from assistant.output.formal_questions import write_questions
from assistant.output.places import file_name, place_words
from assistant.output.rulebook import RuleEntry
from assistant.workbench.session import Session
from assistant.workbench.store import State

_WHO = "填报单位"


def feedback(session: Session) -> bytes:
    """Return the 意见反馈表: what stands open, what is asked; what was accepted apart, with why."""
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / "feedback.xlsx"
        write_feedback(path, session.dossier.pack, decided(session.report, session.state), _rules(session))  # fmt: skip
        return path.read_bytes()


def decided(report: CheckReport, state: State) -> CheckReport:
    """Return a report with the decisions: accepted findings set aside, questions as advice."""
    if not state.decisions:
        return report
    kept: list[Finding] = []
    aside = list(report.suppressed)
    for finding in report.findings:
        decision = state.decisions.get(finding.fingerprint)
        if decision is None:
            kept.append(finding)
        elif decision.status == "asked":
            kept.append(_asked(finding, decision.question))
        else:
            aside.append(Suppressed(finding=finding, reason=decision.reason, who=decision.actor))
    made = report.model_copy(update={"findings": kept, "suppressed": aside})
    made.verdict = verdict(made)
    return made


def _asked(finding: Finding, question: str) -> Finding:
    lines = [finding.suggestion, f"请答复：{question}"]
    return finding.model_copy(update={"suggestion": "\n".join(filter(None, lines))})


def _rules(session: Session) -> list[RuleEntry]:
    own = [_entry(rule, rule.source) for rule in infos(session.options.own)]
    return [*(_entry(rule, basis(rule.source)) for rule in rules()), *own]


def _entry(rule: RuleInfo, why: str) -> RuleEntry:
    return RuleEntry(rule.code, rule.name, rule.severity, rule.family, why, rule.doc)


def questions(session: Session) -> tuple[bytes, list[str]]:
    """Return the list of questions, and in Chinese lines which are left out of it."""
    pack, told = session.dossier.pack, list(_answered(session))
    asked = [*_of_findings(session), *session.proposals.questions]
    with TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / "questions.docx"
        write_questions(path, pack.unit.text, pack.year, asked, session.report.to_review)
        return path.read_bytes(), told


def _of_findings(session: Session) -> Iterator[Question]:
    for finding in session.report.findings:
        decision = session.state.decisions.get(finding.fingerprint)
        if decision and decision.status == "asked":
            at = next((e.location for e in finding.evidence if e.place == finding.place), None)
            yield Question(
                place=finding.place, text=decision.question, who=_WHO, why=finding.message,
                location=at,
            )  # fmt: skip


def _answered(session: Session) -> Iterator[str]:
    """Yield the questions whose finding is gone since: they need no answer."""
    there = {finding.fingerprint for finding in session.report.findings}
    for key, decision in session.state.decisions.items():
        if decision.status == "asked" and key not in there:
            where = place_words(decision.place)
            yield f"{where}的提问“{decision.question}”没有列入：所问的问题已不再出现。"


def pack_json(session: Session) -> bytes:
    """Return the pack as it stands as JSON; files by their names, without this machine's paths."""
    return (_portable(session.dossier.pack).model_dump_json(indent=2) + "\n").encode()


def _portable(pack: Pack) -> Pack:
    sources = [
        source.model_copy(update={"path": file_name(source.path), "converted": file_name(source.converted) if source.converted else ""})
        for source in pack.sources
    ]  # fmt: skip
    return pack.model_copy(update={"sources": sources})
