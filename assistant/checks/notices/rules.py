"""The rules of family M: they tell what a model noticed, with both quotations."""

from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.notices.judging import Notice
from assistant.checks.notices.kinds import KINDS
from assistant.checks.registry import NotRun, rule
from assistant.model.finding import Finding, fingerprint

NO_MODEL = "未运行：未指定模型"
_SOURCE = "DOMAIN §8；语言模型提示"
_SHOWN = 40
_CARE = "由语言模型提示，两处引文已与原文逐字核对，是否成立须由人判断。"


@rule("M101", name="偏差说明与指标无关", severity="info", source=_SOURCE)
def reason_apart(ctx: Context) -> Iterator[Finding]:
    """查什么：由语言模型逐行对照指标名称和偏差说明，提示看来与该指标无关的说明。

    为什么：偏差说明要讲清本行指标为什么偏离，讲别的事等于没有说明。

    举例：“清淤山塘”一行的说明写的是公务用车维修。

    怎样改：核对两处引文；确实无关的，改写为本行指标的偏差、原因和措施。

    何时不报：没有用 --model 指定模型；模型给出的引文与原文有一字不同。本规则只作提示，不计入结论。
    """
    yield from _told(ctx, "M101")


@rule("M102", name="措施没有回应问题", severity="info", source=_SOURCE)
def measure_apart(ctx: Context) -> Iterator[Finding]:
    """查什么：由语言模型对照同一报告的问题和措施，提示看来没有回应问题的措施。

    为什么：每个问题都要有对得上的措施，否则整改无从核验。

    举例：问题是差旅费超预算，措施写的是开展农技培训。

    怎样改：核对两处引文；确实对不上的，按问题改写措施，写明做法、科室、时间和完成标志。

    何时不报：没有用 --model 指定模型；模型给出的引文与原文有一字不同。本规则只作提示，不计入结论。
    """
    yield from _told(ctx, "M102")


@rule("M103", name="疑似别处的文字", severity="info", source=_SOURCE)
def text_of_others(ctx: Context) -> Iterator[Finding]:
    """查什么：由语言模型通读各处文字，提示看来写的是别的单位、别的地方或别的项目的话。

    为什么：借用别处的材料时容易留下原来的名称、对象和用途。

    举例：镇政府的报告里写“我校师生”。

    怎样改：核对引文；确属照抄的，改成本单位、本项目的内容。

    何时不报：没有用 --model 指定模型；模型给出的引文与原文有一字不同。本规则只作提示，不计入结论。
    """
    yield from _told(ctx, "M103")


@rule("M104", name="两处说法相反", severity="info", source=_SOURCE)
def contradiction(ctx: Context) -> Iterator[Finding]:
    """查什么：由语言模型两两对照各处文字，提示看来不能同时成立的两句话。

    为什么：一处说已完工，一处说尚未完工，审核时无法采信。

    举例：目标完成情况写“渠道全部通水”，问题一节写“渠道尚未通水”。

    怎样改：核对两处引文，以事实为准改正其中一处。

    何时不报：没有用 --model 指定模型；只是数字不同（由其他规则核对）；模型给出的引文与原文有一字不同。本规则只作提示，不计入结论。
    """
    yield from _told(ctx, "M104")


def _told(ctx: Context, code: str) -> Iterator[Finding]:
    """Yield a finding for each notice; raises ``NotRun`` where the model was not asked or mute."""
    if ctx.noticer is None:
        raise NotRun(NO_MODEL)
    found = ctx.noticed[code]
    ctx.look(*found.places)
    remarks = []
    if found.dropped:
        remarks.append(f"模型另有{found.dropped}条提示的引文或位置与材料不符，没有采用")
    if found.left_out:
        remarks.append(f"材料太长，有{found.left_out}组没有对照")
    if found.unanswered:
        remarks.append(f"有{len(found.unanswered)}次提问没有得到答复（{found.unanswered[0]}）")
    ctx.remark = "；".join(remarks)
    for notice in found.notices:
        yield _finding(ctx, code, notice)
    if found.unanswered:
        raise NotRun(f"未运行完：{ctx.remark}")


def _finding(ctx: Context, code: str, notice: Notice) -> Finding:
    kind = KINDS[code]
    message = kind.message.format(
        first=_short(notice.first_quote), second=_short(notice.second_quote)
    )
    ends = [
        Item("", notice.first.field, notice.first_quote),
        Item("", notice.second.field, notice.second_quote),
    ]
    chief = ends[1] if code in ("M101", "M102") else ends[0]
    made = finding(
        ctx, code, chief.field.place, f"{message}，请核对。", items=ends,
        explanation=f"模型归为“{notice.why}”。{_CARE}" if notice.why else _CARE,
    )  # fmt: skip
    made.operands = []
    made.fingerprint = fingerprint(code, made.place, notice.first_quote, notice.second_quote)
    return made


def _short(quote: str) -> str:
    return quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
