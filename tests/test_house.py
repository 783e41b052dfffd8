"""The house keeps its own rules: sizes, words, locks, schemas, and what the wheel holds."""

import ast
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.schema import MODELS, as_text

ROOT = Path(__file__).parent.parent
CODE = ["assistant", "corpus", "benchmarks", "tests"]
TEXT = {".py", ".md", ".toml", ".yaml", ".lock", ".json", ".html", ".css", ".js", ".txt", ""}
MAX_MODULE = 600
MAX_FUNCTION = 100
FORBIDDEN = {
    "unfinished mark": r"\b(?:TO" + r"DO|FIX" + r"ME|raise NotImplemented" + r"Error)\b",
    "package index": r"https?://[^\s'\"]*(?:/sim" + r"ple\b|/pack" + r"ages/|registry\.)",
    "path of a machine": r"/(?:wo" + r"rk|home|Users)/\w+/",
    "how it was made": r"(?i)\b(?:chat" + r"gpt|clau" + r"de|cop" + r"ilot|AI (?:assis" + r"tant|help))",
}  # fmt: skip


def python_files() -> list[Path]:
    return [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]


def text_files() -> Iterator[Path]:
    tops = [*CODE, "docs", "prompts", "schemas", ".ci"]
    here = (path for path in ROOT.iterdir() if path.is_file() and path.name != ".coverage")
    yield from (path for path in here if path.suffix in TEXT)
    for top in tops:
        files = (path for path in (ROOT / top).rglob("*") if path.is_file())
        yield from (path for path in files if path.suffix in TEXT)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_modules_and_functions_are_short() -> None:
    long = []
    for path in python_files():
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > MAX_MODULE:
            long.append(name(path))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > MAX_FUNCTION:
                    long.append(f"{name(path)}:{node.name} has {lines} lines")
    assert long == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_words_that_must_not_occur(what: str) -> None:
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name(path)}: {hit[0]}" for hit in re.finditer(FORBIDDEN[what], text)]
    assert found == []


@pytest.mark.parametrize("model", MODELS)
def test_schema_equals_its_model(model: str) -> None:
    written = ROOT / "schemas" / f"{model}.schema.json"
    assert written.read_text(encoding="utf-8") == as_text(model), "run: make generated"


def pinned(lock: str) -> dict[str, str]:
    """Return each requirement of a lock file with the text that follows it."""
    parts = re.split(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]
)
def test_lock_pins_with_hashes_and_without_a_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert pinned(lock)
    assert [each for each, rest in pinned(lock).items() if "--hash=sha256:" not in rest] == []
    assert not re.search(r"://|^-|file:| @ ", text, flags=re.M)


def test_locks_agree_and_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    dev, run, build = map(
        pinned, ("requirements-dev.lock", "requirements.lock", "requirements-build.lock")
    )
    for lock in (run, build):
        assert {each: rest.split()[0] for each, rest in lock.items()} == {
            each: rest.split()[0] for each, rest in dev.items() if each in lock
        }
    groups = project["dependency-groups"]
    wanted = [each for group in groups.values() for each in group if isinstance(each, str)]
    assert {bare(each) for each in project["project"]["dependencies"]} <= run.keys()
    assert {bare(each) for each in wanted} <= dev.keys()


def bare(requirement: str) -> str:
    return re.split(r"[<>=~! \[;]", requirement)[0].lower().replace("_", "-")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    with zipfile.ZipFile(path) as archive:
        return {entry for entry in archive.namelist() if not entry.endswith("/")}


def here(top: str) -> set[str]:
    files = (path for path in (ROOT / top).rglob("*") if path.is_file())
    return {name(path) for path in files if "__pycache__" not in path.parts}


def test_wheel_holds_the_package_and_its_data(wheel: set[str]) -> None:
    data = {f"assistant/_data/{each}" for top in ("prompts", "schemas", "corpus/demo")
            for each in here(top)}  # fmt: skip
    inside = {entry for entry in wheel if ".dist-info/" not in entry}
    assert inside == here("assistant") | data
    assert "assistant/py.typed" in wheel
    assert any(entry.endswith("licenses/LICENSE") for entry in wheel)
