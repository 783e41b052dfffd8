"""The application as it is served: behind the guard, bounded, and never blocking its loop."""

import inspect

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from assistant.workbench.app import create_app, guarded
from assistant.workbench.bounded import Bounded
from assistant.workbench.guard import Access
from tests.workbench.house import House

ACCESS = Access(prefix="/p4th", token="t0ken")
HOST = "127.0.0.1:8799"
KNOWN = {"authorization": "Bearer t0ken"}


@pytest.fixture
def client(desk: House) -> TestClient:
    app = guarded(create_app(desk.room), ACCESS, [HOST])
    return TestClient(app, base_url=f"http://{HOST}")


def test_everything_lies_below_the_random_path(client: TestClient) -> None:
    assert client.get("/api/packs", headers=KNOWN).status_code == 403
    answer = client.get("/p4th/api/packs", headers=KNOWN)
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


WAYS = ("packs", "packs/{pack}/events", "packs/{pack}/undo", "packs/{pack}/read",
        "packs/{pack}/exports", "packs/{pack}/drafts/write")  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9", ""])
def test_a_page_of_another_origin_can_do_nothing(
    client: TestClient, desk: House, way: str, origin: str
) -> None:
    pack = desk.pack()
    before = len(desk.store.packs()), len(desk.store.events(pack))
    headers = {"cookie": "jixiao=t0ken", "origin": origin, "content-type": "text/plain"}
    answer = client.post(f"/p4th/api/{way.format(pack=pack)}", content="{}", headers=headers)
    assert answer.status_code == 403
    assert (len(desk.store.packs()), len(desk.store.events(pack))) == before


def test_our_own_page_can(client: TestClient) -> None:
    ours = {"cookie": "jixiao=t0ken", "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    answer = client.post("/p4th/api/packs", json={"title": "试"}, headers=ours)
    assert answer.status_code == 201


def test_a_body_above_the_bound_ends_in_a_line(desk: House) -> None:
    with TestClient(Bounded(create_app(desk.room), most=1 << 20)) as client:
        pack = client.post("/api/packs", json={}).json()["pack_id"]
        parts = [("file", ("a.docx", b"x" * (2 << 20)))]
        answer = client.post(f"/api/packs/{pack}/files", files=parts)
        assert answer.status_code == 413 and "太大" in answer.json()["message"]
        assert client.get(f"/api/packs/{pack}/files").json() == []


def test_no_route_blocks_the_event_loop(desk: House) -> None:
    routes = _routes(create_app(desk.room).routes)
    assert len(routes) > 25
    for route in routes:
        assert not inspect.iscoroutinefunction(route.endpoint), route.path


def _routes(found: object) -> list[APIRoute]:
    """Return all routes, those of included routers too."""
    out: list[APIRoute] = []
    for route in found:  # type: ignore[attr-defined]
        if isinstance(route, APIRoute):
            out.append(route)
        elif inner := getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", None
        ):
            out += _routes(inner)
    return out
