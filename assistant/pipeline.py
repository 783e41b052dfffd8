"""The whole way: files → documents → pack → facts → findings → drafts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from assistant.accounts import Genre, genre, read_accounts
from assistant.checks import CheckOptions, check, chosen_codes
from assistant.checks.notices.asking import Noticer, requests_for
from assistant.documents import READABLE
from assistant.documents import read_all as read_files
from assistant.documents.copies import copies, told
from assistant.drafts import Writer, draft, prompts
from assistant.errors import (
    JixiaoError,
    MixedPacks,
    NotAPack,
    NotFinalAccounts,
    NothingRead,
    NotOfPack,
    SameContent,
    Tell,
)
from assistant.extraction import extract
from assistant.extraction.model_layout import ModelReader
from assistant.extraction.profile_of import profile_of
from assistant.facts import gather
from assistant.facts.finals import same_unit
from assistant.facts.people import people
from assistant.files import find
from assistant.llm import show
from assistant.model.accounts import FinalAccounts
from assistant.model.document import Document, ReadingNote, ReadingReport
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack


class ReadResult(NamedTuple):
    """What could be read of a call's files, and what to tell about the others."""

    documents: list[Document]
    errors: list[JixiaoError]


class Drafted(NamedTuple):
    """The two reports of a draft run."""

    report: CheckReport
    drafts: DraftReport


def read_all(paths: Iterable[Path]) -> ReadResult:
    """Read every file; one that can't be read becomes an error and the others go on."""
    found = find(paths, READABLE)
    reading = read_files(found.files)
    repeated = copies(reading.documents)
    dropped = {id(each.copy) for each in repeated}
    return ReadResult(
        [document for document in reading.documents if id(document) not in dropped],
        [*found.errors, *reading.errors, *(SameContent(told(each)) for each in repeated)],
    )


def load(
    paths: Iterable[Path],
    prior: Iterable[Path] = (),
    summaries: Iterable[Path] = (),
    *,
    accounts: Iterable[Path] = (),
    reader: ModelReader | None = None,
    ahead: int = 0,
    tell: Tell,
) -> Dossier:
    """Read and extract a pack with its prior years (one pack for each path) and summaries.

    Each path of ``accounts`` holds the unit's final accounts of one year: the pack's or the one
    before, both later by ``ahead`` years. ``reader`` asks a model about forms of a layout that
    is not known. ``tell`` hears of
    each file, prior pack or final accounts that can't be used. Raises ``NothingRead`` when
    no file of ``paths`` can be read, ``NothingFound`` and ``MixedPacks`` as ``extract`` does.
    """
    own = _read(paths, tell)
    documents = _of_pack(own.documents, tell)
    pack = extract(documents, reader)
    place = profile_of(pack, documents)
    pack.readings += map(_unread, filter(_loses, own.errors))
    before = [made for path in prior for made in _prior_pack(path, pack, tell)]
    result = read_all(summaries)
    _tell_all(result, tell)
    this = None if pack.year is None else pack.year + ahead
    finals = [made for path in accounts for made in _final_accounts(path, pack, this, tell)]
    return Dossier(
        pack=pack, prior=before, narratives=result.documents, accounts=finals,
        profile=place.profile, profile_reason=place.reason,
    )  # fmt: skip


def run_check(
    dossier: Dossier, options: CheckOptions, noticer: Noticer | None = None
) -> CheckReport:
    """Check a pack, with a model's notices where one is given."""
    return check(dossier, gather(dossier), options, noticer)


def run_draft(
    dossier: Dossier,
    options: CheckOptions,
    writer: Writer | None = None,
    noticer: Noticer | None = None,
) -> Drafted:
    """Check a pack and draft what it leaves blank, with a model's words where one is given.

    Drafts come first where both ask a model, so that notices get what is left of the budget;
    they rest on the rules' findings alone.
    """
    facts = gather(dossier)
    report = check(dossier, facts, options)
    drafts = draft(dossier, facts, report, writer)
    if noticer:
        report = check(dossier, facts, options, noticer)
        for name, number in noticer.usage.items():
            drafts.usage[name] = drafts.usage.get(name, 0) + number
    return Drafted(report, drafts)


def run_prompts(dossier: Dossier, options: CheckOptions) -> list[str]:
    """Return exactly what a draft run would send to a model, one text for each question."""
    facts = gather(dossier)
    report = check(dossier, facts, options)
    names = people(dossier)
    noticing = requests_for(dossier.pack, chosen_codes(options), names)
    return [
        *(show(replace(each, private=names)) for each in prompts(dossier, facts, report)),
        *(show(each) for each in noticing),
    ]


def _documents(paths: Iterable[Path], tell: Tell) -> Sequence[Document]:
    return _read(paths, tell).documents


def _read(paths: Iterable[Path], tell: Tell) -> ReadResult:
    result = read_all(paths)
    _tell_all(result, tell)
    if not result.documents:
        raise NothingRead("给出的文件都没能读取。")
    return result


def _loses(error: JixiaoError) -> bool:
    """Tell whether a file's content is lost, not only told twice."""
    return error.exit_code != 0


def _unread(error: JixiaoError) -> ReadingReport:
    """Return the report of a file that gave nothing: the pack isn't whole without it."""
    note = ReadingNote(kind="unread_file", message=str(error), lost=True)
    return ReadingReport(file="", format="", notes=[note])


def _prior_pack(path: Path, pack: Pack, tell: Tell) -> Iterable[Pack]:
    try:
        made = extract(_documents([path], tell))
        _must_be_earlier(made, pack, path)
    except NothingRead:
        return
    except JixiaoError as error:
        tell(error)
        return
    yield made


def _of_pack(documents: Sequence[Document], tell: Tell) -> list[Document]:
    """Return the documents that may hold a pack; published accounts and budgets are told.

    Raises ``NotAPack`` where nothing else was given.
    """
    kept = []
    for document in documents:
        kind = genre(document)
        if kind == "other":
            kept.append(document)
            continue
        told = _what_it_is(document.source.path, kind)
        if len(documents) == 1:
            raise NotAPack(told)
        tell(NotOfPack(told))
    if not kept:
        raise NotAPack("给出的都是公开的部门决算或部门预算，没有绩效自评材料。")
    return kept


def _final_accounts(
    path: Path, pack: Pack, this: int | None, tell: Tell
) -> Iterable[FinalAccounts]:
    try:
        made = read_accounts(_documents([path], tell))
        _must_concern(made, pack, this, path)
    except NothingRead:
        return
    except JixiaoError as error:
        tell(error)
        return
    yield made


def _what_it_is(path: str, kind: Genre) -> str:
    """Return what a published document is, and which option takes it."""
    if kind == "budget":
        return f"“{path}”是公开的部门预算，不是绩效自评材料，没有采用。"
    return (
        f"“{path}”是公开的部门决算，不是绩效自评材料；路径处请放自评材料，决算用 --accounts 给出，"
        f"如：jixiao check 自评材料 --accounts {Path(path).name}。"
    )


def _must_concern(made: FinalAccounts, pack: Pack, this: int | None, path: Path) -> None:
    ours, theirs = pack.unit.text, made.unit.text
    if ours and theirs and not same_unit(ours, theirs):
        raise NotFinalAccounts(f"“{path}”是“{theirs}”的部门决算，不是“{ours}”的。")
    if made.year is None or this is None:
        raise NotFinalAccounts(f"“{path}”或自评材料没有写明年度，无法对照。")
    if made.year not in (this, this - 1):
        raise NotFinalAccounts(f"“{path}”是 {made.year} 年度的部门决算，自评年度为 {this} 年。")


def _must_be_earlier(made: Pack, pack: Pack, path: Path) -> None:
    ours, theirs = pack.unit.text, made.unit.text
    if ours and theirs and ours not in theirs and theirs not in ours:
        raise MixedPacks(f"“{path}”是“{theirs}”的材料，不是“{ours}”的，未用作上年材料。")
    if pack.year and made.year and made.year >= pack.year:
        raise MixedPacks(f"“{path}”是 {made.year} 年的材料，不早于本次的 {pack.year} 年，未采用。")


def _tell_all(result: ReadResult, tell: Tell) -> None:
    for error in result.errors:
        tell(error)
