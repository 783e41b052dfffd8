"""D: a whole paragraph of one project's report, figures and all, in another's."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Report
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text

_ALIKE = re.compile(r"应用|公开|工作开展|满意|偏离|问题|措施")
_FIGURE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?![\d.])(?![年月日])")
_SHORTEST = 24
_FIGURES = 2


@rule(
    "D118", name="两份项目报告有一段连数字都相同", severity="warning", source="DOMAIN §8 抄错文字"
)
def pasted(ctx: Context) -> Iterator[Finding]:
    """查什么：两个项目的报告里，资金、产出、效益等部分是否有一段文字和数字完全相同；并按项目表的数字指出哪一份多半是贴错的。

    为什么：两个项目不会有一模一样的产出和金额，整段连数字都相同，多半是贴错了项目。
    举例：“村道养护”项目报告写“改造渠道6公里，受益320户”，与“灌溉渠维修”项目报告一字不差。
    怎样改：换成本项目的情况和数字。
    何时不报：段落很短，或数字不足两个；自评怎样开展、满意度调查、结果应用和公开、问题和措施部分（几个项目可以一起做）。
    """
    seen: dict[str, tuple[Report, Text]] = {}
    for report in ctx.pack.project_reports:
        for text in _paragraphs(report):
            ctx.look(text.place)
            words = squeeze(text.raw)
            before = seen.setdefault(words, (report, text))
            if before[0] is not report:
                yield _told(ctx, before, (report, text))


def whole(text: str) -> bool:
    """Tell whether a paragraph is long enough, and has figures enough, to be a project's own."""
    return len(squeeze(text)) >= _SHORTEST and len(set(_FIGURE.findall(text))) >= _FIGURES


def _paragraphs(report: Report) -> Iterator[Text]:
    for section in report.walk():
        if not _ALIKE.search(section.title):
            yield from (text for text in section.paragraphs if whole(text.raw))


def _told(ctx: Context, first: tuple[Report, Text], second: tuple[Report, Text]) -> Finding:
    """Return the finding, at the report whose own table has fewer of the paragraph's figures."""
    foreign, home = sorted((second, first), key=lambda each: _own_figures(ctx, *each))
    return finding(
        ctx, "D118", foreign[1].place,
        f"“{foreign[0].project}”项目报告的这一段，文字和数字与“{home[0].project}”项目报告完全相同，疑似贴错了项目。",
        items=[Item("", foreign[1]), Item("", home[1])],
        found=foreign[1].text[:60], expected=f"“{foreign[0].project}”自己的情况和数字", clerical=True,
        suggestion="换成本项目的情况和数字；两个项目确实相同的，写明原因。",
    )  # fmt: skip


def _own_figures(ctx: Context, report: Report, text: Text) -> int:
    """Return how many figures of a paragraph the project's own table has."""
    table = ctx.table_of(report)
    if table is None:
        return 0
    place = f"{table.place}/"
    cells = (f for f in ctx.pack.fields() if isinstance(f, Quantity) and f.place.startswith(place))
    own = {number for cell in cells for number in _FIGURE.findall(cell.raw)}
    return len(own & set(_FIGURE.findall(text.raw)))
