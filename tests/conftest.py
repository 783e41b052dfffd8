"""Profiles of property tests, and the tools that tests marked ``system`` need.

``@pytest.mark.system("soffice")`` names the programs a test calls. Without one the test is
skipped; in CI (``CI=true``) it fails.
"""

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("bounded", derandomize=True, max_examples=60, deadline=None)
settings.register_profile("fuzz", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "bounded"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("system"):
        missing = [name for name in mark.args if not shutil.which(name)]
        reason = f"not installed: {', '.join(missing)} (make test-system installs them on Debian)"
        if missing and os.environ.get("CI") == "true":
            pytest.fail(reason)
        elif missing:
            pytest.skip(reason)
