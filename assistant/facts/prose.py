"""Read the figures of a paragraph: each with measure, subject, aspect, and its sentence."""

import re
from typing import NamedTuple

from assistant.facts.years_by_turns import year_by_turn
from assistant.model.fact import Aspect, Direction, Exclusion, Fact
from assistant.model.numerals import Number, quantity_of, scan
from assistant.model.place import Places, squeeze
from assistant.model.quantity import Text

_SENTENCE = re.compile(r"[^。！？；;\n]*[。！？；;\n]?")
_DELIMITERS = "，、。；：（）！？,;:()\n"

_LEAD = re.compile(
    r"^(?:其中|以及|同时|另外|另有|还有|共计|累计|合计|截至目前|截至|目前|今年以来|今年|全年(?!预算|执行)|本年|年内|"
    r"现有|已经|已|共(?![享同建])|并(?![网联])|和|及(?![时格])|与|或|则|也|另|在(?![职岗编校册建办])|有(?!效)|实现|用于|对(?![口象接])|将(?![军来])|把|通过|仍然?|还(?![款贷本])|又|再(?![就生])|更(?![新换])|(?:19|20)\d\d年度?(?![初末底])|(?:19|20)\d\d(?=年[初末底])|[一二三四五六七八九十]是|[\s:：“”])+"
)
_TAIL = re.compile(
    r"(?:达到了?|达|为|是|共计|累计|合计|总计|共有|共|(?<![签合节条])约|有|至|到|了|的|计|(?<!平)均|近|等|就|只|仅|(?<![自理事缘])由|(?<![服听随])从|[\s“”:：])+$"
)
_RIGHT_STOP = re.compile(
    r"(?:的|正|目前|按|和|及|成功|获|(?<=[^创])建立|已|均|全部|进行|等|用于|并|，|、|。|；|：|（|）|以|比|占|为|是|由|在|到|达|共|增加|增长|提高|上升|扩大|减少|下降|降低|缩减)"
)
_UNIT_NAME = re.compile(
    r"^.{0,20}?(?:人民政府|街道办事处|办事处|管委会|委员会|[^部公]局|学校|医院)"
)
_TOPIC = re.compile(
    r"[^，。；：、]{2,30}?(?:项目|工程|专项资金|资金|经费|行动|协会)(?:（[^）]*）)?"
)

# Measures that say nothing without the matter they belong to.
_GENERIC = re.compile(
    r"(?:全[镇区县市乡年]|本级|实际|顺利|成功|已)*"
    r"(?:任务|目标|计划|完成|办结|化解|拆除|整改|发放资金|发放|立案|任务数|应办|累计|投入资金)+"
)
_VERBS = re.compile(
    r"^(?:同时|此外|另外|一方面|深入|全面|认真|切实|扎实|持续|积极|有序|大力|稳步|"
    r"落实好?|完成|推进|开展|做好|抓好|加强|组织|实施)+"
)

_SHARE = re.compile(
    r"(?:在(?P<of>[^，。占]*?)的?占比|占比|占(?P<base>[^，。]*?)(?:的)?(?:比例|比重|比)?)"
    r"(?:达到|达|为|约|是)?$"
)
_GROWTH = re.compile(
    r"(?P<what>.*?)(?P<than>同比|环比|比[^，。]{1,10}?|较[^，。]{1,10}?|与[^，。]{1,8}相比)?"
    r"(?P<verb>净增加?|净减少?|[增减]支|增长率?|增加|增幅|增速|上升|提高|提升|上涨|扩大|下降|减少|降低|下滑|压减|回落|缩减|缩短|延长|压缩|核减|节约|降幅|"
    r"[增升](?=[至到])|[减降](?=[至到])|"
    r"少用|多用|少支出|多支出|[多少])"
    r"(?P<to>了|至|到|为)?(?:约|近)?$"
)
_UP = frozenset(
    [
        "增",
        "升",
        "增支",
        "净增",
        "净增加",
        "增长",
        "增加",
        "增幅",
        "增速",
        "增长率",
        "延长",
        "上升",
        "提高",
        "提升",
        "上涨",
        "扩大",
        "多",
        "多用",
        "多支出",
    ]
)
# “每台车上一年是2.28万元”: no last year.
_LAST_YEAR = re.compile(
    r"(?:同比|[比较与])?(?:上年度?|去年|(?<![车船艇机人户岗])上一年)(?:同期|的|为|是)*$"
)
_LAST_YEAR_END = re.compile(r"(?:上年度?|去年|(?<![车船艇机人户岗])上一年)(?:同期|的|为|是)*$")
# What was carried over from last year is this year's money.
_LAST_YEAR_HEAD = re.compile(
    r"(?:而|其中)?(?:上年度?|去年|上一年度?)(?!.*(?:结转|结余|转入|相比|以来|尾款|遗留))"
)
# “三公经费预算6.40万元，决算5.98万元”: the second is named by the matter of the first.
_BUDGET_WORD = re.compile(r"(?:决算|实际支出|支出|执行)数?")
_MATTER = re.compile(r"(?P<of>[^年]{2,12}?)(?:年初|全年)?(?:预算|决算)数?")
# After a list of parts the sentence goes on about the whole.
_COMPOSED = re.compile(r"[\d元人户个件](?:构成|组成)，[^，\d]*$")
_IN_TURN = re.compile(
    r"(?P<names>[^，。；：\d]*[^，。；：、\d]、[^，。；：\d]*?|[^，。；：、\d和]{2,12}和[^，。；：、\d和]{3,12}?)(?:依次|分别)(?P<verb>[^，。；：、\d占]{0,6}?)(?:为|是)?$"
)
_RATE_OF = re.compile(r"(?:完成|达到|达|实现|为|是)?(?P<base>[^，。]{1,12}?)的$")


# What a figure is held against (“为预算12.90万元的96.74%”): the sentence goes on about the figure.
_YARDSTICK = re.compile(r"[为占比较]?(?:年初|全年|年度|调整后)?(?:预算|目标|计划|任务)数?")


# “与18.60万元的预算相比节约”: what is held against is named behind its figure.
_AS = ("与", "跟", "同", "和", "比", "较")
_AGAINST = re.compile(
    r"的(?P<of>(?:年初|全年|调整后)?(?:预算|计划|目标|任务|概算|控制[数线]|限额)数?)(?:相比|比|，)"
)


class _Sense(NamedTuple):
    measure: str
    aspect: Aspect = "value"
    base: str = ""
    direction: Direction = ""


class _Clause(NamedTuple):
    """The words around one number: left and right within its clause, and its sentence."""

    left: str
    right: str
    sentence: str
    before: str


def read_figures(
    text: Text, year: int | None, subject: str = ""
) -> tuple[list[Fact], list[Exclusion]]:
    """Return the stated facts of a paragraph in order, and the numbers that are none.

    ``year`` is the pack's year, used where the sentence names none; ``subject`` is
    whose figures they are where the sentence names nobody else (the project, the unit).
    """
    numbers = [_of_things(number, text.raw) for number in scan(text.raw)]
    places = Places()
    facts: list[Fact] = []
    exclusions: list[Exclusion] = []
    context = _Context(subject)
    for index, number in enumerate(numbers):
        printed = squeeze(text.raw[number.start : number.end])
        place = places.unique(f"{text.place}@{printed}")
        if number.excluded:
            location = text.location.span(number.start, number.end)
            exclusions.append(
                Exclusion(text=printed, reason=number.excluded, place=place, location=location)
            )
            continue
        clause = _clause(text.raw, numbers, index)
        sense, subject = context.read(clause, number)
        facts.append(
            Fact(
                place=place, measure=sense.measure, subject=subject,
                period=_period(clause, year), aspect=sense.aspect, base=sense.base,
                direction=sense.direction, quote=clause.sentence.strip()[:200],
                quantity=quantity_of(number, text.raw, place, text.location),
            )
        )  # fmt: skip
    return facts, exclusions


# “门急诊人次分别为15.2万、16.1万”, “献血4.08万毫升”: a bare 万 that counts things is no money.
_THINGS = re.compile(
    r"(人次|户次|车次|册次|台次|人[口数]|户数|次数|件数|册数|亩数|株数|只数|头数)"
    r"(?:分别|依次|各|合计|共计?|约|达到?|[为是：])*(?:[\d.]+万[、，和与及])*[\d.]*$"
)
_THING_BEHIND = re.compile(
    r"公升|词|余?人次|(?:余|多)?(?:群众|农户|居民|村民|市民|游客|学生|师生|读者|观众|网友|用户|粉丝|职工)"
)
# “12.6万、13.8万和15万册次”, “甲馆12.84万、乙馆18.62万，总量31.46万人次”: the unit stands once.
_LISTED_THINGS = re.compile(
    r"(?:、[^，。；、\d]{0,8}[\d.]+万)*(?:[、和及与][^，。；、\d]{0,8}|，(?:总量|总数|合计|共计?|总计))[\d.]+万"
    r"(人次|户次|车次|册次|台次|人|户|亩|册|株|只|头|尾|羽|棵|盏|台|份|张|本|吨|件次?|平方米|立方米|公里)"
)
_MONEY_WORDS = re.compile("元|投入|资金|经费|支出|补[助贴]|拨|收入|投资|奖|费|款|预算")
_WAN = 10_000


def _of_things(number: Number, raw: str) -> Number:
    """Return a number with the things that a bare 万 counts, where the words around name them."""
    if number.unit != "万元" or raw[number.end - 1] != "万" or number.excluded:
        return number
    behind = _THING_BEHIND.match(raw, number.end)
    left = squeeze(raw[max(number.start - 40, 0) : number.start])
    ahead = _THINGS.search(left)
    listed = None if behind or ahead else _LISTED_THINGS.match(raw, number.end)
    if listed and not _MONEY_WORDS.search(left[-12:] + listed[0]):
        ahead = listed
    if behind is None and ahead is None:
        return number
    unit = behind.group() if behind else (ahead[1] if ahead else "").rstrip("口数")
    return number._replace(
        unit=unit, end=behind.end() if behind else number.end, value=number.value * _WAN, precision=number.precision * _WAN,
        upper=None if number.upper is None else number.upper * _WAN,
    )  # fmt: skip


def _topic_clause(before: str) -> str:
    """Return what the sentence is about: its last clause without a number, made a noun."""
    clauses = re.split(r"[，：]", squeeze(before))[:-1]
    topics = [c for c in clauses if c and not re.search(r"\d|截[至止]|目前|今年", c)]
    topic = _VERBS.sub("", topics[-1]) if topics else ""
    return re.sub(r"(?:工作|任务)$", "", topic)[:24]


def _clause(raw: str, numbers: list[Number], index: int) -> _Clause:
    number = numbers[index]
    start = max((raw.rfind(mark, 0, number.start) for mark in "。！？；;\n"), default=-1) + 1
    ends = [found for mark in "。！？；;\n" if (found := raw.find(mark, number.end)) >= 0]
    end = min(ends) + 1 if ends else len(raw)
    quantities = [n for n in numbers if not n.excluded]
    previous = max((n.end for n in quantities if n.end <= number.start), default=0)
    following = min((n.start for n in quantities if n.start >= number.end), default=len(raw))
    left_start = max((raw.rfind(mark, 0, number.start) for mark in _DELIMITERS), default=-1) + 1
    return _Clause(
        left=_before_brackets(raw, max(left_start, previous), number.start),
        right=_until(raw[number.end : min(following, end)]),
        sentence=raw[start:end],
        before=raw[start : number.start],
    )


def _before_brackets(raw: str, start: int, stop: int) -> str:
    """Return the words before a number, past a bracket that only explains them.

    “公用经费控制率（决算÷预算）97.46%” is named by what stands before the bracket.
    """
    opening = raw.rfind("（", 0, start)
    only = re.fullmatch(r"\s*(?:达到?|为|是)?\s*", raw[start:stop])
    if only is None or raw[start - 1 : start] != "）" or opening < 0:
        return raw[start:stop]
    if re.search(r"[\d）]", raw[opening + 1 : start - 1]):
        return raw[start:stop]
    clause = max((raw.rfind(mark, 0, opening) for mark in _DELIMITERS), default=-1) + 1
    return raw[clause:opening]


def _until(text: str) -> str:
    positions = [found for mark in _DELIMITERS if (found := text.find(mark)) >= 0]
    return text[: min(positions)] if positions else text


class _Context:
    """Carries the sentence's head from one figure to the next."""

    def __init__(self, subject: str) -> None:
        self._default = subject
        self._share: _Sense | None = None  # the share right before: “分别占B的p%、q%”
        self._names: list[str] = []  # what “甲、乙、丙依次……” still has to name
        self._sentence = ""
        self._last = ""
        self._rate = ""
        self._head = ""
        self._subject = ""

    def read(self, clause: _Clause, number: Number) -> tuple[_Sense, str]:
        """Return what the figure means and whose it is."""
        if clause.sentence != self._sentence:
            matter = self._sentence.endswith("；") and _MATTER.fullmatch(self._head)
            self._sentence, self._last = clause.sentence, ""
            self._head = matter.group() if matter else ""
            self._rate, self._share, self._names = "", None, []
            self._subject = self._default
        self._topic(clause.before)
        if self._head and _COMPOSED.search(squeeze(clause.before)):
            self._last = self._head
        sense = self._in_turn(clause, self._sense(clause, number))
        self._share = sense if sense.aspect == "share" else None
        subject = self._subject
        if subject and sense.measure.startswith(subject):
            subject = self._default
        if subject == self._default and _GENERIC.fullmatch(sense.measure):
            subject = _topic_clause(clause.before) or self._head or subject
        if sense.aspect == "value":
            if "其中" in clause.before and self._head and self._head != sense.measure:
                subject = self._head
            elif not self._head and not squeeze(clause.sentence).startswith("其中"):
                self._head = sense.measure
            if not _YARDSTICK.fullmatch(sense.measure):
                self._last = sense.measure
        elif sense.aspect == "growth" and not self._last:
            self._last = sense.measure
        elif sense.aspect == "rate":
            self._rate = sense.measure
        return sense, subject

    def _in_turn(self, clause: _Clause, sense: _Sense) -> _Sense:
        """Name the figures of “甲、乙、丙依次支出x、y、z” each by its own name."""
        left = squeeze(clause.left)
        if left in ("", "和", "与", "及") and self._names and sense.aspect == "value":
            return sense._replace(measure=self._names.pop(0))
        self._names = []
        opening = _IN_TURN.search(squeeze(clause.before))
        if opening is None or sense.aspect != "value":
            return sense
        names = [_strip(name) for name in re.split(r"、|以及|和(?=[^、]{3,}$)", opening["names"])]
        self._names = [f"{name}{opening['verb']}" for name in names]
        return sense._replace(measure=self._names.pop(0))

    def _topic(self, before: str) -> None:
        found = _TOPIC.findall(before)
        topic = _LEAD.sub("", squeeze(found[-1])) if found else ""
        if topic and not squeeze(before).endswith(topic):
            self._subject = topic
            return
        unit = _UNIT_NAME.match(_LEAD.sub("", squeeze(before)))
        if unit:
            self._subject = unit.group()

    def _sense(self, clause: _Clause, number: Number) -> _Sense:
        left = squeeze(clause.left)
        if number.unit in ("%", "‰", "百分点"):
            return self._percent(left, clause)
        growth = _GROWTH.match(left)
        if growth and (growth["than"] or not growth["what"]):
            return self._growth(growth)
        compared = _LAST_YEAR.search(left)
        if compared:
            return _Sense(self._measure(left[: compared.start()], "", number.unit))
        return _Sense(self._measure(left, clause.right, number.unit))

    def _percent(self, left: str, clause: _Clause) -> _Sense:
        if self._share is not None and left in ("", "和", "与", "及"):
            return self._share
        growth = _GROWTH.match(left)
        if growth and (growth["verb"] not in ("多", "少") or growth["than"]):
            return self._growth(growth)
        if left == "的":  # “占B y人的p%”: the base is the figure right before
            return _Sense(self._last, "share", self._last)
        share = _SHARE.search(left)
        if share:
            base = squeeze(share["of"] or share["base"] or "")
            ahead = _strip(left[: share.start()])
            return _Sense(ahead or self._last, "share", _strip(base))
        compared = _LAST_YEAR_END.search(left)
        if compared:  # “使用率86.4%，比上年的84.9%提高”, “占比由上年的28.6%降至”
            named = _strip(re.sub("[比较与由从]$", "", left[: compared.start()]))
            return _Sense(named or self._rate or self._last, "rate")
        rate = _RATE_OF.search(left)
        if rate and not left.endswith(("率的", "度的")):
            return _Sense(self._last or _strip(left), "rate", _strip(rate["base"]))
        return _Sense(self._measure(left, clause.right, "%"), "rate")

    def _growth(self, growth: re.Match[str]) -> _Sense:
        what = _strip(growth["what"])
        aspect: Aspect = "change_to" if growth["to"] in ("至", "到", "为") else "growth"
        direction: Direction = "up" if growth["verb"] in _UP else "down"
        measure = what or self._last or self._rate
        return _Sense(measure, aspect, _strip(growth["than"] or ""), direction)

    def _measure(self, left: str, right: str, unit: str) -> str:
        """Name what is counted: words before the number, and the noun right behind it."""
        yardstick = _AGAINST.match(right) if left.endswith(_AS) else None
        if yardstick:
            return yardstick["of"]
        head = _strip(left)
        if unit not in ("%", "元", "万元", "亿元") and right:
            stop = _RIGHT_STOP.search(right)
            noun = squeeze(right[: stop.start()] if stop else right)[:16]
        else:
            noun = ""
        words = noun if noun and left.endswith("等") else f"{head}{noun}"
        if not words:
            return "合计" if re.search(r"合计|总计|共计$", left) else self._last
        matter = _MATTER.fullmatch(self._head)
        if matter and _named_money(matter["of"], self._subject) and _BUDGET_WORD.fullmatch(words):
            words = matter["of"] + words
        unit_name = _UNIT_NAME.match(words)
        if unit_name and len(words) > unit_name.end():
            words = words[unit_name.end() :]
        return _balanced(words)[-30:]


def _named_money(matter: str, subject: str) -> bool:
    """Tell whether a budget's matter is no project of its own, which is the subject already."""
    return matter != subject or matter.endswith(("经费", "费"))


def _strip(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = _TAIL.sub("", _LEAD.sub("", squeeze(text)))
    return text


def _balanced(text: str) -> str:
    """Return a phrase without quotation marks that have lost their partner."""
    return text if text.count("“") == text.count("”") else re.sub("[“”]", "", text)


def _period(clause: _Clause, year: int | None) -> str:
    if turn := year_by_turn(clause.before, year):
        return turn
    named = re.findall(r"(20\d\d)年", clause.before)
    left = squeeze(clause.left)
    if year and _LAST_YEAR_END.search(left) and str(year - 1) not in named:
        return str(year - 1)  # also where the sentence opens with its own year
    if named:
        return str(named[-1])
    if year and _LAST_YEAR_HEAD.match(left):
        return str(year - 1)
    return str(year or "")
