"""C: so many projects, problems or measures are said, and so many there are."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding, met
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.numerals import chinese_value
from assistant.model.quantity import Text

_N = r"(?P<{}>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})"
_PROJECTS = re.compile(
    r"(?:纳入|列入|参加|开展|进行)(?:本次|本年|今年|本年度|20\d\d年度?)?(?:的)?(?:部门)?(?:绩效)?自评(?:范围)?的?(?:预算|支出)?项目(?:支出)?(?:共计?|有|为|合计)?"
    + _N.format("a")
    + r"个|(?:对|将)?(?<![一二三四五六七八九十\d])"
    + _N.format("b")
    + r"个(?:预算|支出)?项目(?:支出)?(?:全部|均)?(?:已)?(?:纳入|列入|开展了?|进行了?)(?:本次|本年|本年度)?(?:部门)?(?:绩效)?自评"
)


@rule("C145", name="自评项目个数与表不符", severity="warning", source="DOMAIN §2")
def projects_counted(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写“纳入自评的项目N个”的，与所附项目自评表的张数对照。

    为什么：多写了就是缺表，少写了就是报告没有改。
    举例：报告写“本次纳入自评的项目6个”，只附有5张项目自评表。
    怎样改：补齐项目自评表，或者改正报告中的个数。
    何时不报：没有项目自评表（见C101）；报告没有写个数；写的是其中一部分项目。
    """
    report, forms = ctx.pack.overall_report, ctx.pack.projects
    for text in report.texts() if report and forms else ():
        for match in (
            _PROJECTS.finditer(text.text) if "自评" in text.raw and "项目" in text.raw else ()
        ):
            ctx.look(text.place)
            said = _number(match["a"] or match["b"])
            part = re.search(r"其中|重点|抽取|选取|部分|等", text.text[: match.start()][-8:])
            if said and said != len(forms) and not part:
                yield finding(
                    ctx, "C145", text.place,
                    f"报告写“{match[0]}”，材料里有{len(forms)}张项目自评表。",
                    items=[_at(text, match), *(Item("项目名称", form.project) for form in forms)],
                    found=f"{said}个", expected=f"{len(forms)}个", clerical=True,
                )  # fmt: skip
                return


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_value(words.replace("两", "二")) or 0)


def _at(text: Text, match: re.Match[str]) -> Item:
    return met(Text(raw=text.text, place=text.place, location=text.location), match)


_MATTERS = re.compile(
    r"(?:问题|不足|短板|薄弱环节)(?:共计?|有|为|合计)?" + _N.format("a") + r"[个项条方面]"
    r"|"
    + _N.format("b")
    + r"(?:个|项|条|个方面的?|方面的?)(?:主要|突出|具体)?(?:问题|不足|短板|薄弱环节)"
)
_FIRST = re.compile(r"(?<=[。；])一是")
_MARKS = "一二三四五六七八九"
_NOT_ALL = re.compile(r"其中|主要(?:是|有)|例如|比如|包括|等|分别|归纳|突出的")


@rule("C146", name="写明的问题个数与逐条所列不符", severity="warning", source="DOMAIN §8 自相矛盾")
def matters_counted(ctx: Context) -> Iterator[Finding]:
    """查什么：“提出问题N个，均已整改。一是……；二是……”，所写个数与后面逐条列出的是不是一样多。

    为什么：个数对不上，不是漏写了一条，就是个数写错。
    举例：报告写“上年自评反映问题5个，已全部整改。一是……；二是……；三是……。”
    怎样改：补写漏列的，或者改正个数。
    何时不报：个数与列出的相同；只举例、只列主要的；同一段有几个不同的个数；没有用“一是、二是”逐条列出。
    """
    for report in ctx.pack.reports():
        for text in report.texts():
            if "一是" not in text.raw:
                continue
            starts = list(_FIRST.finditer(text.text))
            if len(starts) != 1 or len(re.findall("一是", text.text)) != 1:
                continue
            before, after = text.text[: starts[0].start()], text.text[starts[0].start() :]
            said = list(_MATTERS.finditer(before))
            listed = _listed(after)
            ctx.look(*[text.place for _ in said[:1]])
            if len(said) != 1 or listed < 2 or _NOT_ALL.search(before[said[0].start() :]):
                continue
            number = _number(said[0]["a"] or said[0]["b"])
            if number and number != listed and number > 1:
                yield finding(
                    ctx, "C146", text.place,
                    f"报告写“{said[0][0]}”，后面逐条列出的有{listed}个。",
                    items=[_at(text, said[0])], found=f"{number}个", expected=f"{listed}个",
                    clerical=True,
                )  # fmt: skip


def _listed(words: str) -> int:
    """Return how many matters are marked 一是, 二是 and so on, 0 where a mark is left out."""
    marks = re.findall(rf"(?<![\u4e00-\u9fff])([{_MARKS}])是", words)
    right = list(_MARKS[: len(marks)])
    return len(marks) if marks == right else 0
