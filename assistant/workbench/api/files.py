"""The files of a pack: uploaded, listed, given back, shown as pictures."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Path, Query, UploadFile
from fastapi import File as Part
from fastapi.responses import FileResponse, Response

from assistant.workbench.api.bodies import Added
from assistant.workbench.api.door import Door, FileId, PackId
from assistant.workbench.api.problems import Answers, answers
from assistant.workbench.room import Upload
from assistant.workbench.store.kinds import Role
from assistant.workbench.views.shapes import FileCard

routes = APIRouter(tags=["文件"])

_PNG: Answers = {200: {"content": {"image/png": {}}, "description": "PNG 图片"}}
_BYTES: Answers = {200: {"content": {"application/octet-stream": {}}, "description": "文件内容"}}
_KEEP = {"cache-control": "private, max-age=86400"}


@routes.get(
    "/packs/{pack_id}/files", summary="材料的文件", description="本年材料在前，其余按加入的先后。",
    responses=answers(404),
)  # fmt: skip
def list_files(room: Door, pack_id: PackId) -> list[FileCard]:
    """Return a pack's files."""
    return room.files(pack_id)


@routes.post(
    "/packs/{pack_id}/files", status_code=HTTPStatus.CREATED, summary="添加文件",
    description="可一次给出多个文件；zip 压缩包按其中的文件加入；不能用的逐个说明。",
    responses=answers(404, 409, 413),
)  # fmt: skip
def add_files(
    room: Door,
    pack_id: PackId,
    file: Annotated[list[UploadFile], Part(description="文件")],
    role: Annotated[Role, Form(description="类别")] = "pack",
    path: Annotated[
        list[str] | None, Form(description="与文件一一对应的相对路径（文件夹拖放时）")
    ] = None,
    id: Annotated[UUID | None, Form(description="编号；重复提交不会重复加入")] = None,
) -> Added:
    """Add files to a pack."""
    names = path if path and len(path) == len(file) else [each.filename or "" for each in file]
    uploads = [Upload(name, each.file) for name, each in zip(names, file, strict=True)]
    added = room.intake.add(pack_id, uploads, role, room.actor, id or uuid4())
    card = room.card(pack_id)
    return Added(
        version=card.version, added=added.files, told=added.told,
        files=tuple(room.files(pack_id)), card=card,
    )  # fmt: skip


@routes.delete(
    "/packs/{pack_id}/files/{file_id}", summary="移除文件",
    description="文件内容仍保留在记录中；重新读取后生效。", responses=answers(404, 409),
)  # fmt: skip
def remove_file(room: Door, pack_id: PackId, file_id: FileId) -> list[FileCard]:
    """Take a file out of a pack."""
    room.intake.remove(pack_id, file_id, room.actor)
    return room.files(pack_id)


@routes.get(
    "/packs/{pack_id}/files/{file_id}/content", summary="原文件",
    description="作为附件下载，与加入时逐字节相同。", response_class=Response,
    responses=answers(404) | _BYTES,
)  # fmt: skip
def give_content(room: Door, pack_id: PackId, file_id: FileId) -> FileResponse:
    """Return a file as it was uploaded."""
    name, path = room.content(pack_id, file_id)
    return FileResponse(path, media_type="application/octet-stream", filename=name)


@routes.get(
    "/packs/{pack_id}/files/{file_id}/page/{number}.png", summary="页面图片",
    description="PDF 和扫描件的一页，每点两个像素。", response_class=Response,
    responses=answers(404) | _PNG,
)  # fmt: skip
def show_page(
    room: Door,
    pack_id: PackId,
    file_id: FileId,
    number: Annotated[int, Path(ge=1, le=100_000, description="页码，从 1 起")],
) -> Response:
    """Return a page's picture."""
    return Response(room.page(pack_id, file_id, number), media_type="image/png", headers=_KEEP)


@routes.get(
    "/packs/{pack_id}/files/{file_id}/crop", summary="一项数据在原件上的图片",
    description="只有 PDF 和扫描件有。", response_class=Response, responses=answers(404, 409) | _PNG,
)  # fmt: skip
def show_crop(
    room: Door,
    pack_id: PackId,
    file_id: FileId,
    place: Annotated[str, Query(min_length=1, max_length=1000, description="数据的位置")],
) -> Response:
    """Return the picture of a field."""
    return Response(room.crop(pack_id, file_id, place), media_type="image/png", headers=_KEEP)
