"""What a finding is filed under: the family of its rule, its form, the unit that must mend it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.output.places import place_words

FAMILY_NAMES = {
    "A": "表内勾稽",
    "X": "表间核对",
    "N": "报告文字与数字",
    "S": "评分",
    "T": "指标值与完成值",
    "C": "完整性",
    "D": "照抄与错放",
    "Y": "年度衔接",
    "W": "用语和格式",
    "M": "模型提示",
    "U": "自定义规则",
}
"""By the first letter of a rule's code; a test holds it to the rule book."""

_NAMED = ("projects", "project_reports")
_GENERAL = "封面和整套材料"


class Filed(NamedTuple):
    """Where a finding belongs; ``forms`` are all that its evidence touches, its own first."""

    finding: Finding
    family: str
    forms: tuple[str, ...]
    unit: str


class Choice(NamedTuple):
    """One value that a list of findings can be narrowed to, and how many findings have it."""

    name: str
    findings: int


def filed(pack: Pack, findings: Iterable[Finding]) -> Iterator[Filed]:
    """Yield each finding with what it is filed under."""
    owners = _owners(pack)
    for finding in findings:
        places = [finding.place, *(each.place for each in finding.evidence)]
        own, forms = root(finding.place), dict.fromkeys(map(form, places))
        unit = owners.get(own.replace("project_reports/", "projects/", 1)) or pack.unit.text
        yield Filed(finding, family(finding.rule), tuple(forms), unit or "未填单位名称")


def _owners(pack: Pack) -> dict[Place, str]:
    """Return who carries out each project that names someone."""
    return {table.place: table.implementer.text for table in pack.projects
            if not table.implementer.is_empty()}  # fmt: skip


def family(rule: str) -> str:
    """Return the name of the family that a rule's code begins with."""
    return FAMILY_NAMES.get(rule[:1], rule)


def root(place: Place) -> Place:
    """Return the part of a place that names its form: ``overall``, ``projects/NAME``."""
    head, _, rest = place.partition("/")
    return f"{head}/{rest.partition('/')[0]}" if head in _NAMED else head


def form(place: Place) -> str:
    """Return the form of a place in Chinese, such as “项目自评表（电站改造）”."""
    head = root(place)
    return _GENERAL if head in ("", "unit", "title") else place_words(head)


def choices(names: Iterable[str]) -> list[Choice]:
    """Return each name once in the order of the first, with its count."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return [Choice(name, count) for name, count in counts.items()]
