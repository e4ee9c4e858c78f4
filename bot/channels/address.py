"""Where a request comes from: the address that limits count, and the website that asks."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from sanic import Request

from bot.settings import settings
from knowledge.release import open_releases

_ONE_HOUSEHOLD = 64  # bits of an IPv6 address: one line has all addresses below them


def address_of(request: Request) -> str:
    """The client's address: what the trusted proxies say (LOTSE_PROXIES), else the socket's."""
    return request.remote_addr or request.ip


def counted_address(address: str) -> str | None:
    """What counts as one address; None for this machine and for what is no address.

    Requests from this machine come from programs of ours, or from a proxy that LOTSE_PROXIES does
    not name: to slow it down would be to slow down everybody behind it.
    """
    known = _read(address)
    if known is None or known.is_loopback:
        return None
    if isinstance(known, IPv6Address):
        return str(ip_network((known, _ONE_HOUSEHOLD), strict=False))
    return str(known)


def may_show_us(origin: str | None, request: Request) -> bool:
    """Whether a website may talk to us: our own, and those that the tenant names.

    Programs that are no browser name no origin.
    """
    if origin is None:
        return True
    own = str(request.forwarded.get("host") or request.host).lower()
    tenant = open_releases(settings().releases).current().content.tenant
    return origin.lower().partition("://")[2] == own or origin.lower() in tenant.origins


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return None
    mapped = known.ipv4_mapped if isinstance(known, IPv6Address) else None
    return mapped or known
