"""Decisions, undo and redo, and texts."""

from http import HTTPStatus

from fastapi import APIRouter

from assistant.workbench.api.bodies import NewDecision, Step, Text, Wish
from assistant.workbench.api.door import Door, PackId
from assistant.workbench.api.problems import answers
from assistant.workbench.room import Person
from assistant.workbench.views.answers import Saved
from assistant.workbench.views.shapes import Marks, Progress

routes = APIRouter(tags=["处理"])
_CREATED = HTTPStatus.CREATED


@routes.post(
    "/packs/{pack_id}/events", status_code=_CREATED, summary="作出处理", responses=answers(404, 409),
    description="改数据、确认数据、认可问题、请单位说明、改文字、采用文字、更改文件类别（重新读取后"
    "生效）等。同一处在提交者看到的版本"
    "之后已被改动的，返回 409 和两边的内容，不覆盖；文字里有没有依据的数字的，返回 422 并逐处标出。",
)  # fmt: skip
def decide(room: Door, pack_id: PackId, body: NewDecision) -> Saved:
    """Store a decision."""
    person = Person(room.actor, body.expected)
    return room.saved(room.deeds.save(pack_id, body.data, person, body.id, body.reason))


@routes.post(
    "/packs/{pack_id}/undo", status_code=_CREATED, summary="撤销", responses=answers(404, 409),
    description="撤销自己最近的一步处理；读取和添加文件不能撤销。",
)  # fmt: skip
def undo(room: Door, pack_id: PackId, body: Step) -> Saved:
    """Take back the last decision."""
    person = Person(room.actor, body.expected)
    return room.saved(room.deeds.undo(pack_id, person, body.id))


@routes.post(
    "/packs/{pack_id}/redo", status_code=_CREATED, summary="重做", responses=answers(404, 409),
    description="恢复自己最近撤销的一步。",
)  # fmt: skip
def redo(room: Door, pack_id: PackId, body: Step) -> Saved:
    """Do again what was taken back last."""
    person = Person(room.actor, body.expected)
    return room.saved(room.deeds.redo(pack_id, person, body.id))


@routes.post(
    "/packs/{pack_id}/drafts/verify", summary="核验文字", responses=answers(404, 409),
    description="逐个数字与材料核对，标出没有依据的和不符的；不作记录。",
)  # fmt: skip
def verify(room: Door, pack_id: PackId, body: Text) -> Marks:
    """Return the figures of a text that aren't borne out."""
    return Marks(marks=room.deeds.verify(pack_id, body.place, body.paragraphs))


@routes.post(
    "/packs/{pack_id}/drafts/write", status_code=HTTPStatus.ACCEPTED, summary="再写一稿",
    description="在后台重写一处文字；设有语言模型的由它改写，否则由程序按材料重拟。",
    responses=answers(404, 409),
)  # fmt: skip
def write(room: Door, pack_id: PackId, body: Wish) -> Progress:
    """Begin to write a text anew."""
    return room.deeds.write(pack_id, body.place, body.hint, room.actor)
