"""The client keeps to the known hosts, and within time, size and politeness."""

from __future__ import annotations

import base64
import gzip
import tomllib
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.lookup.answers import NoAnswer, Response
from bot.lookup.client import GAPS, Client
from tests.lookup.played import Clock
from tests.lookup.services import PlayedServices
from tests.lookup.shapes import ARXIV, CROSSREF, HOSTS, SEMANTIC_SCHOLAR

ARXIV_URL = f"https://{ARXIV}/api/query?search_query=ti:%22a%20b%22"
CROSSREF_URL = f"https://{CROSSREF}/works/10.1%2Fx"


@pytest.fixture
def services() -> Iterator[PlayedServices]:
    with PlayedServices() as played:
        yield played


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(services: PlayedServices, clock: Clock) -> Client:
    return Client(base_url=services.url, clock=clock, sleep=clock.sleep)


def ask(client: Client, url: str = CROSSREF_URL, **headers: str) -> Response:
    return client(url, accept="application/json", headers=headers or None)


def why(client: Client, url: str = CROSSREF_URL) -> str:
    with pytest.raises(NoAnswer) as caught:
        ask(client, url)
    return str(caught.value)


def redirect(services: PlayedServices, target: str, host: str = CROSSREF) -> None:
    body = f"@@LOCATION:{target}"
    services.answer(host, "/works/10.1/x", body, status=302)


# --- what is sent --------------------------------------------------------------------------


def test_a_request_is_the_same_as_to_the_real_service(
    services: PlayedServices, client: Client
) -> None:
    ask(client, ARXIV_URL)
    [request] = services.requests
    assert request.host == ARXIV
    assert request.target == "/api/query?search_query=ti:%22a%20b%22"


def test_nothing_of_the_environment_is_sent(
    services: PlayedServices, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://me:secret@127.0.0.1:9")
    services.answer(CROSSREF, "/works/10.1/x", {}, headers={"Set-Cookie": "a=b; Path=/"})
    ask(client)
    ask(client)
    assert len(services.requests) == 2
    for request in services.requests:
        assert set(request.headers) == {
            "host", "user-agent", "accept", "accept-encoding", "connection"
        }  # fmt: skip
        assert "secret" not in str(request)


@pytest.mark.parametrize(
    ("contact", "repository", "agent"),
    [
        ("", "", "paper-bot/0.2.0"),
        ("me@uni.example", "", "paper-bot/0.2.0 (mailto:me@uni.example)"),
        (
            "me@uni.example",
            "own/list",
            "paper-bot/0.2.0 (+https://github.com/own/list; mailto:me@uni.example)",
        ),
    ],
)
def test_the_bot_says_who_it_is_and_nothing_invented(
    services: PlayedServices, contact: str, repository: str, agent: str
) -> None:
    ask(Client(contact, repository=repository, base_url=services.url))
    assert services.requests[0].headers["user-agent"] == agent


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"] == {"version": {"attr": "bot.__version__"}}


@pytest.mark.parametrize("contact", ["me", "me@x.example\r\nX: y", "a@b.c>"])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        Client(contact)


@pytest.mark.parametrize(
    "base_url",
    [
        "https://export.arxiv.org",
        "http://10.0.0.1:80",
        "http://localhost.evil.example:8000",
        "http://127.0.0.1:80@evil.example",
        "http://127.0.0.1:8000/x",
        "ftp://127.0.0.1",
        "127.0.0.1:8000",
        "",
    ],
)
def test_services_are_played_on_loopback_only(base_url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Client(base_url=base_url)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:1", "http://[::1]:1/", "https://127.0.0.2"])
def test_every_loopback_address_will_do(base_url: str) -> None:
    Client(base_url=base_url)


@pytest.mark.parametrize(
    "url",
    [
        "http://export.arxiv.org/api/query",
        "https://evil.example/",
        "https://export.arxiv.org@evil.example/",
        "https://evil.example\\@export.arxiv.org/",
        "https://me:secret@export.arxiv.org/",
        "https://export.arxiv.org:8443/",
        "https://export.arxiv.org.evil.example/",
        "https://169.254.169.254/",
        "https://[::1/",
        "file:///etc/passwd",
        "//export.arxiv.org",
    ],
)
def test_no_other_address_is_asked(services: PlayedServices, client: Client, url: str) -> None:
    assert why(client, url) in ("leads to another site", "leads nowhere")
    assert services.requests == []


# --- redirects -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/",
        "https://evil.example/",
        f"http://{CROSSREF}/works/10.1/y",
        "//evil.example/x",
        "https://[::1/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_off_the_list_is_not_followed(
    services: PlayedServices, client: Client, target: str
) -> None:
    redirect(services, target)
    assert why(client) in ("leads to another site", "leads nowhere")
    assert len(services.requests) == 1


def test_an_endless_redirect_ends_after_three(services: PlayedServices, client: Client) -> None:
    redirect(services, "self")
    assert why(client) == "redirects too often"
    assert len(services.requests) == 4


def test_a_redirect_within_the_service_keeps_the_key(
    services: PlayedServices, client: Client
) -> None:
    redirect(services, "/works/10.1%2Fy", SEMANTIC_SCHOLAR)
    services.answer(SEMANTIC_SCHOLAR, "/works/10.1/y", {"a": 1})
    answer = ask(client, f"https://{SEMANTIC_SCHOLAR}/works/10.1%2Fx", **{"x-api-key": "k"})
    assert answer.text == '{"a": 1}'
    assert [request.headers.get("x-api-key") for request in services.requests] == ["k", "k"]


def test_a_redirect_to_another_service_loses_the_key(
    services: PlayedServices, client: Client
) -> None:
    redirect(services, f"https://{CROSSREF}/works/10.1/y", SEMANTIC_SCHOLAR)
    ask(client, f"https://{SEMANTIC_SCHOLAR}/works/10.1%2Fx", **{"x-api-key": "k"})
    assert [request.headers.get("x-api-key") for request in services.requests] == ["k", None]


# --- what comes back -----------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 400, 404])
def test_an_answer_is_status_type_and_text(
    services: PlayedServices, client: Client, status: int
) -> None:
    kind = "Application/JSON; Charset=UTF-8"
    services.answer(CROSSREF, "/works/10.1/x", "\ufeff“é”", status=status, content_type=kind)
    assert ask(client) == Response(status, "application/json", "“é”")


def test_a_packed_answer_is_unpacked(services: PlayedServices, client: Client) -> None:
    packed = gzip.compress("“é”".encode())
    services.answer(CROSSREF, "/works/10.1/x", packed, headers={"Content-Encoding": "gzip"})
    assert ask(client).text == "“é”"


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("é".encode("latin-1"), "ISO-8859-1", "é"),
        ("é".encode(), "iso-8859-1", "é"),
        ("é".encode("utf-16"), "UTF-16", "é"),
        (b"plain", "utf-16", "plain"),
        (b"plain", "no-such", "plain"),
    ],
)
def test_text_is_utf_8_else_as_declared(
    services: PlayedServices, client: Client, body: bytes, charset: str, text: str
) -> None:
    kind = f"text/plain; charset={charset}"
    services.answer(CROSSREF, "/works/10.1/x", body, content_type=kind)
    assert ask(client).text == text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xe9", "text/plain"),
        (b"\xe9", "text/plain; charset=zlib"),
        (b"\xe9", "text/plain; charset=utf-16"),
        (b"a\0b", "text/plain"),
    ],
)
def test_text_that_cannot_be_read_is_no_answer(
    services: PlayedServices, client: Client, body: bytes, kind: str
) -> None:
    services.answer(CROSSREF, "/works/10.1/x", body, content_type=kind)
    assert why(client) == "sends text that cannot be read"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (429, "limits requests"),
        (403, "refuses requests"),
        (503, "answers 503"),
        (204, "answers 204"),
        (302, "answers 302"),
        (0, "breaks off or cannot be reached"),
    ],
)
def test_any_other_status_is_no_answer(
    services: PlayedServices, client: Client, status: int, said: str
) -> None:
    services.down(status)
    assert why(client) == said


def test_broken_packing_is_no_answer(services: PlayedServices, client: Client) -> None:
    gzip_header = {"Content-Encoding": "gzip"}
    services.answer(CROSSREF, "/works/10.1/x", b"no gzip", headers=gzip_header)
    assert why(client) == "breaks off or cannot be reached"


def test_half_an_answer_is_no_answer(services: PlayedServices, client: Client) -> None:
    services.answer(CROSSREF, "/works/10.1/x", "half", headers={"Content-Length": "9"})
    assert why(client) == "breaks off or cannot be reached"


def test_a_certificate_nobody_vouches_for_is_refused(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURL_CA_BUNDLE", "")
    with PlayedServices(tls=True) as services:
        client = Client(base_url=services.url, clock=clock, sleep=clock.sleep)
        assert why(client) == "has no valid certificate"
        assert services.requests == []


@pytest.mark.parametrize("body", ["@@REPEAT:10485760", "@@GZIP_OF_ZEROS:1073741824"])
def test_a_large_answer_is_left_early_and_needs_little_memory(
    services: PlayedServices, client: Client, body: str
) -> None:
    services.answer(CROSSREF, "/works/10.1/x", body)
    tracemalloc.start()
    try:
        assert why(client) == "sends too much"
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_the_body_of_a_redirect_is_not_read(services: PlayedServices, client: Client) -> None:
    headers = {"Location": "https://evil.example/"}
    services.answer(CROSSREF, "/works/10.1/x", "x" * 1000, status=302, headers=headers, drip=0.2)
    assert why(client) == "leads to another site"
    assert services.sent < 20


def test_two_mebibytes_are_not_too_much(services: PlayedServices, client: Client) -> None:
    services.answer(CROSSREF, "/works/10.1/x", "x" * (2 * 1024 * 1024))
    assert len(ask(client).text) == 2 * 1024 * 1024


# --- time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slow",
    [
        {"delay": 30.0},
        {"drip": 0.2},
        {"drip": 0.2, "drip_head": True},
    ],
    ids=["late", "dripping body", "dripping head"],
)
def test_a_slow_answer_ends_in_time(services: PlayedServices, slow: dict[str, Any]) -> None:
    client = Client(base_url=services.url, budget_seconds=1.1)
    services.answer(CROSSREF, "/works/10.1/x", "x" * 1000, **slow)
    assert why(client) == "is too slow"
    assert services.sent < 20


def test_no_request_begins_without_time_to_answer(
    services: PlayedServices, client: Client, clock: Clock
) -> None:
    ask(client)
    clock.sleep(19.5)
    assert why(client) == "no time left"
    client.begin()
    ask(client)
    assert len(services.requests) == 2


def test_the_time_of_an_issue_holds_for_all_its_requests(client: Client, clock: Clock) -> None:
    begin = clock.now
    for _ in range(7):
        ask(client, ARXIV_URL)
    assert why(client, ARXIV_URL) == "no time left"
    assert clock.now - begin <= 20


def test_requests_to_one_service_keep_their_gap(client: Client, clock: Clock) -> None:
    begin = clock.now
    for _ in range(2):
        for host in HOSTS:
            ask(client, f"https://{host}/x")
    # The other services' second of waiting lies within arXiv's three.
    assert clock.now - begin == GAPS[ARXIV] == max(GAPS.values())
    assert sorted(GAPS) == sorted(HOSTS)
    client.begin()
    ask(client, ARXIV_URL)
    assert clock.now - begin == 6


def test_a_redirect_keeps_the_gap_too(
    services: PlayedServices, client: Client, clock: Clock
) -> None:
    begin = clock.now
    services.answer(ARXIV, "/api/query", "@@LOCATION:self", status=302)
    why(client, ARXIV_URL)
    assert clock.now - begin == 9


# --- services that fail --------------------------------------------------------------------


def test_a_service_that_limits_is_not_asked_again(services: PlayedServices, client: Client) -> None:
    services.down(429, CROSSREF, headers={"Retry-After": "1"})
    assert [why(client), why(client)] == ["limits requests"] * 2
    client.begin()
    assert why(client) == "limits requests"
    ask(client, ARXIV_URL)
    assert services.hosts() == [CROSSREF, ARXIV]


def test_a_service_that_fails_twice_is_not_asked_again(
    services: PlayedServices, client: Client
) -> None:
    services.down(503)
    assert [why(client) for _ in range(3)] == ["answers 503"] * 3
    assert len(services.requests) == 2


def test_one_failure_is_forgotten_with_the_next_answer(
    services: PlayedServices, client: Client
) -> None:
    for status in (503, 200, 503, 200):
        services.up()
        services.answer(CROSSREF, "/works/10.1/x", "{}", status=status)
        if status == 200:
            ask(client)
        else:
            why(client)
    assert len(services.requests) == 4


def test_a_service_that_keeps_waiting_is_not_asked_again(
    services: PlayedServices, clock: Clock
) -> None:
    client = Client(base_url=services.url, budget_seconds=1.1, clock=clock, sleep=clock.sleep)
    services.answer(CROSSREF, "/works/10.1/x", delay=30.0)
    why(client)
    client.begin()
    before = clock.now
    assert why(client) == "is too slow"
    assert clock.now == before
    assert len(services.requests) == 1


def test_a_password_in_an_address_is_never_sent(services: PlayedServices, client: Client) -> None:
    redirect(services, f"https://me:secret@{CROSSREF}/works/10.1/y")
    assert why(client) == "leads to another site"
    secret = base64.b64encode(b"me:secret").decode()
    assert all(secret not in str(request) for request in services.requests)
