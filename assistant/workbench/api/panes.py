"""What is shown of a pack: overview, findings, fields, drafts, history."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.workbench.api.door import At, Door, PackId
from assistant.workbench.api.problems import answers
from assistant.workbench.views.answers import History
from assistant.workbench.views.fields import Only
from assistant.workbench.views.overview_shapes import Overview
from assistant.workbench.views.shapes import Drafts, Fields, Findings

routes = APIRouter(tags=["查看"])
_MISSING: Any = answers(404)


@routes.get(
    "/packs/{pack_id}/overview", summary="概览", responses=_MISSING,
    description="结论、得分（自评和重算）、图表、还没有办完的事。",
)  # fmt: skip
def show_overview(room: Door, pack_id: PackId, at: At = None) -> Overview:
    """Return the pane 概览."""
    return room.overview(pack_id, at)


@routes.get(
    "/packs/{pack_id}/findings", summary="问题", responses=_MISSING,
    description="按表和报告分组，重的在前；每个问题带两边的原文、可修改的数据和已作的处理。",
)  # fmt: skip
def show_findings(room: Door, pack_id: PackId, at: At = None) -> Findings:
    """Return the pane 问题."""
    return room.findings(pack_id, at)


@routes.get(
    "/packs/{pack_id}/fields", summary="数据", responses=_MISSING,
    description="读出的每一项，存疑的在前；可只看待核对的或改过的，也可分段取。",
)  # fmt: skip
def show_fields(
    room: Door,
    pack_id: PackId,
    at: At = None,
    only: Annotated[Only, Query(description="all 全部，look 待核对，edited 改过的")] = "all",
    start: Annotated[int, Query(ge=0, le=1_000_000, description="从第几项起（0 为第一项）")] = 0,
    count: Annotated[int | None, Query(ge=1, le=10_000, description="最多几项")] = None,
) -> Fields:
    """Return the pane 数据."""
    return room.fields(pack_id, at, only, start, count)


@routes.get(
    "/packs/{pack_id}/drafts", summary="文字", responses=_MISSING,
    description="待写文字的各处、每处的各稿，文中每个数字带算式和出处。",
)  # fmt: skip
def show_drafts(room: Door, pack_id: PackId, at: At = None) -> Drafts:
    """Return the pane 文字."""
    return room.drafts(pack_id, at)


@routes.get(
    "/packs/{pack_id}/history", summary="记录", responses=_MISSING,
    description="全部记录，最近的在前；记录只增不减。",
)  # fmt: skip
def show_history(room: Door, pack_id: PackId) -> History:
    """Return the pane 记录."""
    return room.history(pack_id)
