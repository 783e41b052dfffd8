"""The year's achievements: sentences of the summaries under last year's themes.

A sentence is taken as it stands, but for words of time (今年 becomes the year). One whose
figure contradicts a table is left out and told: which of the two is right, only the unit knows.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.model.document import Document
from assistant.model.draft import Question
from assistant.model.numerals import scan
from assistant.model.pack import Indicator, Pack, Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text
from assistant.rollover.cells import quantity
from assistant.rollover.finding import Finder, wanted_rows
from assistant.rollover.outline import Plan, sections
from assistant.rollover.statements import NO_RESULT, parts, sentences
from assistant.rollover.template import where

_NO_PART = re.compile(r"问题|不足|短板|打算|没做好|明年|下一步|困难|下年|计划|考虑|设想|思路")
_OPENING = re.compile(r"^(?:[一二三四五六七八九十]是|这|那|该|其|他们|它|前两类|也|又|但|而)")
_MONEY = re.compile(r"三公经费|公用经费|办公经费|总?支出[\d,.]+万元|财力")
"""What the section on money tells from the tables."""
_SPOKEN = re.compile(
    r"家底|大头|抓阄|老百姓|算下来|出头|几样|过半|近一|少了[一-九]成|刀刃|被骗|拉走|一些"
)
_COMMON = frozenset(
    [
        "全年",
        "完成",
        "其中",
        "上年",
        "工作",
        "比上",
        "组织",
        "开展",
        "实施",
        "全部",
        "按时",
        "逐一",
        "及时",
        "全镇",
        "公里",
        "万元",
        "群众",
        "发现",
        "处理",
        "发放",
        "服务",
        "项目",
        "个村",
        "新建",
        "收回",
    ]
)
_MOST = 5
_OWN, _AROUND, _TIMES = 0.65, 1.5, 2
"""A sentence alone, or its whole paragraph, must share so much with a theme, and ``_TIMES`` as
much as with any other."""
OTHER = "其他工作"
"""The theme of what belongs to none of last year's."""
_SURVEY = "满意"
PERFORMANCE = re.compile("绩效情况|绩效目标|资金使用")
"""The heading of the section on the use of money and performance, part six of the form."""
_NO_THEME = re.compile("问题|不足|短板|改进|原因|偏离|下一步")
_ABOUT = re.compile(
    r"^(?:[一二三四五六七八九十]是|（?\d+）?[.、]?)?([^，。：；\d]{2,12})方面[，：]"
)
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、章节]|（[一二三四五六七八九十]+）|\d+[.、])"
)
_NO_LEAD = re.compile("总结|主要|完成情况|[了是的把让]|我们|情况")
"""Words of headings that are whole sentences, or name no field of work: 方面 can't follow."""
_SUBSECTION, _LEAD = 2, 12


class Achievements(NamedTuple):
    """Last year's themes and what belongs to them, sentences left over, contradicting figures.

    A theme without a sentence has no paragraph. Where ``inline``, the themes are no sections:
    each opens its paragraph (产业发展方面，…).
    """

    plans: list[Plan]
    unused: list[str]
    doubts: list[Question]
    inline: bool = False


class _Theme(NamedTuple):
    title: str
    words: Counter[str]


class _Sentence(NamedTuple):
    text: str
    around: str
    heading: str = ""


def achievements(
    last: Report | None, narratives: Sequence[Document], pack: Pack, refused: Collection[str] = ()
) -> Achievements:
    """Return the summaries' results under last year's themes, the others under 其他工作.

    ``refused`` are sentences that may not be used.
    """
    year = pack.year or 0
    doubts = list(_doubts(narratives, pack))
    wrong = {question.why for question in doubts}
    themes, inline = _themes(last)
    usual = _usual(narratives)
    taken: dict[str, list[str]] = {title: [] for title in (*(t.title for t in themes), OTHER)}
    unused: list[str] = []
    leads: dict[str, str] = {}
    for said in _results(narratives):
        text = adapted(said.text, year)
        leads[text] = _lead(said.heading)
        theme = _best(said, themes, usual)
        if any(squeeze(said.text) in each for each in wrong) or text in refused:
            continue
        taken[theme].append(text)
    if not any(texts for title, texts in taken.items() if title != OTHER):
        taken, inline = _by_lead(taken[OTHER], leads), True  # 其他工作 alone says nothing
    for texts in taken.values():
        unused += texts[_MOST:]
        del texts[_MOST:]
    plans = [Plan(title, ["".join(texts)] if texts else []) for title, texts in taken.items()]
    return Achievements(plans, unused, doubts, inline)


def opened(plan: Plan) -> str:
    """Return a theme's paragraph that tells its theme at its beginning: 产业发展方面，…."""
    body = "".join(plan.paragraphs)
    if not body or not plan.title or body.startswith(plan.title):
        return body
    return f"{plan.title}方面，{body}"


def _lead(heading: str) -> str:
    """Return what a summary's part is about, short enough to open a paragraph; else ""."""
    bare = re.split(r"[，。；：]", _NUMBERED.sub("", squeeze(heading)))[0].removesuffix("方面")
    return bare if len(bare) <= _LEAD and not _NO_LEAD.search(bare) else ""


def _by_lead(texts: list[str], leads: dict[str, str]) -> dict[str, list[str]]:
    """Return sentences under the headings of their summary's parts, in order."""
    out: dict[str, list[str]] = {}
    for text in texts:
        out.setdefault(leads[text], []).append(text)
    return out


def adapted(sentence: str, year: int) -> str:
    """Return a summary's sentence for a report: 今年 and 去年 become the year and 上年."""
    text = squeeze(sentence).replace("今年", f"{year}年").replace("去年", "上年")
    return re.sub(rf"({year}年)(?:\1)+", r"\1", text)


def _results(narratives: Sequence[Document]) -> Iterator[_Sentence]:
    """Yield the sentences that tell a result with a figure."""
    for part in parts(narratives):
        if _NO_PART.search(part.heading):
            continue
        for sentence in sentences(part.text.raw):
            bare = squeeze(sentence)
            figures = [
                n for n in scan(bare) if not n.excluded and n.unit and bare[n.digits].isascii()
            ]
            if figures and _is_formal(bare):
                yield _Sentence(sentence, part.text.raw + part.heading, part.heading)


def _is_formal(sentence: str) -> bool:
    """Tell whether a sentence may stand in a report: a result, on its own, in written style."""
    spoken = any(words.search(sentence) for words in (NO_RESULT, _SPOKEN, _MONEY))
    return not spoken and not _OPENING.match(sentence)


def _themes(last: Report | None) -> tuple[list[_Theme], bool]:
    """Return last year's themes, and whether they only open paragraphs.

    Themes are the subsections of the section on performance; without any, its paragraphs'
    openings. What the problems or measures are headed is no theme.
    """
    own = [s for s in _performance(last) if not _NO_THEME.search(s.title)]
    numbered = [_theme(s.title, s.texts()) for s in own if s.level > _SUBSECTION]
    if numbered:
        return numbered, False
    texts = [text for section in own for text in section.paragraphs]
    openings = [(match[1], text) for text in texts if (match := _ABOUT.match(squeeze(text.raw)))]
    titles = dict.fromkeys(title for title, _ in openings)
    return [_theme(t, [text for title, text in openings if title == t]) for t in titles], True


def _performance(last: Report | None) -> Iterator[Section]:
    """Yield the section on the use of money and performance, and those below it."""
    tops = last.sections if last else []
    found = (s for s in tops if PERFORMANCE.search(s.title) and not _NO_THEME.search(s.title))
    root = next(found, None)
    if root is not None:
        yield from (s for s in sections(last) if f"{s.place}/".startswith(f"{root.place}/"))


def _theme(title: str, texts: Iterable[Text]) -> _Theme:
    return _Theme(title, _pairs(title * 3 + "".join(text.text for text in texts)))


def _usual(narratives: Sequence[Document]) -> Counter[str]:
    """Return in how many paragraphs each pair of characters stands: common ones mean little."""
    return Counter(pair for part in parts(narratives) for pair in set(_pairs(part.text.raw)))


def _best(said: _Sentence, themes: list[_Theme], usual: Counter[str]) -> str:
    """Return the theme that a sentence belongs to beyond doubt, or 其他工作.

    A sentence that shares little with any theme goes with its paragraph.
    """
    spread = usual + Counter(pair for theme in themes for pair in set(theme.words))
    own, around = _pairs(squeeze(said.text)), _pairs(squeeze(said.around))
    fitting = [each for each in themes if _SURVEY not in each.title or _SURVEY in said.text]
    alone = [(_likeness(own, theme, spread), theme.title) for theme in fitting]
    whole = {theme.title: _likeness(around, theme, spread) for theme in fitting}
    title = _clear(alone, _OWN)
    if title and whole[title] >= _AROUND:
        return title
    theirs = _clear([(score, each) for each, score in whole.items()], _AROUND)
    return theirs if theirs and title in ("", theirs) else OTHER


def _clear(scored: Iterable[tuple[float, str]], least: float) -> str:
    """Return the best title where it is far ahead of the second, else ""."""
    first, second = [*sorted(scored, reverse=True), (0.0, ""), (0.0, "")][:2]
    return first[1] if first[0] >= least and first[0] >= _TIMES * second[0] else ""


def _likeness(own: Counter[str], theme: _Theme, spread: Counter[str]) -> float:
    """Return how many pairs of characters a text shares with a theme, rare ones first."""
    return sum(2 / spread[pair] for pair in own if pair in theme.words and pair not in _COMMON)


def _pairs(text: str) -> Counter[str]:
    words = re.sub(r"[\d.,，。、；：（）“”%]+", " ", text)
    return Counter(a + b for a, b in pairwise(words) if " " not in (a, b))


def _doubts(narratives: Sequence[Document], pack: Pack) -> Iterator[Question]:
    finder = Finder(narratives, pack.year or 0, pack.unit.text)
    for _, wanted in wanted_rows(pack):
        row, link = wanted.row, finder.figure(wanted)
        if link is None or not link.is_named() or _agrees(row, link.raw):
            continue
        at = where(link.statement.location, link.statement.fact.place)
        yield Question(
            place=row.actual.place, who="填报科室",
            text=f"“{row.name.text}”实际完成值填“{row.actual.text}”，工作总结为"
                 f"“{link.statement.fact.quantity.text}”，以哪个为准？",
            why=f"两处不一致（{at}：{squeeze(link.statement.sentence)}），未改动所填数据。",
            location=link.statement.location,
        )  # fmt: skip


def _agrees(row: Indicator, raw: str) -> bool:
    other = quantity(raw, "")
    if row.actual.value is None or other.value is None:
        return True
    return row.actual.interval().meets(other.interval())
