"""What Python's websockets sees of the echo: `python with_websockets.py CASE ADDRESS` runs one case, a function each."""

import asyncio
import inspect
import socket
import sys

from websockets.asyncio.client import connect as connect_async
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect
from websockets.uri import parse_uri

TIMEOUT = 20
MEBIBYTE = 1024 * 1024
OPTIONS = {"proxy": None, "open_timeout": TIMEOUT, "close_timeout": TIMEOUT, "max_size": None}


def _same(seen, expected):
    if seen != expected:
        raise AssertionError(f"saw {seen!r:.300} where {expected!r:.300} was expected")


def messages(lab):
    with connect(lab + "/lab/echo", **OPTIONS) as echo:
        _same(echo.response.status_code, 101)
        for message in ["hello", "", "Grüße, 世界 🌍", b"\x00\xff\x80", b"", "again"]:
            echo.send(message)
            _same(echo.recv(timeout=TIMEOUT), message)


def fragments(lab):
    with connect(lab + "/lab/echo", **OPTIONS) as echo:
        echo.send(["one ", "", "two ", "three"])
        _same(echo.recv(timeout=TIMEOUT), "one two three")
        # A character may begin in one fragment and end in the next; octets may do so anyway.
        echo.send([b"\xe4\xb8", b"\x96" * 3])
        _same(echo.recv(timeout=TIMEOUT), b"\xe4\xb8\x96\x96\x96")


async def ping(lab):
    async with connect_async(lab + "/lab/echo", ping_interval=None, **OPTIONS) as echo:
        for payload in [b"", b"are you there?", b"x" * 125]:
            pong = await echo.ping(payload)
            latency = await asyncio.wait_for(pong, TIMEOUT)
            assert 0 < latency < TIMEOUT, latency
        # One that nobody asked for is no reason to say anything.
        await echo.pong(b"here I am")
        await echo.send("still here")
        _same(await asyncio.wait_for(echo.recv(), TIMEOUT), "still here")


def close(lab):
    for code, reason in [(1000, "that was all"), (4321, "")]:
        with connect(lab + "/lab/echo", **OPTIONS) as echo:
            echo.send("last words")
            _same(echo.recv(timeout=TIMEOUT), "last words")
            echo.close(code, reason)
            _same((echo.protocol.close_rcvd.code, echo.protocol.close_rcvd_then_sent), (code, False))


def largest(lab):
    with connect(lab + "/lab/echo", **OPTIONS) as echo:
        message = "x" * MEBIBYTE
        echo.send(message)
        assert echo.recv(timeout=TIMEOUT) == message, "a mebibyte comes back"
        pieces = [b"y" * (MEBIBYTE // 4)] * 4
        echo.send(pieces)
        assert echo.recv(timeout=TIMEOUT) == b"".join(pieces), "so does one in fragments"
        try:
            echo.send("x" * (MEBIBYTE + 1))
            echo.recv(timeout=TIMEOUT)
            raise AssertionError("an octet more came back")
        except ConnectionClosedError as closed:
            _same((closed.rcvd.code, closed.rcvd_then_sent), (1009, True))


def _offer(lab, change):
    """The library's own handshake, changed in one place; why the library refuses the answer."""
    uri = parse_uri(lab + "/lab/echo")
    protocol = ClientProtocol(uri)
    request = protocol.connect()
    change(request.headers)
    protocol.send_request(request)
    with socket.create_connection((uri.host, uri.port), timeout=TIMEOUT) as stream:
        for octets in protocol.data_to_send():
            stream.sendall(octets)
        while protocol.handshake_exc is None:
            octets = stream.recv(65_536)
            assert octets, "the answer comes whole"
            protocol.receive_data(octets)
    return protocol.handshake_exc


def refused(lab):
    def of_version_8(headers):
        del headers["Sec-WebSocket-Version"]
        headers["Sec-WebSocket-Version"] = "8"

    def without_upgrade(headers):
        del headers["Upgrade"]

    def without_key(headers):
        del headers["Sec-WebSocket-Key"]

    for change, code, field in [
        (of_version_8, 426, ("Sec-WebSocket-Version", "13")),
        (without_upgrade, 426, ("Upgrade", "websocket")),
        (without_key, 400, ("Content-Type", "application/problem+json")),
    ]:
        refusal = _offer(lab, change)
        assert isinstance(refusal, InvalidStatus), repr(refusal)
        _same((refusal.response.status_code, refusal.response.headers[field[0]]), (code, field[1]))
    try:
        with connect(lab + "/lab/documents/welcome", **OPTIONS):
            raise AssertionError("a document speaks no WebSocket")
    except InvalidStatus as refusal:
        _same(refusal.response.status_code, 200)


if __name__ == "__main__":
    case, lab = sys.argv[1:]
    outcome = globals()[case](lab)
    if inspect.isawaitable(outcome):
        asyncio.run(outcome)
    print("seen")
