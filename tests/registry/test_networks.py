"""Whose address a request has: what our own proxies wrote, and nothing before it."""

import pytest

from registry.networks import UNKNOWN, client_address, network_around


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "network"),
    [
        ("203.0.113.7", [], 0, "203.0.113.0/24"),
        # without a proxy of ours, whoever asks wrote the header
        ("203.0.113.7", ["198.51.100.1"], 0, "203.0.113.0/24"),
        ("10.0.0.1", ["203.0.113.7"], 1, "203.0.113.0/24"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.7"], 1, "203.0.113.0/24"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.7", "10.0.0.2"], 2, "203.0.113.0/24"),
        ("10.0.0.1", [" 203.0.113.7 "], 1, "203.0.113.0/24"),
        # past the proxies: nobody wrote who it is
        ("10.0.0.1", ["203.0.113.7"], 2, UNKNOWN),
        ("10.0.0.1", [], 1, UNKNOWN),
        ("", [], 0, UNKNOWN),
        ("10.0.0.1", ["somebody"], 1, UNKNOWN),
        ("2001:db8:1:2ff::7", [], 0, "2001:db8:1:200::/56"),
        ("::ffff:203.0.113.7", [], 0, "203.0.113.0/24"),
    ],
)
def test_the_entry_of_the_outermost_proxy_counts(peer, forwarded, hops, network):
    assert network_around(client_address(peer, forwarded, hops=hops)) == network


@pytest.mark.parametrize("forged", ["", "1.2.3.4", "1.2.3.4,5.6.7.8", "x,,y"])
def test_what_a_visitor_writes_in_front_changes_nothing(forged):
    written = [*forged.split(","), "203.0.113.7"] if forged else ["203.0.113.7"]
    address = client_address("10.0.0.1", written, hops=1)
    assert network_around(address) == "203.0.113.0/24"
