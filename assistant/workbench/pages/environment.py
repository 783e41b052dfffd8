"""The templates of the pages: every word from a file is escaped, control characters are shown."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.model.finding import SEVERITY_NAMES
from assistant.output.page import charts_section
from assistant.output.safe import flat, visible
from assistant.workbench.api.bodies import NewPack
from assistant.workbench.pages.assets import stamp
from assistant.workbench.source_view.page_boxes import Spot
from assistant.workbench.views.overview_shapes import TableCharts
from assistant.workbench.views.paged import PagedView, PageSize
from assistant.workbench.views.shapes import PackCard, SpotRef

ROLES = {"pack": "本年自评材料", "prior": "上年材料", "summary": "工作总结", "accounts": "部门决算"}
EXPORTS = {
    "word_annotated": ("批注稿（Word）", "改动标为修订，未处理的问题写成批注"),
    "word_tracked": ("修订稿（Word）", "改动标为修订，可逐处接受或拒绝"),
    "word_clean": ("定稿（Word）", "改动全部写入，不留痕迹"),
    "feedback": ("意见反馈表（Excel）", "问题、建议和处理情况"),
    "questions": ("需核实事项清单（Word）", "需单位答复的事项"),
    "pack_json": ("数据（JSON）", "全部字段及出处"),
    "trail": ("办理记录（Excel）", "每一步何人何时改了什么"),
}
PANES = {
    "overview": "概览", "findings": "问题", "fields": "数据", "drafts": "文字", "history": "记录",
}  # fmt: skip
SIDES = "甲乙丙丁戊己庚辛壬癸"


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("assistant.workbench.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        called=called,
        flat=flat,
        when=when,
        size=size_words,
        boxes=boxes,
        charts=charts,
        pages=pages,
    )
    made.globals.update(
        roles=ROLES, exports=EXPORTS, pane_names=PANES, severities=SEVERITY_NAMES,
        side_names=SIDES, stamp=stamp(),
    )  # fmt: skip
    return made


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def called(card: PackCard) -> str:
    """Return a pack's name: what a person gave it, else its unit and year once they are known."""
    if card.title != NewPack().title or not card.unit:
        return card.title
    return f"{card.unit}{card.year}年度" if card.year else card.unit


def when(at: datetime | None) -> str:
    """Return a time in words of this machine's clock, such as ``11月23日 14:05``."""
    if at is None:
        return ""
    local = at.astimezone()
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def size_words(size: int) -> str:
    """Return a file's size in words."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def boxes(ref: SpotRef) -> str:
    """Return the boxes of a place as numbers: four to a box, boxes apart by ``;``."""
    return ";".join(" ".join(f"{side:g}" for side in box) for box in ref.boxes)


def pages(view: PagedView) -> list[tuple[int, PageSize, list[Spot]]]:
    """Return every page's number, size and spots; a page may be empty."""
    spots = {page.number: page.spots for page in view.pages}
    return [(number, size, spots.get(number, [])) for number, size in enumerate(view.sizes, 1)]


def charts(tables: Iterable[TableCharts]) -> Markup:
    """Return the report's own section of charts for these tables."""
    drawn = [
        (
            SimpleNamespace(
                title=SimpleNamespace(raw=each.title),
                project=SimpleNamespace(raw=each.project),
                place="overall",
            ),
            each.charts,
        )
        for each in tables
    ]
    return charts_section(drawn)
