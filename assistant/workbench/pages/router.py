"""The routes of the pages: the list of packs, the workbench, its panes, the source, and assets."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.errors import JixiaoError
from assistant.workbench.pages.assets import assets
from assistant.workbench.pages.desk import Desk
from assistant.workbench.pages.environment import environment
from assistant.workbench.views.shapes import Pane, Shape

_Id = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
_At = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
_YEAR = 365 * 24 * 3600


def router(desk: Desk) -> APIRouter:
    """Return the routes of all pages; none of them is part of the documented API."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for path, handler in {
        "/": _list(desk),
        "/packs/{pack_id}": _workbench(desk),
        "/packs/{pack_id}/panes/{name}": _pane(desk),
        "/packs/{pack_id}/files/{file_id}/view": _source(desk),
        "/static/{stamp}/{name}": _asset,
    }.items():
        routes.add_api_route(path, handler, methods=["GET"])
    return routes


def _list(desk: Desk) -> Callable[..., Response]:
    def packs(request: Request) -> Response:
        return _page(request, "packs.html", cards=desk.cards())

    return packs


def _workbench(desk: Desk) -> Callable[..., Response]:
    def workbench(
        request: Request, pack_id: _Id, pane: Pane = "overview", at: _At = None
    ) -> Response:
        try:
            card = desk.card(pack_id, at)
        except JixiaoError as error:
            return _page(request, "lost.html", HTTPStatus.NOT_FOUND, message=str(error))
        shown: dict[str, Any] = {"card": card, "files": desk.files(pack_id), "at": at, "pane": pane}
        if card.state != "read":
            return _page(request, "reading.html", **shown, progress=desk.progress(pack_id))
        first = next((each for each in shown["files"] if each.kind != "none"), None)
        return _page(
            request, "workbench.html", **shown, overview=desk.overview(pack_id, at),
            shape=_shape(desk, pack_id, pane, at),
            first=first, source=first and desk.source(pack_id, first.file_id, at),
        )  # fmt: skip

    return workbench


def _pane(desk: Desk) -> Callable[..., Response]:
    def pane(request: Request, pack_id: _Id, name: Pane, at: _At = None) -> Response:
        try:
            shape = _shape(desk, pack_id, name, at)
        except JixiaoError as error:
            return _page(request, "panes/lost.html", HTTPStatus.NOT_FOUND, message=str(error))
        return _page(request, f"panes/{name}.html", shape=shape, pack_id=pack_id, at=at)

    return pane


def _shape(desk: Desk, pack_id: str, name: Pane, at: int | None) -> Shape:
    if name == "history":
        return desk.history(pack_id)
    views: dict[str, Callable[[str, int | None], Shape]] = {
        "overview": desk.overview, "findings": desk.findings, "fields": desk.fields,
        "drafts": desk.drafts,
    }  # fmt: skip
    return views[name](pack_id, at)


def _source(desk: Desk) -> Callable[..., Response]:
    def source(request: Request, pack_id: _Id, file_id: _Id, at: _At = None) -> Response:
        try:
            view = desk.source(pack_id, file_id, at)
        except JixiaoError as error:
            return _page(request, "panes/lost.html", HTTPStatus.NOT_FOUND, message=str(error))
        return _page(request, "source.html", source=view, pack_id=pack_id, file_id=file_id)

    return source


def _asset(name: str) -> Response:
    found = assets().get(name)
    if found is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    kept = {"cache-control": f"private, max-age={_YEAR}, immutable"}
    return Response(found.content, media_type=found.media_type, headers=kept)


def _page(request: Request, template: str, status: int = HTTPStatus.OK, **shown: Any) -> Response:
    base = request.scope.get("root_path", "").rstrip("/")
    return HTMLResponse(environment().get_template(template).render(base=base, **shown), status)
