"""This Python once more: the same modules, its own arguments, no keys of services."""

import subprocess
from pathlib import Path

import pytest

from assistant.thispython import command, without_keys

MODULE = "import sys\n\n\ndef main() -> None:\n    print(sys.argv[1:])\n"


def test_a_module_runs_with_its_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spoken.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    made = subprocess.run(command("spoken", "甲", "乙 丙"), capture_output=True, check=True)
    assert made.stdout.decode().startswith("['甲', '乙 丙']")


def test_a_module_of_the_folder_that_one_is_in_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "spoken.py").write_text(MODULE, encoding="utf-8")
    made = subprocess.run(command("spoken"), capture_output=True, cwd=tmp_path)
    assert made.returncode and b"spoken" in made.stderr


def test_keys_stay_here() -> None:
    assert without_keys({"OPENAI_API_KEY": "secret", "PATH": "/bin"}) == {"PATH": "/bin"}
