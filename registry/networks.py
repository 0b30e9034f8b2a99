"""Where a request comes from: its address, and the network around it. Pure."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# What one subscriber is given: a landline or an office in IPv4, a home in IPv6.
PREFIXES = {4: 24, 6: 56}
UNKNOWN = "unknown"

Address = IPv4Address | IPv6Address


def client_address(peer: str, forwarded: Sequence[str], *, hops: int) -> Address | None:
    """
    Who asks, when `hops` proxies of our own stand between.

    `peer` is who connects to us, `forwarded` what was written into X-Forwarded-For, the
    newest last. Each proxy of ours adds one entry, so the one that the outermost of
    them wrote is the `hops`th from the end; what stands before it the client could have
    written itself, and is never read. Nobody is known where an entry is missing.
    """
    if hops == 0:
        return _read(peer)
    return _read(forwarded[-hops]) if len(forwarded) >= hops else None


def network_around(address: Address | None) -> str:
    """The /24 of an address, of IPv6 the /56; one word for all that are not known."""
    if address is None:
        return UNKNOWN
    return str(ip_network((address, PREFIXES[address.version]), strict=False))


def _read(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
