"""The people whom a dossier names: what is masked wherever it stands before anything is sent."""

from collections.abc import Iterator

from assistant.llm.private_names import find
from assistant.model.document import Paragraph
from assistant.model.dossier import Dossier


def people(dossier: Dossier) -> tuple[str, ...]:
    """Return the names that signatures, forms and sentences of a dossier state, sorted."""
    return tuple(sorted({name for text in _texts(dossier) for name in find(text)}))


def _texts(dossier: Dossier) -> Iterator[str]:
    for pack in (dossier.pack, *dossier.prior):
        yield from (field.raw for field in pack.fields() if field.raw)
        yield from (loose.text for loose in pack.unplaced)
        if pack.base_data:
            sign = pack.base_data.signoff
            yield f"填表人：{sign.filler.raw}\n单位负责人：{sign.leader.raw}\n"
    for narrative in dossier.narratives:
        yield from (block.text for block in narrative.blocks if isinstance(block, Paragraph))
