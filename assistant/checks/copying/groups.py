"""Which groups of people words name, and whether the people asked are those meant."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.rows import filled, name_of
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text
from assistant.resources import load_yaml

EVERYONE = "everyone"
"""The group of those words that may mean anybody."""


class _Book(NamedTuple):
    word: re.Pattern[str]
    groups: dict[str, frozenset[str]]
    within: dict[str, str]
    akin: dict[str, str]


@cache
def _book() -> _Book:
    data = load_yaml("schemas", "groups.yaml")
    groups = {str(word): {EVERYONE} for word in data[EVERYONE]}
    for name, entry in data["groups"].items():
        for word in entry["words"]:
            groups.setdefault(str(word), set()).add(str(name))
    longest = sorted(groups, key=len, reverse=True)
    within, akin = (
        {str(name): str(entry[key]) for name, entry in data["groups"].items() if key in entry}
        for key in ("within", "akin")
    )
    pattern = re.compile("|".join(map(re.escape, longest)))
    return _Book(pattern, {word: frozenset(names) for word, names in groups.items()}, within, akin)


@lru_cache(maxsize=2048)
def groups_in(text: str) -> frozenset[str]:
    """Return the groups of people that a text names, by their keys in ``groups.yaml``."""
    book = _book()
    found = (book.groups[word] for word in book.word.findall(squeeze(text)))
    return frozenset().union(*found)


def words_in(text: str) -> list[str]:
    """Return the words of a text that name a group of people, each once."""
    return list(dict.fromkeys(_book().word.findall(squeeze(text))))


def meet(first: Iterable[str], second: Iterable[str]) -> bool:
    """Tell whether two sets of groups may mean the same people."""
    one, other = _widened(first), _widened(second)
    return EVERYONE in one | other or bool(one & set(second)) or bool(other & set(first))


def near(first: Iterable[str], second: Iterable[str]) -> bool:
    """Tell whether two sets of groups may mean people of one wider group, or akin."""
    one, other = (_widened(groups) for groups in (first, second))
    kin = [{*groups, *filter(None, map(_book().akin.get, groups))} for groups in (one, other)]
    return EVERYONE in one | other or bool(kin[0] & kin[1])


def _widened(groups: Iterable[str]) -> set[str]:
    found = set(groups)
    for name in tuple(found):
        while wider := _book().within.get(name):
            found.add(wider)
            name = wider
    return found


def _asked(table: IndicatorTable) -> list[Indicator]:
    """Return the satisfaction rows whose names say who is asked."""
    return [
        row
        for row in table.indicators
        if ("满意" in row.name.text or "满意" in row.level1 or "满意" in row.level2)
        and groups_in(row.name.text)
    ]


@rule("N116", name="满意度调查对象不符", severity="warning", source="DOMAIN §8 满意度")
def surveyed_group(ctx: Context) -> Iterator[Finding]:
    """查什么：满意度指标写的是谁的满意度，报告里的测评对象、目标和报告里写着同一个满意度数字的群体，就应是谁。

    为什么：考核村民满意度却去测评村干部，结果不能说明问题；指标名称与报告不是同一群人，多半是从别处抄来的。
    举例：指标“村民满意度”，报告写“对村组织干部进行满意度测评”；指标“企业满意度”完成值93.5%，报告写“用水户满意度93.5%”。
    怎样改：改为调查指标所指的对象，或据实修改指标名称。
    何时不报：指标或报告没有写明对象；写的是“服务对象”“社会公众”等总称；说的是同一群人（群众、居民、村民、农户；师生与学生、教师）；同一张表的另一项满意度指标问的就是他们；说的是某个项目自评表里的满意度。
    """
    for table in ctx.pack.tables():
        report, rows = ctx.report_of(table), _asked(table)
        asked = frozenset().union(*(groups_in(row.name.text) for row in rows))
        if not rows or EVERYONE in asked:
            continue
        told = _other_people(ctx, report, rows, asked) if report else None
        told = told or _other_result(ctx, table, report, rows)
        if told:
            yield _not_asked(ctx, *told)


_Told = tuple[list[Indicator], Text, str]


def _other_people(
    ctx: Context, report: Report, rows: list[Indicator], asked: frozenset[str]
) -> _Told | None:
    """Return a clause on a survey of others than the rows of one table ask for."""
    for text, words in _surveys(report):
        ctx.look(rows[0].name.place)
        given = groups_in(words)
        if given and not meet(given, asked):
            if report is ctx.pack.overall_report and meet(given, ctx.once(_asked_by_projects)):
                continue
            return rows, text, words
    return None


def _asked_by_projects(pack: Pack) -> frozenset[str]:
    """Return the groups of people that the projects' own satisfaction rows ask."""
    rows = (row for table in pack.projects for row in _asked(table))
    return frozenset().union(*(groups_in(row.name.text) for row in rows)) - {EVERYONE}


def _other_result(
    ctx: Context, table: IndicatorTable, report: Report | None, rows: list[Indicator]
) -> _Told | None:
    """Return a row and the clause that gives its result, or its target, as that of others."""
    cells = (table.goal_expected, table.goal_achieved)
    texts = (*cells, *(report.texts() if report else ()))
    said = [each for text in texts for each in _results(text)]
    for row in rows:
        own = groups_in(row.name.text)
        for text, words, figure in said:
            same = [each for each in (row.actual, row.target) if each.value == figure]
            if not same or (
                text.place not in (cell.place for cell in cells) and same[0] is row.target
            ):
                continue
            ctx.look(row.name.place)
            if table.kind == "overall" and _of_a_project(ctx, words, figure):
                continue
            if _strangers(own, groups_in(words)) and _strangers(groups_in(words), own):
                return [row], text, words
    return None


def _of_a_project(ctx: Context, words: str, figure: Decimal) -> bool:
    """Tell whether a satisfaction is what a project's own row asks for, and found."""
    told = groups_in(words)
    rows = (row for table in ctx.pack.projects for row in _asked(table))
    return any(row.actual.value == figure and meet(groups_in(row.name.text), told) for row in rows)


def _strangers(groups: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one of the groups is none of the others."""
    return any(not meet([group], others) for group in groups)


_SENTENCES = re.compile("[。；]")
_RESULT = re.compile(r"满意(?:度|率)(?:达到?|为|不低于|在|[≥>])?(?:约)?(\d+(?:\.\d+)?)[%％]")


def _results(text: Text) -> Iterator[tuple[Text, str, Decimal]]:
    """Yield each satisfaction that a text gives, with the words that say whose it is."""
    for sentence in _SENTENCES.split(text.text) if "满意" in text.raw else ():
        for match in _RESULT.finditer(sentence) if "满意" in sentence else ():
            before = sentence[: match.end()]
            own = re.split(r"[，：]", sentence[: match.start()])[-1]
            words = (own + match[0]) if groups_in(own) else before
            if groups_in(words) and EVERYONE not in groups_in(words):
                yield text, words, Decimal(match[1])


def _not_asked(ctx: Context, rows: list[Indicator], text: Text, words: str) -> Finding:
    names = "、".join(f"“{name_of(row)}”" for row in rows)
    where = "报告" if "report" in text.place else "绩效目标"
    return finding(
        ctx, "N116", text.place,
        f"指标{names}与{where}的测评对象（{'、'.join(words_in(words))}）不符：{where}写“{words}”。",
        items=[Item("", text.model_copy(update={"raw": words})),
               *(Item("三级指标", row.name) for row in rows)],
        found=words, expected=rows[0].name.text,
    )  # fmt: skip


_CLAUSES = re.compile("[。；，]")
_SURVEY = re.compile(
    r"满意度?(?:测评|调查|问卷|回访)|(?:测评|调查|问卷|回访|访问|走访|抽样).{0,12}满意"
)


def _surveys(report: Report) -> Iterator[tuple[Text, str]]:
    for section in report.walk():
        if report.project == "" and "项目" in section.title and "整体" not in section.title:
            continue  # what the overall report says of the projects' own surveys
        for text in section.paragraphs:
            clauses = _CLAUSES.split(text.text) if "满意" in text.raw else []
            for words, after in zip(clauses, [*clauses[1:], ""], strict=False):
                made = _SURVEY.search(words) or (_ASKED.search(words) and _PLEASED.search(after))
                if made and not _NOT_MADE.search(words):
                    yield text, words


# “入户调查机关干部200人，满意186人”: the people asked, then how many of them are pleased.
_ASKED = re.compile(
    r"(?:调查|访问|走访|回访|问卷|抽样|访谈)(?!组|员|表|方案)[^，。；]{1,14}\d+(?:余|多)?[人户名位份]"
)
_PLEASED = re.compile(r"^(?:其中)?(?:[^，]{0,8}满意|\d+[人户名位份](?:表示)?满意)")
# “职工满意度调查推迟到2025年”: no survey was made, so nobody else was asked.
_NOT_MADE = re.compile(r"推迟|暂缓|延期|取消|(?:尚?未|没有)(?:开展|组织|进行|列入|纳入)|[下明]年")


_FOR = re.compile(r"(?:受益|惠及|资助|救助|补助|帮扶|服务|覆盖|优化|解决)[^，。；、]{0,8}")


@rule("D116", name="满意度对象与受益对象不符", severity="warning", source="DOMAIN §8 满意度")
def beneficiaries(ctx: Context) -> Iterator[Finding]:
    """查什么：项目满意度指标问的是谁，项目名称、绩效目标、效益指标写明的受益对象是不是他们。

    为什么：项目为谁办，就应当问谁满不满意；对象不符，指标多半是从别的项目抄来的。
    举例：“中职学生资助”项目，目标是资助学生968名，满意度指标却是“企业满意度”。
    怎样改：满意度指标改为项目的受益对象，并按这个对象调查。
    何时不报：受益对象或满意度对象没有写明；写的是“服务对象”“社会公众”等总称；满意度对象在表内其他地方或报告里也提到；说的是同一群人。
    """
    for table in ctx.pack.projects:
        meant = _meant(table)
        for row in _asked(table):
            asked = groups_in(row.name.text)
            if not meant or EVERYONE in asked:
                continue
            ctx.look(row.name.place)
            served = frozenset().union(*(groups_in(words) for words in meant))
            if near(asked, served) or near(asked, _told_elsewhere(ctx, table)):
                continue
            people = "、".join(dict.fromkeys(word for words in meant for word in words_in(words)))
            yield finding(
                ctx, "D116", row.name.place,
                f"{title_of(table)}满意度指标“{name_of(row)}”问的是{'、'.join(words_in(row.name.text))}，"
                f"项目的受益对象写的是{people}，两者不符。",
                items=[Item("三级指标", row.name), Item("预期目标", table.goal_expected),
                       Item("项目名称", table.project)],
                found=row.name.text, expected=people,
                suggestion="满意度指标改为项目的受益对象，并按这个对象调查。",
            )  # fmt: skip


def _meant(table: IndicatorTable) -> list[str]:
    """Return the words that say for whom a project is."""
    goals = f"{table.goal_expected.text}，{table.goal_achieved.text}"
    said = [core_name(table.project.raw), *_FOR.findall(goals)]
    for row in filled(table):
        if "效益" in row.level1 + row.level2:
            said += _FOR.findall(f"{row.name.text}，{row.target.text}")
    return [words for words in said if groups_in(words)]


def _told_elsewhere(ctx: Context, table: IndicatorTable) -> frozenset[str]:
    """Return the groups that the rest of a project's table and its report name."""
    cells = [table.goal_expected.text, table.goal_achieved.text]
    for row in filled(table):
        if "满意" not in row.level1 + row.level2 + row.name.text:
            cells += [row.name.text, row.target.text, row.actual.text]
    report = ctx.report_of(table)
    sentences = (s for text in (report.texts() if report else ()) for s in text.text.split("。"))
    cells += [sentence for sentence in sentences if "满意" not in sentence]
    return groups_in("；".join(cells)) - {EVERYONE}
