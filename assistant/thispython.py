"""How this very Python is started once more, for work in a process of its own."""

import json
import os
import sys
from collections.abc import Mapping

# The same modules as here, and none from the folder that the user happens to be in.
_CODE = """
import importlib, json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
importlib.import_module(sys.argv.pop(1)).main()
"""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module's ``main`` with ``arguments``."""
    own = ["-P", "-X", "utf8", "-c", _CODE]
    return [sys.executable, *own, json.dumps(sys.path), module, *arguments]


def without_keys(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return an environment without the keys of services: what reads strange files needs none."""
    return {name: value for name, value in environment.items() if not name.endswith("_API_KEY")}
