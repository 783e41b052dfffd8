"""Documents can't drift: commands, options, settings, exit codes and links are held to the code."""

import inspect
import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from assistant import errors
from assistant.checks import load_baseline, rules
from assistant.cli import group
from assistant.cli_console import PARTLY
from assistant.cli_report import check_options
from assistant.schema import MODELS
from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
READMES = ["README.md", "README.zh-CN.md"]
PAGES = [*READMES, "CHANGELOG.md", "docs/guide.md", "docs/formats.md", "docs/architecture.md",
         "docs/glossary.md"]  # fmt: skip
COMMANDS = list(group.commands)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    return re.findall(r"^```.*?^```$", text, flags=re.M | re.S)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+(?= )", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), flags=re.M)


def section(command: str) -> str:
    """Return the guide's part about one command."""
    found = re.search(rf"^### jixiao {command}\b.*?(?=^##)", GUIDE, flags=re.M | re.S)
    assert found, f"docs/guide.md has no section for jixiao {command}"
    return found[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_guide_names_every_option(command: str) -> None:
    text = section(command)
    for param in group.commands[command].params:
        if isinstance(param, click.Option) and param.name != "help":
            assert all(re.search(rf"`{name}[ `]", text) for name in param.opts), param.opts
            if isinstance(param.type, click.Choice):
                assert all(f"`{choice}`" in text for choice in param.type.choices), param.opts


@pytest.mark.parametrize("command", COMMANDS)
def test_guide_names_no_other_option(command: str) -> None:
    known = {name for param in group.commands[command].params for name in param.opts}
    assert set(re.findall(r"`(--?[a-z][a-z-]*)", section(command))) <= known


def test_guide_has_no_other_command() -> None:
    assert re.findall(r"^### jixiao (\w+)", GUIDE, flags=re.M) == COMMANDS


@pytest.mark.parametrize("page", [*READMES, "docs/guide.md"])
def test_examples_are_real_calls(page: str) -> None:
    calls = re.findall(r"(?:^|`)jixiao (\w[^`\n]*)", read(page), flags=re.M)
    assert calls
    codes = {rule.code for rule in rules()}
    assert set(re.findall(r"jixiao explain (\w\d+)", read(page))) <= codes
    for call in calls:
        command, *words = call.split()
        known = {name for param in group.commands[command].params for name in param.opts}
        assert {word for word in words if word.startswith("-")} <= known, call


@pytest.mark.parametrize("page", READMES)
def test_readme_names_every_command_and_what_a_draft_writes(page: str) -> None:
    text = read(page)
    assert all(re.search(rf"(jixiao|make) {command}\b", text) for command in COMMANDS)
    for name in re.findall(r"[\w]+\.(?:json|html|xlsx|docx)\b", section("draft")):
        assert name in text


@pytest.mark.parametrize("name", Settings.model_fields)
def test_guide_names_every_setting_with_its_default(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|.*$", GUIDE, flags=re.M)
    assert row, name
    default = Settings.model_fields[name].default
    assert f"`{default}`" in row[0] or not default
    assert (f"`{PREFIX}{name.upper()}`" in row[0]) is (name != "suppress")


def test_guide_names_no_other_setting() -> None:
    known = {PREFIX + name.upper() for name in (*Settings.model_fields, "config", "soffice")}
    assert set(re.findall(r"JIXIAO_[A-Z_]+", GUIDE)) <= known


def every_error() -> list[type[errors.JixiaoError]]:
    found = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    return [each for each in found if issubclass(each, errors.JixiaoError)]


@pytest.mark.parametrize("page", [*READMES, "docs/guide.md"])
def test_exit_codes(page: str) -> None:
    codes = {0, 1, PARTLY} | {each.exit_code for each in every_error()}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", read(page), flags=re.M)} == codes


def test_guide_tells_what_to_do_about_every_error() -> None:
    assert [each.__name__ for each in every_error() if each.advice not in GUIDE] == []


def test_settings_example_is_valid(tmp_path: Path) -> None:
    (example,) = [block for block in blocks(GUIDE) if block.startswith("```toml")]
    values = tomllib.loads(example.removeprefix("```toml").removesuffix("```"))
    options = check_options(Settings.model_validate(values))
    assert options.suppressions[0].reason


def test_baseline_example_is_valid(tmp_path: Path) -> None:
    (example,) = [block for block in blocks(GUIDE) if block.startswith("```json")]
    path = tmp_path / "baseline.json"
    path.write_text(example.removeprefix("```json").removesuffix("```"), encoding="utf-8")
    assert load_baseline(path).fingerprints == set(json.loads(path.read_text())["fingerprints"])


def test_both_readmes_have_the_same_structure() -> None:
    english, chinese = map(read, READMES)
    assert headings(english) == headings(chinese)
    assert blocks(english) == blocks(chinese)
    tables = [re.findall(r"^\| (`.*?|\d+) \|", text, flags=re.M) for text in (english, chinese)]
    assert len(tables[0]) == len(tables[1]) > 0


def test_readme_begins_with_the_two_commands() -> None:
    assert blocks(read("README.md"))[0] == "```sh\nmake demo\nmake test\n```"


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_and_files_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.M))
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)\b(?=[`\n])", read(page))) <= targets
    assert all(
        (ROOT / lock).exists() for lock in re.findall(r"requirements[\w-]*\.lock", read(page))
    )


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_guide_names_the_schemas_of_the_commands() -> None:
    named = set(re.findall(r"`([a-z-]+)`", section("schema")))
    assert {"pack", "check-report", "draft-report"} <= named & MODELS.keys()


def test_ci_runs_the_readme_test_command() -> None:
    assert re.search(r"\bmake test$", read(".ci/run"), flags=re.M)
