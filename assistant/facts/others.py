"""Facts of prior packs (P001…) and of work summaries (S001…), beside those of the pack."""

from collections.abc import Iterable, Iterator

from assistant.facts.gather import gather
from assistant.facts.passages import passages
from assistant.facts.prose import read_figures
from assistant.model.dossier import Dossier, prior_root
from assistant.model.fact import Fact, FactBook
from assistant.model.pack import Pack


def others(dossier: Dossier) -> FactBook:
    """Return the facts of prior packs, then of summaries; the pack's own ids stay as they are.

    The places of a prior pack begin with ``prior/YEAR/``; a summary's figures have the year
    their sentence names, else the summary's own.
    """
    facts = list(_numbered("P", (fact for pack in dossier.prior for fact in _of_prior(pack))))
    said = _of_summaries(dossier)
    return FactBook(facts=[*facts, *_numbered("S", said)])


def _numbered(prefix: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    renamed: dict[str, str] = {}
    for number, fact in enumerate(facts, 1):
        new = f"{prefix}{number:03d}"
        renamed[fact.id] = new
        operands = [renamed.get(operand, operand) for operand in fact.operands]
        yield fact.model_copy(update={"id": new, "operands": operands})


def _of_prior(pack: Pack) -> Iterator[Fact]:
    root = prior_root(pack)
    for fact in gather(Dossier(pack=pack)).facts:
        place = f"{root}/{fact.place}"
        quantity = fact.quantity.model_copy(update={"place": place})
        own = f"{root}/{fact.id}"  # ids of two prior packs would meet before they are renamed
        operands = [f"{root}/{operand}" for operand in fact.operands]
        yield fact.model_copy(
            update={"id": own, "place": place, "quantity": quantity, "operands": operands}
        )


def _of_summaries(dossier: Dossier) -> Iterator[Fact]:
    for passage in passages(dossier.narratives):
        for fact in read_figures(passage.text, passage.year, "")[0]:
            yield fact.model_copy(update={"id": fact.place})
