"""Write one Markdown page for each rule: ``python -m assistant.checks.pages [FOLDER]``."""

import sys
from pathlib import Path

from assistant.checks.explaining.basis import basis
from assistant.checks.registry import FAMILIES, PARTS, RULEBOOK, RuleInfo, rules
from assistant.model.finding import SEVERITY_NAMES

INDEX = "README.md"


def page(info: RuleInfo) -> str:
    """Return the page of one rule: its docstring with a heading and a table of what it is."""
    lines = [
        f"# {info.code} {info.name}",
        "",
        f"级别：{SEVERITY_NAMES[info.severity]}　类别：{info.family}　依据：{basis(info.source)}",
        "",
    ]
    for line in info.doc.splitlines():
        head, colon, rest = line.partition("：")
        lines.append(f"**{head}**{colon}{rest}" if head in PARTS else line)
        if line:
            lines.append("")
    return "\n".join(lines).rstrip("\n").replace("\n\n\n", "\n\n") + "\n"


def index(infos: list[RuleInfo]) -> str:
    """Return the list of all rules by family."""
    lines = [f"# 检查规则（规则库版本 {RULEBOOK}，共 {len(infos)} 条）", ""]
    for letter, family in FAMILIES.items():
        own = [info for info in infos if info.code[0] == letter]
        if own:
            lines += [f"## {letter} {family}", "", "| 编号 | 名称 | 级别 |", "|---|---|---|"]
            lines += [
                f"| [{i.code}]({i.code}.md) | {i.name} | {SEVERITY_NAMES[i.severity]} |"
                for i in own
            ]
            lines.append("")
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """Return every page by file name, the index included."""
    infos = rules()
    return {INDEX: index(infos)} | {f"{info.code}.md": page(info) for info in infos}


def write(folder: Path) -> list[Path]:
    """Write all pages into ``folder``, remove pages of rules that are gone, return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in made]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/rules")
    sys.stdout.write(f"{len(write(target))} pages in {target}\n")
