"""From which network a request comes."""

import ipaddress


def network_of(address: str) -> str:
    """The address itself, or its network in IPv6, where everybody has as many addresses as they like."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((found, 56 if found.version == 6 else 32), strict=False))
