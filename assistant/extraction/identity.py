"""Whose pack it is, for which year, and which project a table or report is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.model.place import squeeze

_YEAR = re.compile(r"(20\d\d)\s*年")
_OFFICE = re.compile(r"(?:人民政府|办事处|机关|本级)+$")
# 整体改造, 整体搬迁 are works, of a project that a report's title names.
_WORKS = "提升|改造|推进|搬迁|规划|开发|治理|整治|迁建|迁移|建设|升级|打造|修缮|移交|联动|谋划"
_UNIT_END = rf"(?:整体支出|部门整体|整体(?!{_WORKS})|部门（单位）|部门\(单位\))"


def years_of(texts: Iterable[str]) -> Counter[int]:
    """Count the years that titles name."""
    return Counter(int(year) for text in texts for year in _YEAR.findall(squeeze(text)))


def unit_in_title(title: str) -> str:
    """Return the unit that an overall report's title names, "" if it names none."""
    bare = re.sub(r"^(?:附件\d*)?20\d\d年度?", "", squeeze(title))
    match = re.match(rf"(.+?){_UNIT_END}", bare)
    unit = re.sub(r"20\d\d年度?$", "", match[1]) if match else ""
    # Forms are titled 部门（单位）整体支出…: that is no unit's name.
    return "" if re.fullmatch(r"(?:预算|部门|单位|[（(]单位[）)])+", unit) else unit


def same_unit(first: str, second: str) -> bool:
    """Tell whether two names may be one unit: one is the end of the other.

    >>> same_unit("东州市青平县柳溪镇人民政府", "柳溪镇人民政府")
    True
    """
    a, b = squeeze(first), squeeze(second)
    one, other = _OFFICE.sub("", a), _OFFICE.sub("", b)
    pairs = ((a, b), (b, a), (one, other), (other, one))
    return not a or not b or any(whole.endswith(end) for whole, end in pairs)


def project_in_title(title: str, units: Sequence[str]) -> str:
    """Return the project that a project report's title names."""
    bare = re.sub(r"^20\d\d年度?", "", squeeze(title))
    bare = re.sub(
        r"(?:项目)?(?:支出)?(?:绩效)?(?:自评|评价)(?:工作|情况|总结)*的?(?:情况|总结)*报告(?:[（(].*[）)])?$",
        "",
        bare,
    )
    for start in range(max(map(len, units), default=0)):
        for unit in units:
            tail = squeeze(unit)[start:]
            if len(tail) >= 2 and bare.startswith(tail) and len(bare) > len(tail):
                return re.sub(r"^(?:20\d\d年度?|[的关于]+)", "", bare[len(tail) :])
    return bare


def match_project(name: str, known: Sequence[str]) -> str:
    """Return the known project that ``name`` means, or ``name`` where none is near enough."""
    from rapidfuzz import fuzz, process  # loaded only for packs with reports

    if name in known or not known:
        return name
    best = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=75)
    if best is None:
        contained = [k for k in known if k in name or (name in k and len(name) >= 4)]
        return contained[0] if len(contained) == 1 else name
    return str(best[0])
