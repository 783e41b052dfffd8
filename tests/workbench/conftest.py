"""One room for the tests of a module: they share the demo's reading, not its packs."""

from collections.abc import Iterator

import pytest

from tests.workbench.house import House, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("house")) as made:
        yield made
