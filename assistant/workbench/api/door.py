"""What every operation takes: the room, and ids that can be none but well-formed."""

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from assistant.workbench.room import Room


async def _room(request: Request) -> Room:
    room = request.app.state.room
    assert isinstance(room, Room)
    return room


Door = Annotated[Room, Depends(_room)]
PackId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{32}$", description="材料编号", examples=["0" * 32])
]
FileId = Annotated[
    str,
    Path(pattern=r"^[0-9A-Za-z_-]{1,64}$", description="文件编号", examples=["0f3a9c1d2e4b5a67"]),
]
At = Annotated[
    int | None,
    Query(ge=1, le=2**31 - 1, description="看第几步之后的样子；不给时看现在", examples=[3]),
]
