"""What each rule rests on, in the words of the documents and practices that readers know.

A rule names its basis by a section of the project's notes on the field (``DOMAIN §8 比率``) or by
a document (``GB/T 15835-2011``); this is the one table that turns them into Chinese.
"""

import re

_SECTIONS = {
    "1": "绩效自评材料的组成（基础数据表、自评表、自评报告）",
    "2": "绩效自评表样及填报说明中的勾稽关系",
    "3": "《项目支出绩效评价管理办法》（财预〔2020〕10号）的分值和计分方法，及各地自评通知的评分细则",
    "4": "各地自评通知和绩效管理系统要求说明原因的情形",
    "5": "湖南省部门整体支出绩效评价指标的计算口径",
    "6": "部门整体支出、项目支出绩效自评报告的参考提纲",
    "7": "《党政机关公文格式》（GB/T 9704-2012）",
    "8": "财政部门和第三方机构复核自评材料的通行做法",
    "9": "复核时不作为错误处理的情形",
    "10": "各地绩效自评表样",
    "11": "问题、原因和改进措施的写作要求",
}

_DOCUMENTS = {
    "财预〔2020〕10号": "《项目支出绩效评价管理办法》（财预〔2020〕10号）",
    "财预〔2021〕101号": (
        "《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）"
    ),
    "GB/T 15834-2011": "《标点符号用法》（GB/T 15834-2011）",
    "GB/T 15835-2011": "《出版物上数字用法》（GB/T 15835-2011）",
    "GB/T 15835": "《出版物上数字用法》（GB/T 15835-2011）",
}

_EVIDENCE = re.compile(r"\s*\[[VSM]\]")
_NEXT = re.compile(r"[、；]\s*(?=§|财预|GB/T|语言模型)")
_SECTION = re.compile(r"(?:DOMAIN )?§(\d+)\s*(.*)", re.S)


def basis(source: str) -> str:
    """Return what a rule's ``source`` means to a reader; words it doesn't know stay."""
    parts = _NEXT.split(_EVIDENCE.sub("", source))
    return "；".join(dict.fromkeys(_part(part.strip()) for part in parts))


def _part(part: str) -> str:
    section = _SECTION.fullmatch(part)
    if section is None:
        return _DOCUMENTS.get(part, part)
    named = _SECTIONS[section[1]]
    return f"{named}：{section[2]}" if section[2] else named
