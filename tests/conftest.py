"""Profiles of property tests, and the tools that tests marked ``system`` need.

``@pytest.mark.system("soffice")`` names the programs a test calls. Without one the test is
skipped; in CI (``CI=true``) it fails.

No test waits for ever: ``timeout`` in pyproject.toml, and here for all that it doesn't bound.
"""

import faulthandler
import os
import shutil
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings
from pytest_timeout import Settings

END_SECONDS = 300.0
"""For the end of a test, and for the end of the whole run."""

settings.register_profile("bounded", derandomize=True, max_examples=60, deadline=None)
settings.register_profile("fuzz", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "bounded"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a browser that takes too long ends its whole process.

    An error thrown into Playwright's loop leaves it dead, and the browser's end would wait for it.
    """
    for item in items:
        programs = {name for mark in item.iter_markers("system") for name in mark.args}
        if "chromium" in programs and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(method="thread"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Bound the end of a test too: once a test has failed, its time isn't watched any more."""
    hooks = item.config.pluginmanager.hook
    hooks.pytest_timeout_cancel_timer(item=item)
    hooks.pytest_timeout_set_timer(
        item=item, settings=Settings(END_SECONDS, "thread", False, False)
    )
    try:
        return (yield)
    finally:
        hooks.pytest_timeout_cancel_timer(item=item)


def pytest_unconfigure() -> None:
    """Bound the end of Python, which waits for threads that still run."""
    faulthandler.dump_traceback_later(END_SECONDS, exit=True, file=sys.__stderr__)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("system"):
        missing = [name for name in mark.args if not shutil.which(name)]
        reason = f"not installed: {', '.join(missing)} (make test-system installs them on Debian)"
        if missing and os.environ.get("CI") == "true":
            pytest.fail(reason)
        elif missing:
            pytest.skip(reason)
