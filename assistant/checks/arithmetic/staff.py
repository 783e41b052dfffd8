"""A: more staff than posts, whether or not the form prints a control rate."""

import re
from collections.abc import Iterator

from assistant.checks.between.rows_in_text import staff_in_report
from assistant.checks.compare import base, percent, ratio
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import rounded, show, written
from assistant.checks.prose import stated
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Staffing

_REASON = re.compile(
    r"超编|编外|编制外|超(?:出|过)[^，。；]{0,8}编制|高于编制|[多大]于编制|自收自支|聘用|临聘|劳务派遣|借调|抽调|挂职|"
    r"军转|(?:退役|转业|复员|政策性)[^，。；]{0,6}安置|三支一扶|周转编|选调|特岗"
)


@rule("A118", name="在职人数超过编制数", severity="warning", source="DOMAIN §5 [V]")
def above_posts(ctx: Context) -> Iterator[Finding]:
    """在职人数不应超过编制数；超过的应说明原因。

    查什么：基础数据表的在职人数是否大于编制数，表样没有控制率一栏的也核对。
    为什么：在职人员控制率是部门整体评价的计分指标，超过100%要扣分并说明。
    举例：编制26人，年末在职28人，报告没有提到超编。
    怎样改：核对人员名册；填错的改正，确属超编的说明原因。
    何时不报：在职不超过编制；任何一个空白或编制为0；报告说到超编、编外、自收自支、借调、安置等人员；
    报告写的在职人数与表不同（见X133）；控制率与两数不符（见A101）。
    """
    if ctx.pack.base_data is None:
        return
    staffing = ctx.pack.base_data.staffing
    posts, staff = staffing.posts, staffing.staff
    if not (posts.value and staff.known()):
        return
    ctx.look(staff.place)
    over = base(staff) - base(posts)
    if over <= 0 or _told_elsewhere(ctx, staffing):
        return
    rate = rounded(base(staff) / base(posts) * 100)
    yield finding(
        ctx, "A118", staff.place,
        f"年末在职{written(staff)}，超过编制{written(posts)}{show(over, '人')}，"
        f"控制率{rate}%，报告没有说明。",
        items=[Item("在职人数", staff), Item("编制数", posts)],
        found=written(staff), expected=f"≤{written(posts)}", difference=show(over, "人"),
    )  # fmt: skip


def _told_elsewhere(ctx: Context, staffing: Staffing) -> bool:
    """Tell whether the report gives a reason, or another rule doubts one of the figures."""
    told = staff_in_report(ctx)
    if told is not None and told.quantity.base != staffing.staff.base:
        return True
    right = ratio(staffing.staff, staffing.posts)
    rate = percent(staffing.control_rate)
    if right is not None and rate.known() and not rate.interval().meets(right):
        return True
    return any(_REASON.search(sentence) for sentence in ctx.once(stated))
