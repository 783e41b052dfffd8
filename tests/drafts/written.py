"""Hand-written paragraphs (written.yaml), set in the matters of the test packs, and their proof."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.drafts.drafting import _tasks
from assistant.drafts.prepare import prepare
from assistant.drafts.tasks import Item, Task
from assistant.drafts.writer import Proof, _paragraph
from assistant.facts.naming import name_of
from assistant.facts.render import REFERENCE
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact
from assistant.model.numerals import read_quantity
from assistant.model.pack import BudgetLine, Indicator, Pack, SpendingRow
from assistant.model.quantity import Quantity
from assistant.model.reply import ParagraphReply
from tests.drafts.sample import SEED, Drafted, corpus_pack, real, run_dossier
from tests.drafts.test_evidence import made

_FIGURE = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"<([a-z_]+)>")


class Ground(NamedTuple):
    """A pack with what a model is asked about it and what replies are held against."""

    tasks: list[Task]
    proof: Proof


@cache
def grounds() -> dict[str, Ground]:
    """Return the packs that replies are tried on; the real one where it is there."""
    packs = {"demo": made(), "project": run_dossier(Dossier(pack=with_project_deviations()))}
    if SEED.exists():
        packs["seed"] = real()
    return {name: _ground(own) for name, own in packs.items()}


def _ground(own: Drafted) -> Ground:
    work = prepare(own.dossier, own.book, own.report)
    return Ground(_tasks(work), Proof(work.desk))


def with_project_deviations() -> Pack:
    """Return the clean town with projects that missed a target, outdid one, and paid late.

    Its reports' figures are left out: they tell of the year as it was.
    """
    pack = corpus_pack("tangao").model_copy(deep=True)
    pack.figures = []
    late, _, far = pack.projects
    for line in late.money:
        for field in ("executed", "rate", "score"):
            _put(line, field, "0.7")
    for row in pack.base_data.spending if pack.base_data else []:
        if row.place.endswith(late.place.rsplit("/", 1)[1]):
            _put(row, "final", "0.7")
    for row in late.indicators[:2]:
        _put(row, "actual", "0.8")
    _put(far.indicators[0], "actual", "2")
    for report in pack.project_reports:
        for section in report.walk():
            if "偏离" in section.title:
                section.paragraphs = section.paragraphs[:1]
                section.paragraphs[0].raw = "无"
    return pack


def _put(row: BudgetLine | Indicator | SpendingRow, field: str, factor: str) -> None:
    old: Quantity = getattr(row, field)
    if old.value is not None:
        raw = f"{(old.value * Decimal(factor)).quantize(Decimal('0.01')).normalize():f}{old.unit}"
        setattr(row, field, read_quantity(raw, old.place, old.location, old.unit))


@cache
def replies() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the paragraphs written by hand, good and bad."""
    content: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("written.yaml").read_text(encoding="utf-8")
    )
    return content


class Trial(NamedTuple):
    """One reply in one matter: which pack, and what the proof found wrong."""

    pack: str
    about: str
    text: str
    faults: list[str]


def trials(task: str, reply: dict[str, Any]) -> Iterator[Trial]:
    """Yield a reply's trial on every matter that it fits."""
    for pack, ground in grounds().items():
        for own in ground.tasks:
            if own.kind != task:
                continue
            for item in own.items:
                text = fitted(reply["text"], own, item)
                if _fits(item.kind, reply["for"]) and text is not None:
                    yield Trial(pack, item.topic, text, faults(ground, own, item, text))


def _fits(kind: str, wanted: list[str]) -> bool:
    """Tell whether a matter is of a kind, or of a variety of it (missed_rate of missed)."""
    return any(kind == each or (each and kind.startswith(f"{each}_")) for each in wanted)


def faults(ground: Ground, task: Task, item: Item, text: str) -> list[str]:
    sentences = [part for part in re.split(r"(?<=。)(?![”〕])", text) if part]
    said = ParagraphReply(about=item.about, sentences=sentences)
    return ground.proof.faults(task, item, _paragraph(item, said))


def fitted(text: str, task: Task, item: Item) -> str | None:
    """Return a reply with the matter's words and figures; None where it lacks one of them."""
    words, figures = _words(task, item), _figures(item)
    if (
        not set(_FIGURE.findall(text)) <= figures.keys()
        or not set(_WORD.findall(text)) <= words.keys()
    ):
        return None
    text = _WORD.sub(lambda m: words[m[1]], text)
    return _FIGURE.sub(lambda m: f"{{{figures[m[1]]}}}", text)


def _figures(item: Item) -> dict[str, str]:
    return {_column(fact): fact.id for fact in reversed(item.facts)}


def _column(fact: Fact) -> str:
    if fact.kind == "proposed":
        return "deadline" if fact.measure == "完成时限" else "goal"
    return fact.place.rsplit("/", 1)[-1]


def _words(task: Task, item: Item) -> dict[str, str]:
    office = f"{task.offices[0]}〔建议〕" if task.offices else "〔待确认：责任科室〕"
    named = [name for f in item.facts if f.kind != "proposed" and (name := name_of(f)).item
             and "@" not in f.place]  # fmt: skip
    words = {"office": office.removesuffix("〔建议〕"), "said": "", "cause": _cause(item)}
    if named:
        words |= {"item": named[-1].item, "group": named[-1].group, "row": named[0].item}
        words |= {"project": named[-1].scope or ""}
    if said := re.search(r"比指标值[高低多少](?=\{)", item.template):
        words["short"] = said[0]
    if listed := re.search(r"以下情形：([^。]*)。", item.template):
        words["list"] = listed[1]
    if quoted := re.search(r"“((?:[^“”]|“[^”]*”)*\{F\d+\}[^“”]*)”", item.template):
        words["excerpt"] = quoted[1]
    if topic := re.search(r"“([^“”]*)”(?:进度滞后|年度任务|完成率)", item.template):
        words["topic"] = topic[1]
    if task.kind == "thrift":
        words["said"] = "".join(f"工作总结反映：“{said}”。" for _, said in item.quotes[:1])
    elif item.kind.startswith("promise") and len(item.quotes) > 1:
        quoted = dict(reversed(item.quotes))
        words["promise"] = quoted["上年自评报告提出的措施"]
        words["said"] = quoted.get("工作总结", "")
    return words


def _cause(item: Item) -> str:
    if item.explained:
        source, words = item.quotes[0]
        return f"原因：{source}说明“{words}”。"
    return "原因：〔待确认：有关情况和具体原因〕。"


def references(text: str) -> list[str]:
    return REFERENCE.findall(text)
