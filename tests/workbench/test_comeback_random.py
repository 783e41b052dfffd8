"""Word files changed at random: no crash, no silent loss, and the events always fit."""

import random
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from assistant.ooxml import W, accepted_text, paragraphs
from assistant.workbench.delivery import Form, make
from tests.output.revisions import accept, reject
from tests.workbench.test_comeback import back, exported, squeeze_all, taken
from tests.workbench.worked import clear, put_after, put_before, rewritten, say

FORMS: tuple[Form, ...] = ("word_clean", "word_tracked", "word_annotated")


def change(root: etree._Element, dice: random.Random) -> None:
    """Do up to three things to a document that people do, and some that they don't."""
    dice.choice([accept, reject, lambda root: None])(root)
    for _ in range(dice.randint(1, 3)):
        dice.choice([drop, put_in, turn, drop_table, drop_row, repeat, retype, move, double])(
            root, dice
        )


def drop(root: etree._Element, dice: random.Random) -> None:
    p = dice.choice(paragraphs(root))
    if p.getparent().tag != W + "tc":
        p.getparent().remove(p)


def put_in(root: etree._Element, dice: random.Random) -> None:
    put_before(dice.choice(paragraphs(root)), f"随手加的一段{dice.random()}")


def turn(root: etree._Element, dice: random.Random) -> None:
    p = dice.choice(paragraphs(root))
    say(p, accepted_text(p)[::-1])


def drop_table(root: etree._Element, dice: random.Random) -> None:
    table = dice.choice(list(root.iter(W + "tbl")))
    table.getparent().remove(table)


def drop_row(root: etree._Element, dice: random.Random) -> None:
    row = dice.choice(list(root.iter(W + "tr")))
    row.getparent().remove(row)


def repeat(root: etree._Element, dice: random.Random) -> None:
    row = dice.choice(list(root.iter(W + "tr")))
    row.addnext(deepcopy(row))


def retype(root: etree._Element, dice: random.Random) -> None:
    clear(dice.choice(list(root.iter(W + "tc"))), dice.choice(["", "无", "12.5", "长" * 50]))


def move(root: etree._Element, dice: random.Random) -> None:
    body = root.find(W + "body")
    body.insert(dice.randint(0, len(body) - 2), dice.choice(list(body)[:-1]))


def double(root: etree._Element, dice: random.Random) -> None:
    p = dice.choice(paragraphs(root))
    put_after(p, accepted_text(p))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_told_is_taken(seed: int, tmp_path: Path) -> None:
    """Where nothing is told, the pack afterwards says what the file says, word for word."""
    dice = random.Random(seed)
    form = dice.choice(FORMS)
    content = rewritten(exported(form), lambda root: change(root, dice))
    made = back(content)
    session = taken(made, tmp_path)
    assert session.refused == {}
    if not made.told:
        shown: Form = "word_annotated" if form == "word_annotated" else "word_clean"
        assert squeeze_all(make(shown, session).content) == squeeze_all(content)
