import logging

import pytest
import structlog


def policy(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {words[0]: set(words[1:]) for words in map(str.split, directives)}


def test_a_public_page_runs_nothing_that_is_not_ours(client):
    found = policy(client.get("/healthz"))
    assert found["default-src"] == found["script-src"] == {"'self'"}
    assert found["style-src"] == {"'self'"}
    assert found["frame-ancestors"] == {"'none'"}


def test_only_the_desk_may_evaluate_scripts(client):
    found = policy(client.get("/admin/login/"))
    assert found["script-src"] == {"'self'", "'unsafe-eval'"}
    assert "'unsafe-inline'" not in found["script-src"]


def test_every_page_keeps_its_address_and_its_frame_to_itself(client):
    headers = client.get("/healthz").headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.fixture
def log():
    with structlog.testing.capture_logs() as lines:
        yield lines


def test_the_log_names_the_route_and_not_the_address(client, log):
    client.get("/healthz?phone=13800138000")
    requests = [line["request"] for line in log if line["event"] == "request_finished"]
    assert requests == ["GET healthz"]


def test_an_address_without_a_page_is_not_logged(client, log, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/13800138000/")
    assert "13800138000" not in str(log) + caplog.text


def test_a_request_that_is_answered_leaves_a_line_with_its_id(client, log):
    client.get("/healthz")
    finished = next(line for line in log if line["event"] == "request_finished")
    assert finished["code"] == 200
