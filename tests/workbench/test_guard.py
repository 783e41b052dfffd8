"""Who gets through the guard: each line of the table is one request and its answer."""

from http import HTTPStatus

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.workbench.guard import COOKIE, Access, Guard, new_access

ACCESS = Access(prefix="/p4th", token="t0ken")
HOST = "127.0.0.1:8799"
OURS = {"sec-fetch-site": "same-origin", "origin": f"http://{HOST}"}
KNOWN = {"cookie": f"{COOKIE}=t0ken"}
OK, NO = HTTPStatus.OK, HTTPStatus.FORBIDDEN


def client() -> TestClient:
    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(request.url_for("page")))

    app = Starlette(routes=[Route("/", page, methods=["GET", "POST"], name="page")])
    guarded = Guard(app, ACCESS, [HOST])
    return TestClient(guarded, base_url=f"http://{HOST}", follow_redirects=False)


CASES = {
    "the cookie is known": ("GET", "/p4th/", KNOWN, OK),
    "no cookie": ("GET", "/p4th/", {}, NO),
    "a wrong cookie": ("GET", "/p4th/", {"cookie": f"{COOKIE}=other"}, NO),
    "another path": ("GET", "/", KNOWN, NO),
    "a path that begins alike": ("GET", "/p4thx/", KNOWN, NO),
    "a foreign name that resolves to loopback": (
        "GET", "/p4th/", KNOWN | {"host": "evil.example:8799"}, HTTPStatus.MISDIRECTED_REQUEST),
    "another port's page": ("GET", "/p4th/", KNOWN | {"sec-fetch-site": "same-site"}, NO),
    "another page opens a link with our cookie": (
        "GET", "/p4th/", KNOWN | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, NO),
    "our page changes something": ("POST", "/p4th/", KNOWN | OURS, OK),
    "a change without an origin": ("POST", "/p4th/", KNOWN, NO),
    "a change from another origin": (
        "POST", "/p4th/", KNOWN | {"origin": "http://evil.example"}, NO),
    "a change from another port": (
        "POST", "/p4th/", KNOWN | {"origin": "http://127.0.0.1:9000"}, NO),
    "a change from a sandboxed frame": ("POST", "/p4th/", KNOWN | {"origin": "null"}, NO),
    "our origin without the cookie": ("POST", "/p4th/", OURS, NO),
    "the key changes nothing by itself": ("POST", "/p4th/?key=t0ken", OURS, NO),
    "a script with the token": ("POST", "/p4th/", {"authorization": "Bearer t0ken"}, OK),
    "a script with a wrong token": ("POST", "/p4th/", {"authorization": "Bearer x"}, NO),
    "a wrong key in the address": ("GET", "/p4th/?key=x", {}, NO),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_who_gets_through(name: str) -> None:
    method, path, headers, status = CASES[name]
    answer = client().request(method, path, headers=headers)
    assert answer.status_code == status, answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("site", ["none", "cross-site"])
def test_the_printed_address_leaves_a_cookie_and_no_token_in_the_address(site: str) -> None:
    address = ACCESS.address(f"http://{HOST}")
    headers = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
    answer = client().get(address, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/p4th/")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/p4th"))


def test_addresses_made_by_the_application_keep_the_random_path() -> None:
    assert client().get("/p4th/", headers=KNOWN).text == f"http://{HOST}/p4th/"


def test_nobody_can_guess_the_access() -> None:
    made = {new_access() for _ in range(100)}
    assert len({a.prefix for a in made}) == len({a.token for a in made}) == 100
    assert all(len(a.token) >= 32 and len(a.prefix) >= 16 for a in made)
