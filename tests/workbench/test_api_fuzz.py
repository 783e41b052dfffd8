"""Requests made from the API's own description: no answer is a 5xx or of another shape."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from assistant.workbench import api
from tests.workbench.house import House, house

_CHECKS = (not_a_server_error, response_schema_conformance, status_code_conformance)


def _operations() -> list[str]:
    app = FastAPI()
    app.include_router(api.router())
    return [
        f"{way.upper()} {path}" for path, ways in app.openapi()["paths"].items() for way in ways
    ]


class Known(NamedTuple):
    """The API's description, a pack and a file that are there."""

    house: House
    schema: Any
    ids: dict[str, str]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    with house(tmp_path_factory.mktemp("fuzz")) as made:
        pack = made.pack()
        ids = {"pack_id": pack, "file_id": next(iter(made.store.state(pack).files))}
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", made.client.app)
        yield Known(made, schema, ids)


@pytest.mark.parametrize("operation", _operations())
def test_no_request_brings_the_server_down(known: Known, operation: str) -> None:
    way, path = operation.split()
    seen = set()

    @settings(
        max_examples=15, derandomize=True, deadline=None, database=None,
        phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=known.schema[path][way.lower()].as_strategy(), there=st.booleans())
    def send(case: Any, there: bool) -> None:
        if there:
            own = known.ids.keys() & case.path_parameters.keys()
            case.path_parameters.update({name: known.ids[name] for name in own})
        seen.add(case.call_and_validate(checks=_CHECKS).status_code)

    send()
    assert seen, "nothing was sent"
