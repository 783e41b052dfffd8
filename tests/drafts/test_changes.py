"""Drafts and findings as changes and comments on the unit's own file."""

from pathlib import Path

import pytest

from assistant.checks import CheckOptions
from assistant.drafts import changes
from assistant.errors import JixiaoError
from assistant.model.document import Source
from assistant.output import word
from assistant.pipeline import load, run_draft
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS
from tests.drafts.sample import Drafted, faulty, needs_seed, real


def test_every_draft_is_a_change_with_its_evidence() -> None:
    made = faulty()
    edits, comments = changes(made.pack, made.drafts, made.report)[made.pack.sources[0].path]
    assert len(edits) == len(made.drafts.drafts)
    for edit, draft in zip(edits, made.drafts.drafts, strict=True):
        assert edit.new == "\n".join(draft.text)
        assert edit.old == ("" if draft.slot.after_heading else draft.slot.current)
        assert edit.location == draft.slot.location
        (comment,) = [c for c in comments if c.location == edit.location and "草稿依据" in c.text]
        assert "须经单位核定" in comment.text


def test_every_finding_with_a_place_is_a_comment() -> None:
    made = faulty()
    _, comments = next(iter(changes(made.pack, made.drafts, made.report).values()))
    told = "\n".join(comment.text for comment in comments)
    for finding in made.report.findings:
        if finding.evidence:
            assert f"[{finding.rule} " in told and finding.message in told


def test_a_figure_says_where_it_comes_from() -> None:
    made = faulty()
    _, comments = next(iter(changes(made.pack, made.drafts, made.report).values()))
    (comment,) = [
        c
        for c in comments
        if c.text.startswith("草稿依据") and "26.37万元" in c.text and "42.00万元" in c.text
    ][:1]
    assert "推算" in comment.text and "原文“办公经费" in comment.text


def test_files_of_one_name_get_nothing_that_may_be_the_others() -> None:
    made = faulty()
    source = made.pack.sources[0]
    twin = Source(path=f"/elsewhere/{Path(source.path).name}", format="docx", sha256="0")
    pack = made.pack.model_copy(update={"sources": [source, twin]})
    assert set(map(str, changes(pack, made.drafts, made.report).values())) == {"([], [])"}


def _applied(made: Drafted, path: Path, target: Path) -> None:
    edits, comments = changes(made.pack, made.drafts, made.report)[str(path)]
    done = word.apply(path, target, edits, comments, "annotated", author="测试")
    assert done.refused == []
    assert target.stat().st_size > 0


@needs_seed
def test_the_word_file_takes_every_change(tmp_path: Path) -> None:
    made = real()
    path = Path(made.pack.sources[0].path)
    _applied(made, path, tmp_path / "out.docx")


NOTHING_LACKING = ["sichuan_overall", "yunnan_overall", "shaanxi_overall"]
"""Forms with a cell for all that the checks ask for; one budget will do."""


@pytest.mark.parametrize("name", FORMS)
def test_what_a_form_has_no_cell_for_is_told_at_the_nearest(name: str, tmp_path: Path) -> None:
    path = write_form(name, tmp_path)[0]
    dossier = load([path], tell=_amiss)
    made = run_draft(dossier, CheckOptions(profile=""))
    edits, comments = changes(dossier.pack, made.drafts, made.report)[str(path)]
    done = word.apply(path, tmp_path / "out.docx", edits, comments, "annotated")
    assert [each.reason for each in done.refused] == []
    assert len(done.commented) == len(comments)
    assert bool(comments) is (name not in NOTHING_LACKING)
    assert made.drafts.fallbacks == []


def _amiss(error: JixiaoError) -> None:
    pytest.fail(str(error))
