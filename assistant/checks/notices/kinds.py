"""The kinds of notice: what a model is asked, and which two passages may meet in an answer."""

from typing import Literal, NamedTuple

Role = Literal["name", "note", "problem", "measure", "both", "owner", "text"]
"""What a passage is: an indicator's name, its deviation note, a paragraph of a section, the
name of the unit or of a project, or any other text."""


class Kind(NamedTuple):
    """One question to a model.

    ``first`` and ``second`` are the roles its two passages must have, in this order;
    ``together``: both must be of one row or one report. ``whys`` maps the reasons that an
    answer may give to the words a reader sees.
    """

    code: str
    key: str
    ask: str
    first: frozenset[Role]
    second: frozenset[Role]
    together: bool
    message: str
    whys: dict[str, str]


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "M101", "reason",
            "偏差说明讲的不是它那一行指标的事。first 是指标名称，second 是同一行的偏差说明。",
            frozenset({"name"}), frozenset({"note"}), True,
            "偏差说明“{second}”看来与指标“{first}”无关",
            {"other_matter": "说明讲的是另一件事", "no_cause": "说明里没有这项指标的偏差或原因"},
        ),
        Kind(
            "M102", "measure",
            "写了措施，但没有回应它要解决的问题。first 是问题，second 是同一报告里与它对应的措施。",
            frozenset({"problem", "both"}), frozenset({"measure", "both"}), True,
            "措施“{second}”看来没有回应问题“{first}”",
            {"other_matter": "措施讲的是另一件事", "no_action": "措施里没有针对该问题的做法"},
        ),
        Kind(
            "M103", "other_unit",
            "文字写的是别的单位或别的项目。first 是这段文字，second 是本单位或本项目的名称。",
            frozenset({"text", "note", "problem", "measure", "both"}), frozenset({"owner"}), False,
            "“{first}”看来是别处的文字，与“{second}”不是一回事",
            {"other_unit": "写的是别的单位", "other_project": "写的是别的项目",
             "other_place": "写的是别的地方"},
        ),
        Kind(
            "M104", "contradiction",
            "两句话不能同时成立。只是数字不同的不算（由程序核对）；说的不是同一件事、同一年的不算。",
            frozenset({"text", "note", "problem", "measure", "both"}),
            frozenset({"text", "note", "problem", "measure", "both"}), False,
            "“{first}”与“{second}”看来说法相反",
            {"done_or_not": "一处说已完成，一处说未完成", "has_or_not": "一处说有，一处说没有",
             "more_or_less": "增减方向相反", "who_or_when": "责任单位或时间不同",
             "judgement": "评价相反"},
        ),
    )
}  # fmt: skip
"""Every kind by the code of its rule."""
