"""What can be made of a pack for the unit, and how the files are called."""

import re
from typing import Literal

from pydantic import AwareDatetime

from assistant.model.base import Frozen

Form = Literal[
    "word_clean", "word_tracked", "word_annotated", "feedback", "questions", "pack_json", "trail"
]
FORMS: dict[Form, str] = {
    "word_clean": "定稿（Word，不留修改痕迹）",
    "word_tracked": "修订稿（Word，修改处为修订）",
    "word_annotated": "批注稿（Word，修订加批注）",
    "feedback": "意见反馈表（Excel）",
    "questions": "需核实事项清单（Word）",
    "pack_json": "结构化数据（JSON）",
    "trail": "办理记录（Excel）",
}
"""Each form with the words of the menu."""

_STEMS: dict[Form, str] = {
    "word_clean": "绩效自评材料（定稿）",
    "word_tracked": "绩效自评材料（修订稿）",
    "word_annotated": "绩效自评材料（批注稿）",
    "feedback": "意见反馈表",
    "questions": "需核实事项清单",
    "pack_json": "绩效自评数据",
    "trail": "办理记录",
}
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".zip": "application/zip",
}
# What Windows refuses in names, and what would steer or hide a part of one.
_UNSAFE = re.compile(r'[\s<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')  # fmt: skip
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60
"""Characters of a name without its ending: 180 bytes, where a file system allows 255."""


class Made(Frozen):
    """A file for the unit: its name (safe on every system), its kind, its content.

    ``told`` are Chinese lines about what could not be put into it, such as a change that the
    Word file has no room for.
    """

    form: Form
    name: str
    media_type: str
    content: bytes
    told: tuple[str, ...] = ()


class Moment(Frozen):
    """Who did something, and when."""

    actor: str
    at: AwareDatetime


def made(
    form: Form, unit: str, year: int | None, suffix: str, content: bytes, told: list[str]
) -> Made:
    """Return a file named by unit, year and form."""
    when = f"{year}年度" if year else ""
    stem = safe_name(f"{unit or '未填单位名称'}{when}{_STEMS[form]}")
    return Made(
        form=form, name=f"{stem}{suffix}", media_type=MEDIA[suffix], content=content,
        told=tuple(dict.fromkeys(told)),
    )  # fmt: skip


def safe_name(stem: str) -> str:
    """Return a file name without its ending that Windows, macOS and Linux all take."""
    text = _UNSAFE.sub("", stem)
    kept = "".join(each for each in text if not "\ud800" <= each <= "\udfff")
    if len(kept) > _LONGEST:
        # The end says what the file is: it stays.
        kept = f"{kept[: _LONGEST - 20]}…{kept[-19:]}"
    kept = kept.strip(". ") or "材料"
    return f"_{kept}" if _DEVICE.fullmatch(kept) else kept
