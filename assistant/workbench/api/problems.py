"""Errors as answers: one shape, a Chinese message, never a trace."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from assistant.errors import (
    EventRefused,
    JixiaoError,
    MissingPack,
    MissingSource,
    NothingAdded,
    NothingRead,
    ReadingStopped,
    StoreUnusable,
    TooLarge,
    VersionConflict,
    WrongUse,
)
from assistant.workbench.room.deciding import Collision, UnsupportedFigures
from assistant.workbench.views.answers import Problem

Answers = dict[int | str, dict[str, Any]]
"""Answers of an operation beside its usual one, for its documentation."""

_KINDS: tuple[tuple[type[JixiaoError], HTTPStatus, str], ...] = (
    (MissingPack, HTTPStatus.NOT_FOUND, "missing"),
    (MissingSource, HTTPStatus.NOT_FOUND, "missing"),
    (Collision, HTTPStatus.CONFLICT, "conflict"),
    (VersionConflict, HTTPStatus.CONFLICT, "conflict"),
    (NothingRead, HTTPStatus.CONFLICT, "unread"),
    (WrongUse, HTTPStatus.CONFLICT, "busy"),
    (ReadingStopped, HTTPStatus.CONFLICT, "busy"),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large"),
    (UnsupportedFigures, HTTPStatus.UNPROCESSABLE_ENTITY, "figures"),
    (EventRefused, HTTPStatus.UNPROCESSABLE_ENTITY, "refused"),
    (NothingAdded, HTTPStatus.UNPROCESSABLE_ENTITY, "nothing_added"),
    (StoreUnusable, HTTPStatus.SERVICE_UNAVAILABLE, "store"),
)
"""The first class that fits decides; any other error is of what was sent: 422."""

_TEXTS = {
    400: "请求的格式不对，没有执行。",
    404: "没有这个地址。",
    405: "这个地址不能这样用。",
    413: "上传的内容太大，没有接收。",
}
_MOST = 20
"""Details of one answer."""


def answers(*statuses: int) -> Answers:
    """Return the error answers of an operation for its documentation."""
    told = {
        400: "请求的格式不对",
        404: "没有这套材料，或没有所指的内容",
        409: "与现在的情况不合：同一处已被改动（conflict 为两边的内容）、尚未读取或正忙",
        413: "太大",
        422: "内容不合要求",
    }
    every = (400, 422, *statuses)
    return {code: {"model": Problem, "description": told[code]} for code in sorted(set(every))}


def problem_of(error: JixiaoError) -> tuple[HTTPStatus, Problem]:
    """Return an error's status and what is told of it."""
    status, code = next(
        ((status, code) for kind, status, code in _KINDS if isinstance(error, kind)),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "refused"),
    )
    return status, Problem(
        code=code,
        message=str(error),
        advice=error.advice if "--" not in error.advice else "",
        details=error.details if isinstance(error, NothingAdded) else (),
        conflict=error.conflict if isinstance(error, Collision) else None,
        marks=error.marks if isinstance(error, UnsupportedFigures) else (),
    )


def install(app: FastAPI) -> None:
    """Make an application answer all errors in the one shape."""

    @app.exception_handler(JixiaoError)
    async def _ours(request: Request, error: JixiaoError) -> JSONResponse:
        return _answer(*problem_of(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, _refused(error.errors()))

    @app.exception_handler(ValidationError)
    async def _unfit(request: Request, error: ValidationError) -> JSONResponse:
        return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, _refused(error.errors()))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        message = _TEXTS.get(error.status_code, "请求没有执行。")
        if "Too many files" in str(error.detail):
            message = "一次上传的文件太多，请分几次上传。"
        problem = Problem(code="http", message=message)
        return _answer(HTTPStatus(error.status_code), problem, error.headers)


def _answer(status: HTTPStatus, problem: Problem, headers: Any = None) -> JSONResponse:
    return JSONResponse(problem.model_dump(mode="json"), status, headers)


def _refused(errors: Sequence[Any]) -> Problem:
    """Return what is told of a request that doesn't fit its form; its words aren't repeated."""
    lines = dict.fromkeys(f"{_where(each['loc'])}：{_fault(each)}" for each in errors[:_MOST])
    return Problem(code="invalid", message="提交的内容不合要求，没有执行。", details=tuple(lines))


def _where(path: Sequence[Any]) -> str:
    names = [str(part) for part in path if part not in ("body", "query", "path")]
    # A key of the request may itself be anything: only plain names are repeated.
    return ".".join(name for name in names if name.isascii() and name.isidentifier()) or "内容"


_FAULTS = {
    "missing": "没有给出",
    "extra_forbidden": "没有这一项",
    "string_too_long": "太长",
    "string_too_short": "不能为空",
    "too_long": "太多",
    "string_pattern_mismatch": "写法不对，或含有不能使用的字符",
    "uuid_parsing": "不是编号",
    "int_parsing": "应为整数",
    "json_invalid": "不是 JSON",
    "union_tag_invalid": "没有这一种操作",
    "union_tag_not_found": "没有写明是哪一种操作",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "literal_error": "不是可选的值",
    "value_error": "不合要求",
}


def _fault(error: Any) -> str:
    return _FAULTS.get(error["type"], "不合要求")
