"""The whole way: files → documents → pack → facts → findings → drafts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

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
    NothingFound,
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

Made = TypeVar("Made")


class ReadResult(NamedTuple):
    """What could be read of a call's files, and what to tell about the others."""

    documents: list[Document]
    errors: list[JixiaoError]


class Group(NamedTuple):
    """The documents of one path, as a prior year's pack or a year's final accounts are given."""

    path: Path
    documents: list[Document]


class Materials(NamedTuple):
    """What was read of a pack and of what it is compared with; ``lost`` are its unread files."""

    pack: list[Document]
    lost: list[JixiaoError]
    prior: list[Group]
    narratives: list[Document]
    accounts: list[Group]
    beside: list[Group]


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
    beside: Iterable[Path] = (),
    reader: ModelReader | None = None,
    ahead: int = 0,
    tell: Tell,
) -> Dossier:
    """Read and extract a pack with its prior years (one pack for each path) and summaries.

    Each path of ``accounts`` holds the unit's final accounts of one year: the pack's or the one
    before, both later by ``ahead`` years. Each path of ``beside`` holds another unit's pack.
    ``reader`` asks a model about forms of a layout that is not known. ``tell`` hears of
    each file, prior pack or final accounts that can't be used. Raises ``NothingRead`` when
    no file of ``paths`` can be read, ``NothingFound`` and ``MixedPacks`` as ``extract`` does.
    """
    own = _read(paths, tell)
    before = _groups(prior, tell)
    result = read_all(summaries)
    _tell_all(result, tell)
    materials = Materials(
        own.documents, own.errors, before, result.documents,
        _groups(accounts, tell), _groups(beside, tell),
    )  # fmt: skip
    return assemble(materials, reader=reader, ahead=ahead, tell=tell)


def assemble(
    materials: Materials, *, reader: ModelReader | None = None, ahead: int = 0, tell: Tell
) -> Dossier:
    """Extract a pack and what it is compared with from documents; else as :func:`load`."""
    documents = _of_pack(materials.pack, tell)
    pack = extract(documents, reader)
    place = profile_of(pack, documents)
    pack.readings += map(_unread, filter(_loses, materials.lost))
    this = None if pack.year is None else pack.year + ahead
    return Dossier(
        pack=pack,
        prior=_made(materials.prior, lambda group: _prior_pack(group, pack), tell),
        beside=_made(materials.beside, lambda group: _other_pack(group, pack), tell),
        accounts=_made(materials.accounts, lambda group: _final_accounts(group, pack, this), tell),
        narratives=materials.narratives,
        profile=place.profile,
        profile_reason=place.reason,
    )


def again(dossier: Dossier, documents: Sequence[Document]) -> Dossier:
    """Return a dossier whose pack is extracted anew from its documents, as a person edited them."""
    pack = extract(documents)
    pack.readings += [reading for reading in dossier.pack.readings if not reading.file]
    return dossier.model_copy(update={"pack": pack})


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


def _groups(paths: Iterable[Path], tell: Tell) -> list[Group]:
    """Read each path by itself; one that gives nothing was told and is left out."""
    groups = []
    for path in paths:
        result = read_all([path])
        _tell_all(result, tell)
        if result.documents:
            groups.append(Group(path, result.documents))
    return groups


def _made(groups: Iterable[Group], make: Callable[[Group], Made], tell: Tell) -> list[Made]:
    """Return what the groups become; one that can't be used is told."""
    out = []
    for group in groups:
        try:
            out.append(make(group))
        except JixiaoError as error:
            tell(error)
    return out


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


def _prior_pack(group: Group, pack: Pack) -> Pack:
    made = extract(group.documents)
    _must_be_earlier(made, pack, group.path)
    return made


def _other_pack(group: Group, pack: Pack) -> Pack:
    """Return another unit's pack; files of our own unit would only be found to repeat themselves."""
    try:
        made = extract(group.documents)
    except NothingFound as error:
        raise NothingFound(f"“{group.path}”：{error}") from error
    if same_unit(pack.unit.text, made.unit.text):
        raise MixedPacks(f"“{group.path}”是本单位的材料，未用于比对；上年材料请用 --prior 给出。")
    return made


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


def _final_accounts(group: Group, pack: Pack, this: int | None) -> FinalAccounts:
    made = read_accounts(group.documents)
    _must_concern(made, pack, this, group.path)
    return made


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
