"""Exports and returned Word files."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, UploadFile
from fastapi import File as Part
from fastapi.responses import Response

from assistant.errors import TooLarge
from assistant.output.places import place_words
from assistant.workbench.api.bodies import Export
from assistant.workbench.api.door import Door, PackId
from assistant.workbench.api.problems import Answers, answers
from assistant.workbench.room import Person, Room
from assistant.workbench.room.papers import CameBack
from assistant.workbench.room.uploads import safe_name
from assistant.workbench.store.kinds import ChangedFigure, SlotOutcome
from assistant.workbench.views.answers import ChangeView, OutcomeView, Returned
from assistant.workbench.views.names import OUTCOMES

routes = APIRouter(tags=["导出和收回"])
_TOLD = "x-jixiao-told"
_FILE: Answers = {
    200: {
        "description": "文件；响应头 x-jixiao-told 是百分号编码的说明，逐行",
        "content": {"application/octet-stream": {}},
    }
}


@routes.post(
    "/packs/{pack_id}/exports", summary="导出", response_class=Response,
    description="定稿、修订稿、批注稿（Word）、意见反馈表、需核实事项清单、数据、办理记录。",
    responses=answers(404, 409) | _FILE,
)  # fmt: skip
def export(room: Door, pack_id: PackId, body: Export) -> Response:
    """Make a file and return it as an attachment."""
    made = room.papers.export(pack_id, body.form, room.actor)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(made.name)}"}
    if made.told:
        headers[_TOLD] = quote("\n".join(made.told))
    return Response(made.content, media_type=made.media_type, headers=headers)


@routes.post(
    "/packs/{pack_id}/returned", summary="收回在别处改过的 Word 文件",
    description="逐处认出采用、未采用和改写的文字，改动的数字重新核对。",
    responses=answers(404, 409, 413),
)  # fmt: skip
def give_back(
    room: Door,
    pack_id: PackId,
    file: Annotated[UploadFile, Part(description="从这里导出、在别处改过的 .docx")],
    expected: Annotated[int, Form(ge=0, le=2**31 - 1, description="提交者看到的版本")],
    id: Annotated[UUID | None, Form(description="编号；重复提交只记录一次")] = None,
) -> Returned:
    """Take in a Word file that was edited elsewhere."""
    content = file.file.read(room.limits.file_bytes + 1)
    if len(content) > room.limits.file_bytes:
        raise TooLarge(f"文件超过 {room.limits.file_bytes // 2**20} MB 的上限。")
    name, person = safe_name(file.filename or ""), Person(room.actor, expected)
    return _returned(
        room, pack_id, room.papers.returned(pack_id, content, name, person, id or uuid4())
    )


def _returned(room: Room, pack_id: str, back: CameBack) -> Returned:
    found, card = back.found, room.card(pack_id)
    return Returned(
        version=card.version,
        outcomes=tuple(map(_outcome, found.outcomes)),
        changed=tuple(map(_change, found.changed)),
        reworded=tuple(map(_change, found.reworded)),
        gone=tuple(finding.message for finding in found.gone),
        new=tuple(finding.message for finding in found.new),
        told=found.told,
        card=card,
    )


def _outcome(each: SlotOutcome) -> OutcomeView:
    return OutcomeView(
        place=each.place, title=place_words(each.place), outcome=each.outcome,
        outcome_name=OUTCOMES[each.outcome], text=each.text,
    )  # fmt: skip


def _change(each: ChangedFigure) -> ChangeView:
    return ChangeView(
        place=each.place, label=place_words(each.place), before=each.before, after=each.after
    )
