"""Marks of characters to doubts of a text."""

import numpy as np

from assistant.documents.pdf.content import Mark
from assistant.documents.pdf.doubts import doubts, surest
from assistant.documents.scan.decode import decode
from assistant.model.quantity import Doubt

SURE = Mark(0.999)


def test_digital_text_has_no_doubts() -> None:
    assert (doubts("12.5", []), surest([])) == ([], 1.0)


def test_an_uncertain_figure_is_one_doubt_with_its_readings() -> None:
    figure = Mark(0.4, ("12.6",))
    found = doubts("合计\n12.5", [SURE, SURE, *[figure] * 4])
    assert found == [Doubt(start=3, end=7, confidence=0.4, readings=("12.6",))]


def test_a_word_in_long_prose_may_be_less_sure_than_a_figure() -> None:
    text = "完成供水管网改造并按时通水，群众满意"
    assert doubts(text, [Mark(0.7)] + [SURE] * (len(text) - 1)) == []
    assert [d.start for d in doubts(text, [SURE] * (len(text) - 1) + [Mark(0.3)])] == [17]


def test_letters_of_a_short_cell_count_like_its_figure() -> None:
    assert [d.start for d in doubts("12万", [SURE, SURE, Mark(0.7)])] == [2]
    assert doubts("（12）", [Mark(0.7), SURE, SURE, SURE]) == []


def test_marks_that_do_not_fit_the_text_put_all_of_it_in_doubt() -> None:
    assert doubts("12.5", [SURE, Mark(0.3)]) == [Doubt(start=0, end=4, confidence=0.3)]


def test_the_network_s_shares_become_signs_with_runners_up() -> None:
    letters = ["", "1", "2", "."]
    shares = np.array([
        [0.1, 0.9, 0.0, 0.0], [0.1, 0.9, 0.0, 0.0], [0.9, 0.0, 0.0, 0.1],
        [0.0, 0.3, 0.7, 0.0], [1.0, 0.0, 0.0, 0.0],
    ])  # fmt: skip
    reading = decode(shares, letters, 1.0)
    assert reading.text == "12"
    assert (reading.signs[1].other, round(reading.signs[1].other_sure, 2)) == ("1", 0.3)
    assert [sign.other for sign in reading.missed] == ["."]
    assert round(reading.sure, 2) == 0.7
