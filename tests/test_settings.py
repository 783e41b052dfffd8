"""Settings: where they come from, which one wins, and what is said about a bad one."""

from pathlib import Path

import pytest

from assistant.errors import BadSettings
from assistant.settings import Settings, load_settings


def write(folder: Path, text: str) -> Path:
    (folder / "jixiao.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_hold_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


def test_environment_wins_over_file_and_option_over_both(tmp_path: Path) -> None:
    folder = write(tmp_path, 'profile = "hunan"\nmode = "clean"\nout = "a"\n')
    settings = load_settings(folder, {"JIXIAO_MODE": "tracked", "JIXIAO_OUT": "b"})
    settings = settings.changed(out=Path("c"), mode=None, select=(), unknown=1)
    assert (settings.profile, settings.mode, settings.out) == ("hunan", "tracked", "c")


@pytest.mark.parametrize("text", ["a101,S2", "A101 S2", "A101，S2", " A101, S2,"])
def test_codes_are_split(tmp_path: Path, text: str) -> None:
    assert load_settings(tmp_path, {"JIXIAO_SELECT": text}).select == ("A101", "S2")
    assert Settings().changed(ignore=(text, "W")).ignore == ("A101", "S2", "W")


def test_config_names_another_file(tmp_path: Path) -> None:
    other = write(tmp_path, 'author = "张三"') / "jixiao.toml"
    elsewhere = tmp_path / "elsewhere"
    assert load_settings(elsewhere, {"JIXIAO_CONFIG": str(other)}).author == "张三"
    with pytest.raises(BadSettings, match=r"“.*absent[.]toml”打不开"):
        load_settings(tmp_path, {"JIXIAO_CONFIG": str(tmp_path / "absent.toml")})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profil = "hunan"', "“profil”不是一项设置"),
        ('fail_on = "fatal"', "“fail_on”的值不对，只能是 'error'、'warning'、'info'"),
        ("profile = 3", "“profile”的值不对：3"),
        ('select = "A101"', "“select”的值不对"),
        ("profile = ", "不合 TOML 格式"),
        ("[suppress]\n", "“suppress”的值不对"),
    ],
)
def test_a_bad_file_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_settings(write(tmp_path, text), {})
    assert said in str(caught.value)
    assert "jixiao.toml" in str(caught.value)
    assert "\n" not in caught.value.line()


def test_a_bad_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="环境变量：“JIXIAO_FAIL_ON”的值不对"):
        load_settings(tmp_path, {"JIXIAO_FAIL_ON": "never"})


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_bytes('author = "张三"'.encode("gbk"))
    with pytest.raises(BadSettings, match="不是 UTF-8"):
        load_settings(tmp_path, {})
