"""N: sums of figures listed right before or behind: 优121天、良198天，合计319天."""

import re
from collections.abc import Iterator

from assistant.checks.compare import add, add_spans, adds_up, base, span
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, left_of, right_of, said, shown, this_year
from assistant.checks.narratives.in_a_row import NUMBERS, alike, clause_of, is_plain, sentences_with
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.facts.relations.words import held_against
from assistant.facts.slips import Mended, mend, telling
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_HINT = re.compile("合计|小计|共计|总计|不满意|其中|中，|(?:分布|来源|案由|构成|分)：")
_SUM = re.compile(
    r"(?P<count>[两二三四五六七八九])?(?P<unit>[个项类者笔种期批处])?(?P<name>[^，。；：、\d]{0,8}?)(?:合计|小计|共计|总计)(?:约?为|达|是|[^，。；：、\d均每扣失未欠增减结节余缺超差占率]{1,4})?$"
)
_STEP = re.compile(
    r"(?:[^，。；：\d（）]{0,8}）)?[、和及与][^，。；：、\d]{0,14}|，(?!其中|共)[^，。；：、\d]{1,8}|、"
)
_NO_PART = re.compile(
    "均|每|单价|宽度|价格|[比较]|增[加长至到幅速]|减[少至到]|超[过出支额]|相差|差额|占|率|合计|小计|总计|其中|其余|结余|剩余|共|上年(?!结转)|标准|目标|计划|^[由从]"
)
_OPTION = re.compile(
    r"(?:非常|比较|基本|较|很)?满意|一般|不满意|不了解|说不清|较差|合格|不合格|优秀|良好"
)
_ANSWERS = re.compile("有效|回收|收回|受访|访问|问卷|样本")
_AMONG = re.compile(
    r"^(?:(?:其中|(?P<name>[^，。；：、\d]{2,8}?)(?:资金|经费)?中)[：，]|(?:按[^，。；：、\d]{1,8}分|[^，。；：、\d]{0,6}(?:分布|来源|案由|构成))：)"
)
"""What opens a sentence of parts: 其中：, 案由分布：, 按等级分：."""
_FEWEST, _SAFE = 2, 3


@rule("N184", name="列出的几个数与合计不符", severity="warning", source="DOMAIN §8 合计")
def listed_sums(ctx: Context) -> Iterator[Finding]:
    """查什么：“优121天、良198天，优良天数合计319天”“眼科1.85万、内科2.71万人次，两科合计4.56万人次”“满意312份、比较满意215份、一般36份、不满意7份”与有效问卷570份，紧挨着列出的几个数之和应等于合计；“其中：甲124.80万元，乙76.40万元，丙34.48万元”应等于前一句的总额。

    为什么：合计就写在各项旁边，谁都会加一遍。
    举例：121+189=310，写成合计319天不符。
    怎样改：核对各项和合计后更正。
    何时不报：合计还包括更早写出的数（加上后相符）；各项之和与同段某个总数相符；“其中”只列一部分，又看不出笔误。
    """
    hinted = sentences_with(ctx, _HINT)
    for paragraph in ctx.paragraphs if hinted else ():
        for number, fact in enumerate(paragraph):
            if fact.quote not in hinted or not is_plain(fact):
                continue
            ahead = left_of(fact)[-_LONGEST:]
            if "计" in ahead[-_NEAR:] and (told := _SUM.search(ahead)):
                yield from _closed(ctx, fact, told, paragraph[:number])
            elif "不满意" in clause_of(fact)[-5:]:
                yield from _options(ctx, paragraph, number)
            elif _opens(fact, paragraph, number):
                yield from _among(ctx, paragraph, number)


_LONGEST, _NEAR = 20, 4


def _side_by_side(first: Fact, second: Fact) -> bool:
    ahead = left_of(second).rpartition(first.quantity.text)[2]
    return first.quote == second.quote and _STEP.fullmatch(ahead) is not None


def _same(part: Fact, total: Fact) -> bool:
    """Tell whether figures count alike; “1.85万、0.93万和0.41万人次” have their unit at the end."""
    if alike(part, total):
        return is_plain(part)
    short = part.quantity.raw.strip().endswith("万") and total.quantity.raw.find("万") >= 0
    return short and is_plain(part) and total.quantity.dimension != "元"


def _closed(ctx: Context, total: Fact, told: re.Match[str], ahead: list[Fact]) -> Iterator[Finding]:
    """Check a sum against the list right before it."""
    own = [f for f in ahead if f.quote == total.quote]
    while (
        own
        and own[-1].quantity.text in total.quote
        and own[-1].quantity.text.endswith(("个", "项", "类", "笔", "种", "期", "批", "处"))
        and not own[-1].quantity.text[:1].isdigit()
    ):
        own = own[:-1]  # “四个亚专科合计”
    run: list[Fact] = []
    for fact in reversed(own):
        if not _same(fact, total) or (run and not _side_by_side(fact, run[0])):
            break
        run.insert(0, fact)
    count = NUMBERS[told["count"]] if told["count"] else 0
    if len(run) < _FEWEST or not left_of(total).rpartition(run[-1].quantity.text)[2].startswith(
        ("，", "；")
    ):
        return
    if count > len(run) or any(_NO_PART.search(_words(f, run, i)) for i, f in enumerate(run)):
        return
    ctx.look(total.place)
    everything = [f for f in own if _same(f, total)]
    wanted = span(total.quantity)
    tails = [everything[-size:] for size in range(_FEWEST, len(everything) + 1)]
    if any(add_spans([f.quantity for f in tail]).meets(wanted) for tail in tails):
        return
    parts = run[-count:] if count else run
    yield from _wrong(ctx, total, parts, sure=bool(count) or len(parts) == len(everything))


def _words(fact: Fact, run: list[Fact], index: int) -> str:
    """Return the words of a listed figure; before the first of them a whole may be told."""
    return clause_of(fact) if index else re.sub("^.*其中", "", clause_of(fact))


def _options(ctx: Context, paragraph: list[Fact], number: int) -> Iterator[Finding]:
    """Check the answers of a survey against how many answered."""
    last = paragraph[number]
    run = [last]
    for fact in reversed(paragraph[:number]):
        if not is_plain(fact) or not alike(fact, last) or not _OPTION.search(clause_of(fact)[-6:]):
            break
        if "不满意" in clause_of(fact)[-5:]:
            break  # the answers to another question
        run.insert(0, fact)
    ahead = [f for f in paragraph[: number + 1 - len(run)] if is_plain(f) and alike(f, last)]
    asked = [f for f in ahead if _ANSWERS.search(f.measure + clause_of(f))]
    behind = paragraph[number + 1 : number + 2]
    if (
        behind
        and alike(behind[0], last)
        and left_of(behind[0]).endswith(("、", "、其他", "、不了解"))
    ):
        return
    if len(run) < _SAFE or not asked or "满意" not in clause_of(run[0]):
        return
    ctx.look(last.place)
    if any(adds_up([f.quantity, *(p.quantity for p in run)]) for f in ahead):
        return
    valid = [f for f in asked if "有效" in f.measure + clause_of(f)] or asked
    yield from _wrong(ctx, valid[-1], run, sure=True)


def _opens(fact: Fact, paragraph: list[Fact], number: int) -> bool:
    """Tell whether a figure is the first amount of a sentence that begins with 其中."""
    if not _AMONG.match(left_of(fact)) and not re.search("，其中[A-Za-z]", left_of(fact)):
        return False
    earlier = [f for f in paragraph[:number] if f.quote == fact.quote and alike(f, fact)]
    return len(earlier) <= 1


def _among(ctx: Context, paragraph: list[Fact], number: int) -> Iterator[Finding]:
    """Check “合同总价235.68万元。其中：甲124.80万元，乙76.40万元，丙34.48万元。”"""
    first = paragraph[number]
    run = [f for f in paragraph[number:] if f.quote == first.quote and alike(f, first)]
    opening = _AMONG.match(left_of(first))
    named = opening["name"] if opening else ""
    if len(run) < (_FEWEST if named else _SAFE) or not all(is_plain(f) for f in run):
        return
    if any(_NO_PART.search(re.sub("^其中", "", clause_of(f))) for f in run):
        return
    if re.match("[^，。；、]{0,4}等", right_of(run[-1])):
        return
    ahead = [f for f in paragraph[:number] if is_plain(f) and alike(f, first)]
    if any(adds_up([f.quantity, *(p.quantity for p in run)]) for f in ahead):
        ctx.look(first.place)
        return
    near = [f for f in ahead if base(f.quantity) > max(base(p.quantity) for p in run)]
    near = [f for f in near if not held_against(left_of(f))]
    if named:
        near = [f for f in near if named in f.measure + clause_of(f)]
    if not named and first.quote != (near[-1].quote if near else "") and opening is None:
        return
    for whole in reversed(near[-_FEWEST:]):
        if telling(whole.quantity) >= _FEWEST and this_year(whole, ctx.pack):
            ctx.look(whole.place)
            found = list(_wrong(ctx, whole, run, sure=False))
            yield from found
            if found:
                return


def _wrong(ctx: Context, total: Fact, parts: list[Fact], *, sure: bool) -> Iterator[Finding]:
    figures = [total.quantity, *(part.quantity for part in parts)]
    mended = mend(figures, adds_up, short=False)
    if mended is not None and mended.moved_point:
        mended = None
    if mended is None and not sure:
        return
    if mended is not None and mended.which and total.place in ctx.vouched:
        yield from _wrong_part(ctx, total, parts, mended)
        return
    added = "+".join(_printed(part, total) for part in parts)
    value = add(figures[1:])
    for found in conflict(
        ctx, "N184", cite(total), value,
        f"{added}={shown(value, total.quantity)}，报告“{spoken(total)}”写{said(total)}",
        others=[cite(part) for part in parts],
    ):  # fmt: skip
        found.explanation = found.explanation or (mended.words(figures) if mended else "")
        yield found


def _wrong_part(ctx: Context, total: Fact, parts: list[Fact], mended: Mended) -> Iterator[Finding]:
    """Report the part that one slip spoilt, where the total's own sentence bears it out."""
    part = parts[mended.which - 1]
    added = "+".join(_printed(each, total) for each in parts)
    value = add([each.quantity for each in parts])
    for found in conflict(
        ctx, "N184", cite(part), base(mended.meant),
        f"{added}={shown(value, total.quantity)}，与“{spoken(total)}”{said(total)}不符",
        others=[cite(total), *(cite(each) for each in parts if each is not part)],
    ):  # fmt: skip
        figures = [total.quantity, *(each.quantity for each in parts)]
        found.explanation = found.explanation or mended.words(figures)
        yield found


def _printed(part: Fact, total: Fact) -> str:
    return said(part) if alike(part, total) else part.quantity.text
