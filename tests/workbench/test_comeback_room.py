"""The whole way over the API: uploaded, exported, settled elsewhere, given back, exported again."""

import pytest

from assistant.model.place import squeeze
from tests.output.revisions import accept, reject
from tests.workbench.house import House
from tests.workbench.worked import find, rewritten, root_of, say, texts


def exported(desk: House, pack: str, form: str) -> bytes:
    answer = desk.client.post(f"/api/packs/{pack}/exports", json={"form": form})
    assert answer.status_code == 200, answer.text
    return answer.content


def given_back(desk: House, pack: str, content: bytes) -> dict[str, object]:
    seen = desk.get(pack, "")["version"]
    answer = desk.client.post(
        f"/api/packs/{pack}/returned", files=[("file", ("交回.docx", content))],
        data={"expected": seen},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("settle", "outcome", "status"),
    [(accept, "accepted", "accepted"), (reject, "refused", "refused")],
)
def test_drafts_settled_in_word_are_settled_in_the_workbench(
    desk: House, settle: object, outcome: str, status: str
) -> None:
    pack = desk.pack()
    shown = desk.get(pack, "/drafts")["slots"]
    back = given_back(desk, pack, rewritten(exported(desk, pack, "word_annotated"), settle))
    assert {each["outcome"] for each in back["outcomes"]} == {outcome}
    assert {slot["status"] for slot in desk.get(pack, "/drafts")["slots"]} == {status}
    assert len(back["outcomes"]) == len(shown)
    words = squeeze("".join(texts(root_of(exported(desk, pack, "word_clean")))))
    line = "".join(piece["text"] for piece in shown[0]["versions"][0]["paragraphs"][0])
    assert (squeeze(line) in words) is (outcome == "accepted")


def test_an_old_export_changes_nothing_that_was_decided_since(desk: House) -> None:
    """The file is compared with what was exported then, not with what stands now."""
    pack = desk.pack()
    content = exported(desk, pack, "word_tracked")
    field = next(
        f
        for f in desk.get(pack, "/fields")["fields"]
        if f["place"].endswith("/executed") and f["raw"]
    )
    answer = desk.decide(
        pack, desk.get(pack, "")["version"], kind="field_fixed", place=field["place"],
        before=field["raw"], after="1234.56",
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    edit = "本年度未安排国有资本经营预算支出"
    back = given_back(
        desk, pack, rewritten(content, lambda root: say(find(root, edit), "本年没有这项支出。"))
    )
    assert back["changed"] == [] and back["told"] == []
    fields = {f["place"]: f["raw"] for f in desk.get(pack, "/fields")["fields"]}
    assert fields[field["place"]] == "1234.56"
    assert "本年没有这项支出。" in "".join(texts(root_of(exported(desk, pack, "word_clean"))))
