"""The unit's own offices: read from its report, chosen by what a matter is about."""

import re
from collections.abc import Iterable

from assistant.drafts.phrases import texts
from assistant.model.pack import Pack

_MORE_ENDS = "处|部"  # also the ends of other words: only in a sentence about the unit's own parts
_ENDS = "办公室|中心|大队|中队|服务站|水管站|管理站|财政所|管理所|司法所|派出所|处室|科|股|室|站|所|办|队"
_NAME = re.compile(rf"[\u4e00-\u9fff]{{2,18}}?(?:{_ENDS})")
_NAME_LISTED = re.compile(rf"[\u4e00-\u9fff]{{1,18}}?(?:{_ENDS}|{_MORE_ENDS})")
_SEPARATOR = re.compile(r"[、，,；;]|以及|(?<=[处室科股站所办队部心])[和及]")
_LISTED = re.compile(r"内设|下设|设有|科室|股室|处室|内设机构")
_GENERIC = re.compile(
    r"^.*(?:内设机构|现有|下设|内设|包括|设有|共有|其中|分别[为是])(?:有|为|是|包括)?|^(?:各|相关|有关|责任)"
)


def offices_of(pack: Pack) -> list[str]:
    """Return the offices that the overall report lists, in order.

    A list is two or more names ending in 办公室, 中心, 站… joined by “、”; a single word in
    running text isn't taken for an office of the unit.
    """
    found: dict[str, None] = {}
    report = pack.overall_report
    for text in report.texts() if report else ():
        name_of = _NAME_LISTED if _LISTED.search(text.text) else _NAME
        for part in re.split(r"[（）()。：:]", text.text):
            names = [_clean(word) for word in _SEPARATOR.split(part)]
            named = [name for name in names if name_of.fullmatch(name)]
            if len(named) >= 2 and len(named) * 2 >= len(names):
                found.update(dict.fromkeys(named))
    return list(found)


def _clean(word: str) -> str:
    return _GENERIC.sub(
        "", re.sub(r"(?:等|共)?\d*个?(?:股室|科室|部门|机构)?$", "", word.strip()) or word
    )


def choose(offices: Iterable[str], about: str, kind: str) -> str:
    """Return the office that fits a matter, "" when none does.

    ``about`` is what the matter is called; its words decide, then its kind. The table of
    words is in ``prompts/composer.yaml``.
    """
    table = texts()["offices"]
    listed = list(offices)
    for words, wanted in [*table["by_words"], *table["by_kind"]]:
        if not (kind in words or any(word in about for word in words)):
            continue
        for key in wanted:
            match = next((office for office in listed if key in office), None)
            if match:
                return match
    return ""
