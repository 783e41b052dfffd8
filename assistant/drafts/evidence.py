"""The evidence of each matter, chosen in code: causes, passages, and last year's promises."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.drafts.causes import BECAUSE, REPORT, Cause
from assistant.drafts.clauses import cut
from assistant.drafts.deadlines import row_names, stated_plan
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter
from assistant.drafts.notes import noted
from assistant.drafts.phrases import texts
from assistant.drafts.promises import Outcome, follow, promises, subject_of
from assistant.drafts.published import SAID as PUBLISHED
from assistant.drafts.published import Published
from assistant.drafts.shelf import Link, Shelf
from assistant.drafts.slots import in_form, spoken_of
from assistant.facts.naming import likeness
from assistant.model.draft import Draft, EvidenceItem, Slot
from assistant.model.fact import Fact
from assistant.model.place import Place

_EXPLAINS = re.compile(
    r"不够|要等|须待|推迟|较晚|受[^，。]{1,10}影响|尚未动工|还没有动工|冲断|停工|"
    r"其中[^。]{4,}其余|其中[^。]*(?:引起|增加)"
)
_LEANS = re.compile(r"^(?:前[两三]|其中|这|该|此|没有|另|上述|两者|后者)")
_SAVES = re.compile(
    r"三公[^。]{0,20}(?:少|降|减|压)|节约|节电|节水|(?:接待|用车|会议)[^。]{0,16}(?:一律|尽量|减|合并|拼车|先填)"
)
_LONG = 200
_SAID = "工作总结"
_UNSOUGHT = ("promise", "unclear", "doubtful")


class Evidence:
    """Chooses evidence for matters; ``causes`` keeps what it found for each row."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shelf = Shelf(desk.dossier)
        self.accounts = Published(desk)
        self.outcomes = [follow(each, self.shelf) for each in promises(desk.dossier)]
        self.causes: dict[Place, Cause] = {}
        self._used: set[Place] = set()
        rows = [row for table in desk.pack.tables() for row in table.indicators]
        self._notes = {row.place: row.deviation for row in rows}

    def enrich(self, matter: Matter) -> Matter:
        """Give a matter its cause or its passage, last year's promise, and the list of both."""
        if matter.cause.source == REPORT:
            matter.cause = matter.cause._replace(words=self._cut(matter, matter.cause.words))
        for link in self._links(matter):
            self._take(matter, link)
            break
        self._published(matter)
        matter.rivals = row_names(self._desk)
        matter.plan = self._noted(matter.row) or stated_plan(
            self._desk, _item(matter), matter.scope
        )
        if matter.cause.words:
            self.causes[matter.row] = matter.cause
        outcome = self._promise(matter)
        if outcome:
            matter.promise = outcome
            self._used.add(outcome.promise.place)
            matter.evidence.append(item_of(outcome))
        return matter

    def _published(self, matter: Matter) -> None:
        """Add what the final accounts say: the same figure, and why where nothing else does."""
        same = self.accounts.same(matter.row)
        if same is not None and matter.kind not in _UNSOUGHT:
            matter.facts["published"] = same
        if matter.cause.words or matter.kind in _UNSOUGHT or not self.accounts.accounts:
            return
        links = self.accounts.shelf.links(_item(matter), "", self._figures(matter))
        for link in self.accounts.causes(links):
            words = link.sentence.words
            matter.cause = Cause(self._cut(matter, words), f"{PUBLISHED}说明")
            matter.evidence.append(EvidenceItem(
                kind="cause", text=words, place=link.sentence.place,
                why=f"{link.sentence.source}：{link.why}", score=round(link.score, 2),
            ))  # fmt: skip
            break

    def _noted(self, row: Place) -> Cause | None:
        """Return the plan that a row's own deviation cell gives."""
        note = self._notes.get(row)
        plan = noted(note.text)[1] if note and not note.is_empty() else ""
        return Cause(plan, "自评表说明") if plan else None

    def unkept(self) -> list[Matter]:
        """Return a matter for each promise that the material shows unfinished and no other tells."""
        return [
            _unkept(outcome)
            for outcome in self.outcomes
            if outcome.kept == "unfinished" and outcome.promise.place not in self._used
        ]

    def _links(self, matter: Matter) -> list[Link]:
        if matter.kind in _UNSOUGHT or matter.kind.startswith("quality"):
            return []
        seek = texts()["seek"].get(matter.kind, "")
        found = self.shelf.links(_item(matter), seek, self._figures(matter))
        return sorted(found, key=lambda link: (-link.strength, -link.score))

    def _figures(self, matter: Matter) -> Iterator[Fact]:
        yield from matter.facts.values()
        for fact in self._desk.book.facts:
            if fact.place.startswith(f"{matter.row}/") and fact.kind != "proposed":
                yield fact

    def _take(self, matter: Matter, link: Link) -> None:
        if link.clashes:
            matter.evidence.append(_clash(link))
            return
        words, explains = self._passage(link)
        cause = explains and not matter.cause.words
        if cause:
            matter.cause = Cause(self._cut(matter, words), f"{_SAID}说明")
        elif not matter.cause.words:
            matter.said = words
        matter.evidence.append(
            EvidenceItem(
                kind="cause" if cause else "passage", text=words,
                place=link.sentence.place, why=f"{link.sentence.source}：{link.why}",
                score=round(link.score, 2),
            )
        )  # fmt: skip

    def _cut(self, matter: Matter, words: str) -> str:
        return cut(words, list(self._figures(matter)), self._desk.pack.year)

    def _passage(self, link: Link) -> tuple[str, bool]:
        """Return the words to quote, and whether they say why: the sentence, or its neighbours."""
        own = link.sentence.words
        before = self.shelf.before(link.number)
        if before and "因此" in own and len(both := f"{before.words}。{own}") <= _LONG:
            return both, True
        for after in self.shelf.following(link.number):
            if _explains(after.words) and self.shelf.is_of_year(after):
                both = self._between(link, after.place)
                if _LEANS.match(after.words) and len(both) <= _LONG:
                    return both, True
                return (own, True) if _explains(own) else (after.words, True)
        return own, _explains(own)

    def _between(self, link: Link, last: Place) -> str:
        told = [link.sentence.words]
        for after in self.shelf.following(link.number):
            told.append(after.words)
            if after.place == last:
                break
        return "。".join(told)

    def _promise(self, matter: Matter) -> Outcome | None:
        """Return last year's promise on the same matter; one that only touches it is its own."""
        for outcome in self.outcomes:
            if outcome.promise.place not in self._used and self._is_on(matter, outcome):
                return outcome
        return None

    def _is_on(self, matter: Matter, outcome: Outcome) -> bool:
        """Tell whether a promise is on a matter.

        It is where its measure names the item, or where it names part of the item and its
        problem names the rest, or where one passage tells of both and they share two words.
        """
        item, promise = _item(matter), outcome.promise
        if _names(item, promise.words):
            return True
        own = subject_of(promise.words)
        if own & subject_of(item) and _names(item, promise.problem):
            return True
        told = f"{item}{matter.cause.words}{matter.said}"
        return self._same_passage(matter, outcome) and len(own & subject_of(told)) > 1

    def _same_passage(self, matter: Matter, outcome: Outcome) -> bool:
        sentence = outcome.sentence
        return sentence is not None and any(e.place == sentence.place for e in matter.evidence)

    def thrift(self) -> list[EvidenceItem]:
        """Return up to two sentences that say what was saved this year."""
        found = []
        for number, score in self.shelf.search(texts()["seek"]["thrift"]):
            sentence = self.shelf.sentences[number]
            if self.shelf.is_of_year(sentence) and _SAVES.search(sentence.words):
                found.append(EvidenceItem(
                    kind="passage", text=sentence.words, place=sentence.place,
                    why=f"{sentence.source}：写明本年的节约做法或效果", score=round(score, 2),
                ))  # fmt: skip
        return [item for item in found if item.text.count("“") == item.text.count("”")][:2]

    def of_draft(self, draft: Draft, matters: list[Matter]) -> list[EvidenceItem]:
        """Return what was chosen for a draft: findings, figures, then passages and promises."""
        used = {i for p in draft.paragraphs for s in p.sentences for i in s.facts}
        facts = [fact for fact in self._desk.book.facts if fact.id in used]
        out = [*self._findings(draft.slot.place, facts), *map(_figure, facts)]
        if draft.slot.kind == "thrift":
            out += [*self.thrift(), *self.accounts.thrift()]
        out += [
            item for matter in matters if told_in(matter, draft.slot) for item in matter.evidence
        ]
        return out

    def _findings(self, place: Place, facts: list[Fact]) -> Iterator[EvidenceItem]:
        used = {fact.place for fact in facts}
        for finding in self._desk.report.findings:
            own = {operand.place for operand in finding.operands}
            if finding.place == place or finding.place in used or used & own:
                yield EvidenceItem(
                    kind="finding", text=finding.message, place=finding.place,
                    why=f"规则{finding.rule}的问题，涉及本处所用的数据或位置",
                )  # fmt: skip


def told_in(matter: Matter, slot: Slot) -> bool:
    """Tell whether a slot is where a matter is told."""
    if slot.kind == "deviation":
        return matter.row == slot.place.removesuffix("/deviation")
    if in_form(slot):
        return matter.scope == (spoken_of(slot)[0] or "") and not matter.own_forms
    if slot.kind == "project_deviation":
        return matter.scope == slot.place.split("/")[1]
    return slot.kind in ("problems", "measures") and not matter.own_forms


def _figure(fact: Fact) -> EvidenceItem:
    if fact.kind == "proposed":
        why = "按口径和年度提出的建议，须由单位决定"
        return EvidenceItem(kind="derived", text=fact.measure, place=fact.place, why=why)
    if fact.kind == "derived":
        why = f"由本处的数据推算（{fact.formula}）"
        return EvidenceItem(kind="derived", text=fact.measure, place=fact.place, why=why)
    if fact.place.startswith("accounts/"):
        return EvidenceItem(
            kind="fact", text=fact.quote or fact.measure, place=fact.place,
            why=f"{fact.period}年度{PUBLISHED}公开的同一项",
        )  # fmt: skip
    return EvidenceItem(
        kind="fact", text=fact.quote or fact.measure, place=fact.place, why="本处事项的数据"
    )


def item_of(outcome: Outcome) -> EvidenceItem:
    """Return a promise as an item of evidence, with what became of it."""
    promise = outcome.promise
    became = {"kept": "已落实", "unfinished": "尚未完成", "unknown": "材料没有写明是否落实"}
    told = f"，依据“{outcome.sentence.words}”" if outcome.sentence else ""
    return EvidenceItem(
        kind="promise", text=promise.words, place=promise.place,
        why=f"{promise.year}年自评报告就同一事项提出的措施：{became[outcome.kept]}{told}",
        score=None if outcome.score is None else round(outcome.score, 2),
    )  # fmt: skip


def _clash(link: Link) -> EvidenceItem:
    return EvidenceItem(
        kind="passage", text=link.sentence.words, place=link.sentence.place,
        why=f"{link.sentence.source}：{link.why}，但其中的数字与材料不一致，没有采用，请核对",
        score=round(link.score, 2),
    )  # fmt: skip


def _item(matter: Matter) -> str:
    return matter.words.get("item") or matter.about


def _explains(words: str) -> bool:
    balanced = words.count("“") == words.count("”") and len(words) <= _LONG
    return balanced and bool(BECAUSE.search(words) or _EXPLAINS.search(words))


def _names(item: str, text: str) -> bool:
    runs = len({item[n : n + 2] for n in range(len(item) - 1)})
    return runs > 1 and Decimal(likeness(item, text)) / runs >= Decimal("0.6")


def _unkept(outcome: Outcome) -> Matter:
    """Return the matter of a promise not kept; its passage is quoted once, as cause or as fact."""
    matter = Matter("promise", "", outcome.promise.words, {}, {}, row=outcome.promise.place)
    said = outcome.sentence.words if outcome.sentence else ""
    matter.words = {"promise": outcome.promise.words, "said": said}
    if _explains(said):
        matter.kind, matter.cause = "promise_explained", Cause(said, f"{_SAID}说明")
    matter.evidence = [item_of(outcome)]
    return matter
