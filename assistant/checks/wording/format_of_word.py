"""W114: the page and lettering of a report's Word file against the standard for official papers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.document import Lettering, Page, WordLook
from assistant.model.finding import Finding
from assistant.model.pack import Report
from assistant.model.quantity import plain

_A4 = (Decimal(210), Decimal(297))
_MARGINS = {"top": ("上", 37), "bottom": ("下", 35), "left": ("左", 28), "right": ("右", 26)}
_NEAR_MM = 3
_BODY_SIZE = Decimal(16)
_TITLE_SIZES = (Decimal(18), Decimal(26))
_PITCHES = (Decimal(26), Decimal(31))
_INDENTS = (Decimal("1.5"), Decimal("2.6"))
# Names of one typeface differ from maker to maker: 仿宋_GB2312, 方正仿宋简体, FangSong…
_FANG = re.compile(r"仿宋|fang\s?song|stfangso", re.IGNORECASE)
_HEI = re.compile(r"黑|hei", re.IGNORECASE)
_KAI = re.compile(r"楷|kai", re.IGNORECASE)
_SONG = re.compile(r"^(?!.*仿).*(?:宋|song|simsun)", re.IGNORECASE)
_TIMES = re.compile(r"times", re.IGNORECASE)
_ENOUGH = 2


@rule("W114", name="Word 版式与公文格式不一致", severity="info", source="GB/T 9704-2012")
def word_format(ctx: Context) -> Iterator[Finding]:
    """查什么：报告所在 Word 文件的纸张、页边距、正文字体字号、行距、标题、首行缩进和页码。

    为什么：正式报送的报告按公文格式排版，版式统一便于装订、公开。
    举例：页边距上25.4毫米，应为37毫米；行距不是固定值，应为28至29磅。
    怎样改：报送前按公文格式统一调整，可用起草功能生成的正式文本替换。
    何时不报：表格（含横排的表格）不看版式；不是 Word 文件；只有表格、没有报告的文件；与标准相近的
    （页边距相差3毫米以内、同一字体的不同名称、固定行距26至31磅）。每个文件只合并为一条提示，
    几个文件的偏差相同的，几个文件合并为一条。
    """
    alike: dict[tuple[str, ...], list[tuple[str, Report]]] = defaultdict(list)
    for reading in ctx.pack.readings:
        report = next((r for r in ctx.pack.reports() if _inside(r, reading.file)), None)
        if report is None or reading.look is None or reading.look.body is None:
            continue
        ctx.look(report.title.place)
        if told := _deviations(reading.look):
            alike[tuple(told)].append((reading.file, report))
    for same, files in alike.items():
        named = "、".join(f"“{file}”" for file, _ in files)
        deviations = "；".join(same)
        yield finding(
            ctx, "W114", files[0][1].title.place,
            f"{named}中报告的版式与公文格式不一致：{deviations}。",
            items=[Item("标题", report.title) for _, report in files], found=deviations,
            suggestion="报送前按公文格式（GB/T 9704）统一调整；表格不受此限。",
        )  # fmt: skip


def _inside(report: Report, file: str) -> bool:
    return report.title.location.file == file


def _deviations(look: WordLook) -> list[str]:
    """Return what differs; small matters alone are told only when there are several."""
    grave = [*_page(look.page), *_body(look.body), *_title(look.title)]
    slight = list(_slight(look))
    return [*grave, *slight] if grave or len(slight) >= _ENOUGH else []


def _page(page: Page | None) -> Iterator[str]:
    if page is None:
        return
    size = (page.width, page.height)
    if any(abs(found - wanted) > _NEAR_MM for found, wanted in zip(size, _A4, strict=True)):
        yield f"纸张{plain(page.width)}×{plain(page.height)}毫米，应为A4纵向（210×297毫米）"
    off = {
        name: (plain(found), str(wanted))
        for side, (name, wanted) in _MARGINS.items()
        if abs((found := getattr(page, side)) - wanted) > _NEAR_MM
    }
    if off:
        found, wanted = ("、".join(numbers) for numbers in zip(*off.values(), strict=True))
        yield f"页边距{'、'.join(off)}为{found}毫米，应为{wanted}毫米"


def _body(body: Lettering | None) -> Iterator[str]:
    if body is None:
        return
    if body.font and not _FANG.search(body.font):
        yield f"正文字体{body.font}，应为仿宋"
    if body.size is not None and abs(body.size - _BODY_SIZE) > 1:
        yield f"正文字号{plain(body.size)}磅，应为三号（16磅）"
    if body.pitch is None:
        yield "正文行距不是固定值，应为固定值28至29磅"
    elif not _PITCHES[0] <= body.pitch <= _PITCHES[1]:
        yield f"正文行距{plain(body.pitch)}磅，应为固定值28至29磅"


def _title(title: Lettering | None) -> Iterator[str]:
    if title is None:
        return
    if title.align != "center":
        yield "报告标题没有居中"
    if title.size is not None and not _TITLE_SIZES[0] <= title.size <= _TITLE_SIZES[1]:
        yield f"报告标题字号{plain(title.size)}磅，应为二号（22磅）"


def _slight(look: WordLook) -> Iterator[str]:
    """Yield what many offices do otherwise."""
    body = look.body
    for part, wanted, told in (
        (look.title, _SONG, "报告标题字体{}，应为小标宋"),
        (look.heading1, _HEI, "“一、”级标题字体{}，应为黑体"),
        (look.heading2, _KAI, "“（一）”级标题字体{}，应为楷体"),
    ):
        if part is not None and part.font and not wanted.search(part.font):
            yield told.format(part.font)
    if body and body.indent is not None and not _INDENTS[0] <= body.indent <= _INDENTS[1]:
        yield f"正文首行缩进{plain(body.indent)}字，应为2字"
    if body and body.latin and not _TIMES.search(body.latin):
        yield f"数字字体{body.latin}，应为 Times New Roman"
    if look.page is not None and not look.page.numbered:
        yield "没有页码"
