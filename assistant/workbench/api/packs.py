"""The list of packs, and reading them."""

from http import HTTPStatus

from fastapi import APIRouter

from assistant.workbench.api.bodies import NewPack
from assistant.workbench.api.door import At, Door, PackId
from assistant.workbench.api.problems import answers
from assistant.workbench.views.shapes import PackCard, Progress

routes = APIRouter(tags=["材料"])


@routes.get("/packs", summary="列出全部材料", description="最近有改动的在前。", responses=answers())
def list_packs(room: Door) -> list[PackCard]:
    """Return all packs."""
    return room.cards()


@routes.post(
    "/packs", status_code=HTTPStatus.CREATED, summary="新建一套材料",
    description="一套材料是一个单位一个年度的全部文件；同一编号重复提交只建一套。",
    responses=answers(),
)  # fmt: skip
def make_pack(room: Door, body: NewPack) -> PackCard:
    """Make a pack."""
    return room.card(room.intake.create(body.title, room.actor, body.id))


@routes.get(
    "/packs/{pack_id}", summary="一套材料的概况", description="结论、问题数和现在的版本。",
    responses=answers(404),
)  # fmt: skip
def show_pack(room: Door, pack_id: PackId, at: At = None) -> PackCard:
    """Return a pack's card."""
    return room.card(pack_id, at)


@routes.post(
    "/packs/{pack_id}/read", status_code=HTTPStatus.ACCEPTED, summary="开始读取",
    description="在后台逐个读取文件并核对；已在读取的，返回它的进度。关闭页面不影响读取。",
    responses=answers(404, 409),
)  # fmt: skip
def start_reading(room: Door, pack_id: PackId) -> Progress:
    """Begin to read a pack's files."""
    return room.intake.start(pack_id, room.actor)


@routes.post(
    "/packs/{pack_id}/read/cancel", summary="停止读取", description="已有的读取结果不受影响。",
    responses=answers(404),
)  # fmt: skip
def stop_reading(room: Door, pack_id: PackId) -> Progress:
    """Stop a pack's job."""
    return room.cancel(pack_id)


@routes.get(
    "/packs/{pack_id}/progress", summary="读取或起草的进度", description="没有在进行的为 idle。",
    responses=answers(404),
)  # fmt: skip
def show_progress(room: Door, pack_id: PackId) -> Progress:
    """Return how far a pack's job is."""
    return room.progress(pack_id)
