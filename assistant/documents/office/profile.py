"""The settings a LibreOffice of ours starts with: no macros, no links, no recalculation."""

from pathlib import Path

_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_VALUES = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    # 2 is “never”: a document's links to other files and addresses stay closed.
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    # 1 is “never”: the stored values are what the unit's person saw.
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema">
"""
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def make_profile(folder: Path) -> None:
    """Write a profile into a new folder."""
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(*value) for value in _VALUES)
    text = f"{_HEAD}{items}</oor:items>\n"
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
