"""The Chinese names of what the workbench speaks of."""

from typing import get_args

from assistant.model.draft import SlotKind
from assistant.workbench.store.kinds import Role
from assistant.workbench.views.shapes import FindingStatus, SlotStatus

ROLES: dict[Role, str] = {
    "pack": "本年材料", "prior": "上年材料", "summary": "工作总结", "accounts": "部门决算",
}  # fmt: skip
FINDING_STATUS: dict[FindingStatus, str] = {
    "open": "待处理", "accepted": "已认可", "asked": "已请单位说明",
}  # fmt: skip
SLOT_STATUS: dict[SlotStatus, str] = {
    "waiting": "待处理", "proposed": "待审定", "edited": "已修改", "accepted": "已采用",
    "refused": "未采用",
}  # fmt: skip
SLOT_KINDS: dict[SlotKind, str] = {
    "problems": "存在问题", "measures": "改进措施", "deviation": "偏差原因", "thrift": "厉行节约措施",
    "project_deviation": "项目偏离情况", "conclusion": "自评结论",
}  # fmt: skip
EXPORTS = {
    "word_clean": "定稿", "word_tracked": "修订稿", "word_annotated": "批注稿",
    "feedback": "意见反馈表", "questions": "需核实事项清单", "pack_json": "结构化数据",
    "trail": "办理记录",
}  # fmt: skip
OUTCOMES = {
    "accepted": "采用", "refused": "未采用", "edited": "改写", "unchanged": "未动",
    "unclear": "看不出",
}  # fmt: skip
assert set(SLOT_KINDS) == set(get_args(SlotKind))


def author_name(author: str) -> str:
    """Return who wrote a text, in Chinese."""
    if author.startswith("model:"):
        return f"语言模型 {author.removeprefix('model:')}"
    return {"composer": "程序", "person": "人工"}.get(author, author)
