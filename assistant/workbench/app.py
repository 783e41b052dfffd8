"""The application: pages and API of one room, behind the guard."""

from collections.abc import Collection

from fastapi import FastAPI
from starlette.types import ASGIApp

from assistant import __version__
from assistant.workbench import api
from assistant.workbench.bounded import Bounded
from assistant.workbench.guard import Access, Guard
from assistant.workbench.pages.router import router as pages
from assistant.workbench.room import Room

_ABOUT = """\
审核台页面自己的操作。每次写入都带“看到的版本”（expected）和提交者生成的编号（id）：
同一处之后已被别人改动的返回 409 和两边的内容，同一编号重复提交只记录一次。
脚本调用时用 Authorization: Bearer 加上打开地址里的 key。错误都是 Problem。
"""


def create_app(room: Room) -> FastAPI:
    """Return the application of a room, without the guard: for tests and the API's description.

    It must never be served so: anyone could speak to it.
    """
    app = FastAPI(
        title="绩效自评助手审核台", version=__version__, description=_ABOUT,
        openapi_url="/api/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.room = room
    api.install(app)
    app.include_router(api.router())
    app.include_router(pages(room))
    return app


def guarded(app: FastAPI, access: Access, hosts: Collection[str]) -> ASGIApp:
    """Return the application as it is served; ``hosts`` are the values of Host that are ours."""
    return Guard(Bounded(app), access, hosts)
