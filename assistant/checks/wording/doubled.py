"""Words and stops written twice, and the sound doublings that look like them."""

import re

from assistant.checks.wording.set_phrases import Slip

# After a number: 12户户, but 12户户厕; 120人人, but 30人人均.
_COUNTERS = (
    r"户户(?![厕均用内外籍主型])|人人(?![居次均才员口大民事社力工机行物防])|公里里|场场次|批批次"
    r"|处处(?![理置罚方级])"
)
# Particles twice; what follows may make the second one the head of another word.
_PARTICLES = (
    r"的的(?!确|士)|(?<!不)了了(?![解然])|是是(?!否|非)|(?<!平)和和(?![谐平睦解气美])"
    r"|(?<!实实)(?<!所)在在(?![建线岗职校册编读押场位])|对对(?![口象照方外标接比策碰应虾])"
    r"|及及(?![时早其格])|与与(?!会)|(?<!因)为为(?![民主人期群了何])|由由(?!于)"
    r"|已已|并并(?![且联购轨])|占占(?![地用比道])|截至至|根据据(?![实此])|(?<![合共协会相不])同同比"
    r"|率率(?=[\d，。；、为达占])|付付(?=到|[\d，。])|做好好(?!学)"
)
_MAY_REPEAT = "讨论|研究|商量|调研|考虑|学习|了解|休息|核实|整理|打扫|协商|沟通|交流|检查|走访"
# 宣传宣传册, 人民政府政府性基金: a compound that begins with the word before it.
_COMPOUND = "员师站室册班组队车牌栏带场馆点科所费卡表率度人处品性化型级类长制法区镇村县"
DOUBLED = (
    Slip(re.compile(r"(?<=\d)([次亩栋篇])\1(?!数)"), "量词重复", r"\1"),
    Slip(re.compile(r"(?<=\d)(?:万元元|元元|万万元)(?![旦宵素件器月])"), "量词重复", ""),
    Slip(re.compile(rf"(?<=\d)(?:{_COUNTERS})"), "量词重复", ""),
    Slip(re.compile(r"([，。；、：])\1+"), "标点重复", r"\1"),
    Slip(re.compile(r"[，、；](?=[。；])"), "标点连用", ""),
    Slip(
        re.compile(rf"(?=[的了是和在对及与为由已并占截根同率付做])(?:{_PARTICLES})"), "字词重复", ""
    ),
    Slip(re.compile(r"([一-龥]{2})\1(?=率|度)"), "词语重复", r"\1"),
    # 一步一步, 逐户逐户 and the doubled verbs are sound.
    Slip(
        re.compile(
            rf"(?!(?:{_MAY_REPEAT}))(?![一逐每第某])(?!([一-龥])\1)([一-龥]{{2,4}})\2"
            rf"(?![{_COMPOUND}]|[一-龥]?办法)"
        ),
        "词语重复",
        r"\2",
    ),
)
