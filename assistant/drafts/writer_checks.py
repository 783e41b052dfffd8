"""What a model's paragraph must not hold besides a wrong figure: anything without a source."""

import re
from collections.abc import Iterator

from assistant.drafts.tasks import STRICT, Item
from assistant.drafts.writer_words import claims, strange, told_as_done, wanting
from assistant.facts.ground import Ground, blank, quotations
from assistant.facts.naming import likeness
from assistant.facts.render import REFERENCE, Facts, render
from assistant.facts.typed import unseen
from assistant.model.draft import SlotKind
from assistant.model.place import squeeze

_REMARK = re.compile(r"〔(?:待确认|建议)[：:]?[^〔〕]*〕")
_MARKUP = re.compile(r"[\n\r\t`#*<>|\\_=~^$@]|[A-Za-zＡ-Ｚａ-ｚ]+")
_CAUSE = re.compile(
    r"(?<!查明)(?<!说明)(?<!写明)(?<!分析)(?<!附)原因(?!的)|由于|(?<!原)因(?![此而为素地村])|导致|致使|造成|"
    r"受[^，。]{1,10}影响|缘于|源于|归因"
)
# Measures may name causes that are to be looked into, but give none.
_GIVEN = re.compile(_CAUSE.pattern.replace("原因(?!的)", "原因(?=[：:是为在系])", 1))
_SOURCES = re.compile(
    r"[\s：:是为系主要的，、。；“”]|工作总结|自评报告|自评表|上年|本年|材料|反映|说明|载明|显示|据"
)
_SLOGAN = re.compile(r"(?:切实|不断|大力|持续|着力)?(?:加强|进一步|努力|强化|狠抓|高度重视)")
_OFFICE = re.compile(
    r"(?:由|经|与|和|向|报|会同|联合|商请|提请|请|及|、|，|。|；|^)"
    r"([\u4e00-\u9fff]{2,14}?(?:局|委|办|厅|科|股|所|站|室|队|中心|公司|集团|银行|大学|学院|协会|党委|政府|人大|纪委))"
    r"(?=[，。、；〔负牵会审批按组于及和与统签备共同核的]|$)"
)
_GENERIC = re.compile(
    r"(?:各|本|该|相关|有关|责任|业务|主管|牵头|财务|职能|内设|其他|财政|上级|县|市|省|乡|镇|村|区|单位)*"
    r"(?:部门|科室|股室|处室|办公室|单位|财政部门|主管部门|政府|财务室|档案室)|.*(?:办公会|审批|公办|承办|督办|经办|开办|举办|交办|补办|续办|申办|代办|主办|协办|包办)"
)
_AT_THE_END = re.compile(
    r"(?:各|本|该|相关|有关|责任|业务|主管|牵头)(?:内设)?(?:部门|科室|股室|处室|办公室|单位|村|站所)$|"
    r"会议室$|教室$|(?<=[按到由向给在将])(?:办公室|科室|股室|部门)$"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{1,3}(?:同志|先生|女士)|[\u4e00-\u9fff]{2,3}(?:镇长|书记|局长|主任|科长|股长|所长|站长|县长)"
)
_EDGE = "，。；：、！？（）()“”《》\n"
_LONG_QUOTE = 14
_LONG_NAME = 40
_LIMITS: dict[SlotKind, int] = {"deviation": 330, "thrift": 600}
_REMEDY = {
    "deviation": re.compile(r"措施[：:].*", re.DOTALL),
    "project_deviation": re.compile(r"(?:措施[：:]|针对).*", re.DOTALL),
    "measures": re.compile(r".*", re.DOTALL),
}
_LISTED = re.compile(r"^（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九]是")
_ASKED = re.compile(r"〔待确认[：:]([^〔〕]*)〕")
_ASSERTED = re.compile(
    r"由于|导致|致使|造成|主要(?:是|系|因)|系因|因为|因[^，。]{2,}(?:影响|所致)|受[^，。]{1,10}影响"
)


def unfounded(item: Item, kind: SlotKind, template: str, facts: Facts, ground: Ground) -> list[str]:
    """Return what a paragraph says without a source, each as a Chinese sentence."""
    reader = _Reader(item, kind, template, facts, ground)
    return list(dict.fromkeys(reader.faults()))


class _Reader:
    def __init__(
        self, item: Item, kind: SlotKind, template: str, facts: Facts, ground: Ground
    ) -> None:
        self._item, self._kind, self._facts, self._ground = item, kind, facts, ground
        self._template = template
        spans = quotations(template)
        self._given = [squeeze(quote) for _, quote in item.quotes] + [
            squeeze(render(item.template, facts))
        ]
        self._bare = blank(template, spans + [m.span() for m in _REMARK.finditer(template)])
        self._plain = REFERENCE.sub(lambda m: " " * len(m[0]), self._bare)

    def faults(self) -> Iterator[str]:
        yield from self._form()
        yield from self._references()
        yield from self._quotations()
        yield from self._names()
        yield from self._causes()
        if self._kind != "measures":
            yield from self._statements()
        yield from self._proposals()
        yield from self._needed()

    def _form(self) -> Iterator[str]:
        for match in _MARKUP.finditer(self._plain):
            if not self._ground.quotes(match[0]) or not match[0].isalnum():
                yield f"出现了不该有的符号或外文“{match[0].strip() or '换行'}”"
        if unseen(self._template):
            yield "出现了看不见的字符"
        limit = _LIMITS.get(self._kind, 900)
        if len(render(self._template, self._facts)) > limit:
            yield f"这一段超过{limit}字"
        for match in _SLOGAN.finditer(self._plain):
            yield f"“{match[0]}”是空话，应写具体做法"

    def _references(self) -> Iterator[str]:
        allowed = {fact.id for fact in self._item.facts}
        used = set(REFERENCE.findall(self._template))
        if stray := sorted(used - allowed):
            yield f"引用了不属于本事项的数据：{'、'.join(stray)}"
        if REFERENCE.search(self._item.template) and not allowed & used:
            yield "没有引用本事项的数据"

    def _quotations(self) -> Iterator[str]:
        for start, end in quotations(self._template):
            content = squeeze(render(self._template[start:end], self._facts)[1:-1])
            named = len(content) <= _LONG_QUOTE and f"“{content}”" in self._given[-1]
            if named or self._is_stressed(start, content):
                continue
            if not self._ground.vouches(self._template, start, content):
                yield f"引文“{content[:30]}”与材料原文不符"
            elif self._is_whole(content):
                continue
            elif (len(content) > _LONG_QUOTE or re.search(r"\d", content)) and not self._edges(
                content
            ):
                yield f"引文“{content[:30]}”没有按完整的分句引用"
            elif content not in self._item.words and len(content) > _LONG_QUOTE:
                yield f"引文“{content[:30]}”不是本事项的材料"

    def _is_stressed(self, start: int, content: str) -> bool:
        """Tell whether a proposal only stresses a phrase: short, no figure, from no source."""
        said = re.search(
            r"(?:说明|反映|提出|载明|指出|提到|显示|规定|写明)[：:，,]?$", self._template[:start]
        )
        plain = len(content) <= _LONG_QUOTE and not re.search(r"\d", content)
        return self._kind == "measures" and plain and not said

    def _is_whole(self, content: str) -> bool:
        """Tell whether a quotation of given words is one of them, or whole clauses of one."""
        if content in self._item.words or f"“{content}”" in self._given[-1]:
            return True
        return any(_cut_well(content, given) for given in self._given[:-1])

    def _edges(self, content: str) -> bool:
        return any(
            _cut_well(content, source)
            for source in (self._ground.words, *self._ground.before.values())
        )

    def _names(self) -> Iterator[str]:
        text = blank(self._template, [m.span() for m in REFERENCE.finditer(self._template)])
        for match in _OFFICE.finditer(re.sub(r"[〔〕]|建议：|待确认：", "，", text)):
            name = match[1]
            known = any(self._ground.quotes(name[cut:]) for cut in range(max(len(name) - 2, 1)))
            if not known and not _is_generic(name):
                yield f"材料中没有“{name}”"
        for match in _PERSON.finditer(self._plain):
            if not self._ground.quotes(match[0]):
                yield f"材料中没有“{match[0]}”"

    def _causes(self) -> Iterator[str]:
        for sentence in re.split(r"[。；]", self._plain):
            found = (_GIVEN if self._kind == "measures" else _CAUSE).search(sentence)
            if found and _SOURCES.sub("", sentence[found.end() :]):
                yield f"原因没有出处：“{squeeze(sentence)[:30]}”"
        if self._kind in STRICT and not self._item.explained and "〔待确认" not in self._template:
            yield "材料没有写明原因，应写〔待确认：…〕"

    def _statements(self) -> Iterator[str]:
        """Hold what is told of a shortcoming to words that state no event and no cause."""
        text = _LISTED.sub("", self._part(False))
        named = [name for name in self._item.words.split("\n") if 1 < len(name) <= _LONG_NAME]
        told = self._item.template
        names = [*named, *re.findall(rf"“([^“”]{{1,{_LONG_NAME}}})”", told)]
        own = "\n".join([*named, blank(told, [*quotations(told), *_spans(_REMARK, told)])])
        kind = self._item.kind or self._kind
        for word in dict.fromkeys(strange(text, own, names, kind)):
            yield f"“{word}”在本事项的数据和材料里没有出处"
        for words in wanting(text):
            yield f"原因没有出处：“{squeeze(words)}”"
        if self._kind in STRICT and not kind.startswith("promise"):
            told = self._template[: len(self._part(False))]
            for words in claims(told, self._item.template):
                yield f"“{words}”没有出处"
        first = self._template.partition("。")[0]
        if self._kind == "problems" and likeness(self._item.words, first) < 2:
            topic = self._plain.partition("。")[0]
            yield f"第一句没有点明事项：“{squeeze(topic)[:20]}”"

    def _part(self, remedy: bool) -> str:
        """Return the part that proposes, or the part that tells; remarks and quotes are blank."""
        found = _REMEDY[self._kind].search(self._plain) if self._kind in _REMEDY else None
        start = found.start() if found else len(self._plain)
        return self._plain[start:] if remedy else self._plain[:start]

    def _proposals(self) -> Iterator[str]:
        for words in dict.fromkeys(told_as_done(self._part(True))):
            yield f"“{squeeze(words)}”把没有出处的事写成了已经发生"
        for match in _ASKED.finditer(self._template):
            if _ASSERTED.search(match[1]):
                yield f"〔待确认〕里只能提问，不能写原因：“{match[1][:30]}”"
        if self._kind in STRICT and "〔建议：" in self._template[: len(self._part(False))]:
            yield "偏差和原因不能写作〔建议〕"

    def _needed(self) -> Iterator[str]:
        if self._kind != "measures":
            if self._kind == "thrift" and "〔待确认" not in self._template:
                yield "没有用〔待确认：…〕请单位补充实际采取的措施"
            return
        for what, words_of in (
            ("负责科室", "负责"),
            ("完成的标志", "标志|标准|验收|办结|可查|齐全"),
        ):
            if not re.search(words_of, self._template):
                yield f"没有写明{what}"
        dated = any(
            f.measure == "完成时限" and f"{{{f.id}}}" in self._template for f in self._item.facts
        )
        if not dated and "〔待确认" not in self._template:
            yield "没有写明完成时限"
        for match in re.finditer(r"由([\u4e00-\u9fff]{2,14})(?=负责(?!人)|牵头)", self._plain):
            yield f"“{match[1]}”是拟定的科室，应标明〔建议〕"


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _is_generic(name: str) -> bool:
    """Tell whether words end in no particular office: 各科室, 责任单位, 会议室."""
    return bool(_GENERIC.fullmatch(name) or _AT_THE_END.search(name))


def _cut_well(content: str, source: str) -> bool:
    """Tell whether words stand somewhere in a source as whole clauses."""
    position = source.find(content)
    while position >= 0:
        end = position + len(content)
        before, after = source[position - 1 : position], source[end : end + 1]
        opens = not before or before in _EDGE or content.startswith(before)
        if (opens or source[:position].endswith(("是", "．", "."))) and (
            not after or after in _EDGE
        ):
            return True
        position = source.find(content, position + 1)
    return False
