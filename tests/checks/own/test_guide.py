"""The pages about rules of one's own are held to the code."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant.checks.own import OwnRules, load_rules
from assistant.checks.own.loading import LARGEST, MOST_FILES
from assistant.checks.own.model import MOST_RULES, WAYS, Cell, OwnRule, Ratio
from assistant.checks.own.names import FORMS, column_names
from assistant.checks.own.sense import SUMS, WHERE
from assistant.checks.own.tree import DEEPEST, MOST_NODES

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {name: (DOCS / name).read_text(encoding="utf-8")
         for name in ("own-rules.md", "own-rules.zh-CN.md")}  # fmt: skip
CLERKS = PAGES["own-rules.zh-CN.md"]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", CLERKS, flags=re.M | re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_read(tmp_path: Path, example: str) -> None:
    (tmp_path / "例.yaml").write_text(example, encoding="utf-8")
    assert load_rules([tmp_path / "例.yaml"])


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_every_key(page: str) -> None:
    keys = [field.alias for field in OwnRule.model_fields.values()]
    assert [key for key in keys if f"`{key}`" not in PAGES[page]] == []


def test_clerks_page_names_everything_that_may_be_written() -> None:
    words = [field.alias for shape in (Cell, Ratio) for field in shape.model_fields.values()]
    words += [name for form in FORMS for name in (FORMS[form][0], *column_names(form))]
    words += [f"{{{name}}}" for name in (*WHERE, *SUMS)]
    words += [*WAYS.values(), "错误", "警告", "提示"]
    assert [word for word in words if str(word) not in CLERKS] == []


def test_limits() -> None:
    assert f"{LARGEST // 1024} KB、{MOST_RULES} 条规则，一次最多 {MOST_FILES} 个文件" in CLERKS
    assert f"{DEEPEST} levels or {MOST_NODES:,} nodes" in PAGES["own-rules.md"]


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_schema_takes_the_examples_as_an_editor_reads_them(loader: type[yaml.SafeLoader]) -> None:
    schema = OwnRules.model_json_schema()
    bureau = (Path(__file__).parent / "bureau.yaml").read_text(encoding="utf-8")
    for text in (*EXAMPLES, bureau, bureau.replace("2024起", "2024")):
        jsonschema.validate(yaml.load(text, Loader=loader), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"规则": [{"编号": "A101"}]}, schema)
