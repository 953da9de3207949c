"""Keeps a Python process on this machine: whatever a suite tries, no packet of its own goes elsewhere."""

import ipaddress
import socket
import sys

# The addresses that somebody tried to reach all the same.
tried = []


def _is_loopback(host):
    if isinstance(host, bytes):
        host = host.decode("latin-1")
    if host is None or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_address(host):
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _watch(event, arguments):
    if event == "socket.getaddrinfo" and not _is_loopback(arguments[0]) and not _is_address(arguments[0]):
        # What asking for a name that does not exist comes to, only that nobody is asked.
        raise socket.gaierror(socket.EAI_NONAME, f"{arguments[0]!r} is not looked up: tests stay on this machine")
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            tried.append(address)
            raise PermissionError(f"{address!r} is not this machine's, and tests stay on this machine")


def stay():
    """From now on, and for good."""
    sys.addaudithook(_watch)
