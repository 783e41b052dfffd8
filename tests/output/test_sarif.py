"""The SARIF log: valid, complete, and pointing to the right lines."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from assistant.checks import CheckOptions
from assistant.cli_report import rule_entries
from assistant.model.document import Source
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.output import sarif
from assistant.output.rulebook import RuleEntry
from assistant.pipeline import load, run_check
from tests.output import sample
from tests.output.sarif_schema import official_schema

Node = dict[str, Any]
DEMO = Path(__file__).parents[2] / "corpus/demo/2024"
BOOK = [
    RuleEntry("T201", "未达标却得满分", "error", "指标值与完成值", "通行做法", "查什么：得分。\n为什么：…"),
    RuleEntry("Y402", "上年决算衔接", "error", "年度衔接", "通行做法", "查什么：决算。"),
    RuleEntry("A401", "示例规则4-1", "info", "表内勾稽", "通行做法", "查什么：示例。"),
]  # fmt: skip


def log(pack: Pack | None = None, report: CheckReport | None = None) -> Node:
    made = sarif.render(pack or sample.make_pack(), report or sample.make_report(), BOOK)
    found: Node = json.loads(made)
    return found


def run(**given: Any) -> Node:
    (only,) = log(**given)["runs"]
    return dict(only)


def checked(name: str) -> tuple[Pack, CheckReport, Node]:
    def fail(error: Exception) -> None:
        raise error

    dossier = load([DEMO / name], tell=fail)
    report = run_check(dossier, CheckOptions())
    made = json.loads(sarif.render(dossier.pack, report, rule_entries(CheckOptions())))
    return dossier.pack, report, made


def valid(node: Node) -> None:
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.Draft7Validator(official_schema(), format_checker=checker).validate(node)
    for only in node["runs"]:
        consistent(only)


def test_the_schema_is_the_published_one() -> None:
    schema = official_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert "oasis" in schema["$id"]
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")


def consistent(only: Node) -> None:
    """What the standard's text asks for beyond its schema."""
    rules, files = only["tool"]["driver"]["rules"], only["artifacts"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in only["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result.get("kind", "fail") == "fail"
        ids = [each["id"] for each in result["relatedLocations"]]
        assert len(set(ids)) == len(ids)
        for each in (*result["locations"], *result["relatedLocations"]):
            at = each.get("physicalLocation", {}).get("artifactLocation", {})
            if "index" in at:
                assert files[at["index"]]["location"]["uri"] == at["uri"]
            region = each.get("physicalLocation", {}).get("region", {"startLine": 1})
            assert "startLine" in region
            assert region.get("startColumn", 1) <= region.get("endColumn", 10**6)


def hostile(text: str) -> str:
    return f"{text}\x00\u202e\ud800<a href='x'>"


@pytest.mark.parametrize("change", [str, hostile])
def test_the_log_is_valid(change: Any) -> None:
    pack, report = sample.make_doubtful()
    valid(log(sample.twist(pack, change), sample.twist(report, change)))
    valid(log(report=CheckReport(verdict="可以上报。", profile="national", rulebook="1.0")))


@pytest.mark.parametrize("name", ["pack.docx", "pack.txt"])
def test_the_log_of_a_whole_pack_is_valid_and_tells_every_finding(name: str) -> None:
    _, report, made = checked(name)
    valid(made)
    results = made["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == [each.rule for each in report.findings]
    assert all("ruleIndex" in each for each in results)
    assert len(results) > 20


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["version"], "2.0.0"),
        (["runs", 0, "results", 0, "level"], "info"),
        (["runs", 0, "results", 0, "locations", 0, "line"], 3),
        (["runs", 0, "results", 0, "message"], "words"),
        (["runs", 0, "tool", "driver", "rules", 0, "id"], 7),
        (["runs", 0, "results", 0, "partialFingerprints", "x/v1"], 7),
    ],
)
def test_the_schema_refuses_what_the_standard_refuses(path: list[Any], value: Any) -> None:
    node = made = log()
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        valid(made)


def test_the_verdict_comes_first() -> None:
    assert next(iter(run())) == "properties"
    assert next(iter(run()["properties"].items())) == ("verdict", sample.make_report().verdict)


def test_rules_of_the_book_with_their_levels_and_pages() -> None:
    rules = run()["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["T201", "Y402", "A401"]
    assert [each["defaultConfiguration"]["level"] for each in rules] == ["error", "error", "note"]
    assert [each["defaultConfiguration"]["enabled"] for each in rules] == [True, True, False]
    assert rules[0]["help"]["text"].endswith("依据：通行做法")
    assert rules[0]["properties"]["tags"] == ["指标值与完成值"]


def test_a_finding_with_both_sides() -> None:
    result = next(each for each in run()["results"] if each["ruleId"] == "X105")
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("报告写公用经费220.38万元")
    assert "可能原因：两数相邻数字" in result["message"]["text"]
    assert "修改建议：核对决算数后" in result["message"]["text"]
    (place,) = result["locations"]
    assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("/p@220.38万元")
    assert unquote(place["physicalLocation"]["artifactLocation"]["uri"]) == sample.FILE
    others = result["relatedLocations"]
    assert any("公用经费　201.30　196.40　223.08" in each["message"]["text"] for each in others)
    assert any(each.get("properties", {}).get("row") == 7 for each in others)
    assert result["partialFingerprints"] == {"jixiaoFinding/v1": "fp-cost"}
    assert result["suppressions"] == []


def test_a_finding_set_aside_is_there_and_suppressed() -> None:
    (result,) = [each for each in run()["results"] if each["suppressions"]]
    assert result["ruleId"] == "C410"
    assert result["suppressions"] == [{
        "kind": "external", "status": "accepted",
        "justification": "纸质件已签字；财政所同意；有效期至2024-06-30",
    }]  # fmt: skip


def test_what_was_not_checked_is_told() -> None:
    pack, report = sample.make_doubtful()
    (invocation,) = run(pack=pack, report=report)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert len(told) == 1 + len(report.lacks) + len(report.to_review)
    assert "规则 Y402（上年决算衔接）未能运行，不等于通过：KeyError：缺少上年材料" in told[0]
    assert any(each.startswith("待核对（") for each in told)


def test_lines_and_columns_of_a_text_file_are_where_the_words_stand() -> None:
    _, report, made = checked("pack.txt")
    lines = (DEMO / "pack.txt").read_text(encoding="utf-8-sig").split("\n")
    seen = 0
    for result, finding in zip(made["runs"][0]["results"], report.findings, strict=True):
        quoted = {side.place: side.quote for side in finding.evidence}
        for each in (*result["locations"], *result["relatedLocations"]):
            region = each.get("physicalLocation", {}).get("region")
            place = each["logicalLocations"][0]["fullyQualifiedName"]
            if region and "startColumn" in region and "@" in place and place in quoted:
                shown = lines[region["startLine"] - 1][
                    region["startColumn"] - 1 : region["endColumn"] - 1
                ]
                assert shown == place.partition("@")[2].partition("#")[0]
                seen += 1
    assert seen >= 10


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("材料/自评 表.docx", "%E6%9D%90%E6%96%99/%E8%87%AA%E8%AF%84%20%E8%A1%A8.docx"),
        ("a:b#c.docx", "a%3Ab%23c.docx"),
        ("/no/such/place/a.docx", "a.docx"),
        (str(DEMO / "pack.docx"), (DEMO / "pack.docx").as_uri()),
    ],
)
def test_uris(path: str, uri: str) -> None:
    pack = sample.make_pack()
    pack.sources = [Source(path=path, format="docx", sha256="0" * 64)]
    (artifact,) = run(pack=pack)["artifacts"]
    assert artifact["location"]["uri"] == uri


def test_a_file_that_is_no_source_of_the_pack_is_named() -> None:
    report = sample.make_report()
    report.findings = report.findings[:1]
    report.findings[0].evidence[0].location = Location(file="上年.docx", page=3)
    (result, _) = run(report=report)["results"]
    (place, *_) = [*result["locations"], *result["relatedLocations"]]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "%E4%B8%8A%E5%B9%B4.docx"}}
    assert place["properties"]["page"] == 3


@pytest.mark.parametrize(
    ("place", "base", "told"),
    [
        ("prior/2022/overall/total/score", "prior-2022", "上年材料（2022年度）"),
        ("prior/-/overall/total/score", "prior", "上年材料"),
        ("beside/乙镇/overall/total/score", "beside", "其他单位材料"),
    ],
)
def test_a_file_of_another_pack_isnt_the_one_of_the_same_name(
    place: str, base: str, told: str
) -> None:
    pack, report = sample.make_pack(), sample.make_report()
    report.findings = report.findings[:1]
    own, other = report.findings[0].evidence[0], report.findings[0].evidence[-1]
    assert own.location.file == other.location.file == sample.FILE
    report.findings[0].evidence = [own, other.model_copy(update={"place": place})]
    valid(log(pack, report))
    node = run(pack=pack, report=report)
    assert node["originalUriBaseIds"] == {base: {"description": {"text": told}}}
    result = node["results"][0]
    by_place = {
        each["logicalLocations"][0]["fullyQualifiedName"]: each["physicalLocation"]
        for each in (*result["locations"], *result["relatedLocations"])
    }
    assert by_place[place]["artifactLocation"]["uriBaseId"] == base
    assert "index" not in by_place[place]["artifactLocation"]
    assert by_place[own.place]["artifactLocation"]["index"] == 0
