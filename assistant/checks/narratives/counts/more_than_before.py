"""N: what passed, was mended or answered is no more than what was tested, found or handed out."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import conflict
from assistant.checks.mentions import cite, right_of, said
from assistant.checks.narratives.in_a_row import alike, clause_of, rows
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_STEPS = tuple(
    (re.compile(all_of), re.compile(some))
    for all_of, some in (
        (r"参训|培训|参加|报名|参考|应考|应试|受训|学员", r"合格|及格|通过|结业|取证|持证|获证|取得|达标|缺考|弃考"),
        (r"抽检|检测|检验|抽查|检查|监测|采样|化验|送检|采集|抽样|体检|筛查", r"合格|达标|阳性|异常|超标|优良|良好|检出|确诊"),
        (r"申报|申请|受理|送审|推荐", r"通过|获批|批准|获评|入选|立项|获奖|中选|办结"),
        (r"发放[^，。；]{0,6}(?:问卷|表|卷)|发出", r"收回|回收"),
        (r"收回|回收", r"有效|满意"),
        (r"调查|走访|访问|受访|问卷|回访|测评", r"满意"),
        (r"发现|排查|查出|查处|反馈|交办", r"整改|消除|化解|销号|办结|治理|修复"),
        (r"报名", r"参考|到考|参赛|录取|录用|报到"),
        (r"招收|招录|录取|计划招", r"报到"),
        (r"毕业(?!率)", r"就业|升学|考取|上线"),
        (r"(?:应|需)(?:参|检|到|缴|收|发|办|改)", r"实[参检到缴收发办改]|已[检缴收发办改]"),
        (r"竣工|完工", r"验收(?:合格|通过)|决算"),
        (r"立案", r"结案|审结"),
        (r"收到|接到|收集|征集", r"采纳|答复|回复|办结|办理完毕"),
    )
)  # fmt: skip
_SOME_ANY = re.compile(
    r"合格|及格|通过|结业|证|取得|达标|缺考|弃考|阳性|异常|超标|优良|良好|检出|确诊|获|批准|入选|立项|中选|办结|[收回][收回]|有效|满意|"
    r"整改|消除|化解|销号|治理|修复|参考|到考|参赛|录|报到|就业|升学|考取|上线|实[参检到缴收发办改]|已[检缴收发办改]|验收|决算|结案|审结|采纳|[答回]复|办理"
)
_EARLIER = re.compile(
    r"累计|含上年|往年|历年|以前年度|上年结转|结转|重复|存量|遗留|率|比|较|增|减|均|每|培训$"
)
_CARRIED = re.compile(r"含[^，。；]{0,4}(?:上年|往年|以前|结转|去年|存量)|累计|上年结转")
_FROM_OTHERS = re.compile(r"另|此外|同时|并[对为]|新增|目标|计划|任务|指标")


@rule("N162", name="后一步的数多于前一步", severity="warning", source="DOMAIN §8 列举与个数")
def more_than_before(ctx: Context) -> Iterator[Finding]:
    """查什么：“培训288人次；考核合格280人次”“发放问卷200份，收回186份”“发现隐患19处，已整改17处”，合格、收回、整改、录取的数不应多于参加、发放、发现、报名的数。

    为什么：后一步的人和事都从前一步里来。
    举例：参训288人次，考核合格写成298人次，多于参训数。
    怎样改：核对台账后更正。
    何时不报：两数之间隔着别的同类数；单位不同；写的是累计或含以前年度的数。
    """
    told = {f.place for r in ctx.relations if r.kind in ("share", "rate") for f in r.parts}
    listed = {f.place for r in ctx.relations if r.kind == "partition" for f in r.parts}
    for row in ctx.once(rows):
        if len(row.plain) < 2 or not _SOME_ANY.search(row.words):
            continue
        for whole, part in pairwise(row.plain):
            if not alike(whole, part) or whole.place in listed:
                continue  # what comes behind a list is of all that was listed
            words = _told(part)
            if not _SOME_ANY.search(words):
                continue
            if (
                not _step(_told(whole), words)
                or _EARLIER.search(clause_of(part))
                or (_CARRIED.search(part.quote))
            ):
                continue
            ctx.look(part.place)
            if base(part.quantity) > base(whole.quantity) and part.place not in told:
                yield from conflict(
                    ctx, "N162", cite(part), base(whole.quantity),
                    f"“{spoken(whole)}”{said(whole)}，“{spoken(part)}”写{said(part)}，后者不应多于前者",
                    others=[cite(whole)],
                )  # fmt: skip


_STOP = re.compile(r"[，。；：、\d]")
_NO_WHOLE = re.compile("率|均|每")


def _told(fact: Fact) -> str:
    """Return the words of a figure's own clause, both sides."""
    return clause_of(fact) + _STOP.split(right_of(fact)[:6], maxsplit=1)[0]


def _step(whole: str, part: str) -> bool:
    if _FROM_OTHERS.search(part) or _NO_WHOLE.search(whole):
        return False
    return any(a.search(whole) and b.search(part) and not b.search(whole) for a, b in _STEPS)
