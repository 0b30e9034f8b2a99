import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from propertyhub import supervisor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def valkey():
    """A server as the Procfile starts it, with its port."""
    port = supervisor.any_free_port()
    command = [sys.executable, "manage.py", "run_valkey", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as running:
        yield running, port
        running.terminate()


def wait_for(port):
    with redis.Redis(port=port) as client:
        for _attempt in range(100):
            try:
                return client.ping() and client.config_get("bind", "save")
            except redis.ConnectionError:
                time.sleep(0.1)
    return None


def test_it_listens_on_the_loopback_alone_and_saves_nothing(valkey):
    _running, port = valkey
    assert wait_for(port) == {"bind": "127.0.0.1", "save": ""}


def test_whoever_started_it_also_ends_it(valkey):
    running, port = valkey
    wait_for(port)
    running.terminate()
    assert running.wait(timeout=10) == 0
