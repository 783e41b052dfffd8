"""Packs spoiled at random: whatever the figures, every draft is proved and reads as true."""

import random
from decimal import Decimal

import pytest

from assistant.facts.verify_text import verify_text
from assistant.model.pack import Pack
from assistant.model.quantity import Quantity
from tests.drafts.sample import corpus_pack, paragraphs, run

SEED = 7
FACTORS = [Decimal(text) for text in ("0", "0.1", "0.5", "1.7", "3", "10")]


def spoiled(town: str, rng: random.Random) -> Pack:
    """Return a pack with blank sections and notes, and six of its figures changed."""
    pack = corpus_pack(town).model_copy(deep=True)
    for report in pack.reports():
        for section in report.walk():
            if any(word in section.title for word in ("问题", "措施", "偏离")):
                for text in section.paragraphs:
                    text.raw = "无"
    for table in pack.tables():
        for row in table.indicators:
            row.deviation.raw = ""
    known = [field for field in pack.fields() if isinstance(field, Quantity) and field.known()]
    for field in rng.sample(known, 6):
        assert field.value is not None
        field.value *= rng.choice(FACTORS)
        field.raw = str(field.value)
    return pack


@pytest.mark.parametrize("town", ["tangao", "luting", "yanhu"])
def test_spoiled_packs(town: str) -> None:
    print(f"seed {SEED}")
    rng = random.Random(f"{SEED}{town}")
    for _ in range(8):
        made = run(spoiled(town, rng))
        assert made.drafts.fallbacks == []
        assert made.drafts.drafts
        for _, text, scope, row in paragraphs(made):
            claims = verify_text(text, made.facts, made.ground, scope, row, made.names)
            assert [c.reason for c in claims if c.status != "matched"] == [], text
