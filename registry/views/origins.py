"""Which network a request comes from."""

from django.conf import settings
from django.http import HttpRequest

from registry.networks import client_address, network_around


def network_of(request: HttpRequest) -> str:
    """The network by which requests are counted; no address is kept or logged."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    address = client_address(
        request.META.get("REMOTE_ADDR", ""),
        forwarded.split(",") if forwarded else (),
        hops=settings.PROXY_HOPS,
    )
    return network_around(address)
