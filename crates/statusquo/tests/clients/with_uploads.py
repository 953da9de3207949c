"""What a client that knows resumable uploads sees of the lab, on raw sockets: `python with_uploads.py CASE HOST PORT`."""

import http.client
import socket
import struct
import sys

TIMEOUT = 20
VERSION = ("Upload-Draft-Interop-Version", "8")
WHOLE = bytes(at * 7 % 256 for at in range(500_000))


def _same(seen, expected):
    if seen != expected:
        raise AssertionError(f"saw {seen!r} where {expected!r} was expected")


class _Connection:
    """A connection on which interim answers are read, which http.client takes for final ones."""

    def __init__(self, host, port):
        self.host = f"{host}:{port}"
        self.socket = socket.create_connection((host, port), TIMEOUT)
        self.lines = self.socket.makefile("rb")

    def send_head(self, method, target, *fields):
        head = "".join(f"{name}: {value}\r\n" for name, value in [("Host", self.host), *fields])
        self.socket.sendall(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode())

    def answer(self):
        """The next head: its code and its fields."""
        line = self.lines.readline().decode()
        fields = http.client.parse_headers(self.lines)
        return int(line.split(" ")[1]), fields

    def break_off(self):
        """Resets the connection: what is on its way may be lost."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.lines.close()
        self.socket.close()


def _offset(host, port, upload):
    """Asks how far the upload is."""
    connection = _Connection(host, port)
    connection.send_head("HEAD", upload)
    code, fields = connection.answer()
    _same(code, 200)
    connection.break_off()
    return int(fields["Upload-Offset"]), fields["Upload-Complete"]


def broken_off(host, port):
    """An upload whose connection breaks again and again arrives whole, and no octet is sent that was acknowledged."""
    connection = _Connection(host, port)
    metadata = [VERSION, ("Upload-Complete", "?1"), ("Content-Type", "application/x-test")]
    connection.send_head("POST", "/lab/uploads", *metadata, ("Content-Length", len(WHOLE)))
    code, fields = connection.answer()
    _same((code, fields["Upload-Draft-Interop-Version"]), (104, "8"))
    upload = fields["Location"]
    sent = 0
    for _ in range(4):
        connection.socket.sendall(WHOLE[sent : sent + 90_000])
        connection.break_off()
        offset, complete = _offset(host, port, upload)
        assert sent <= offset <= sent + 90_000, f"{offset} after {sent}"
        _same(complete, "?0")
        sent = offset
        connection = _Connection(host, port)
        going_on = [("Content-Type", "application/partial-upload"), ("Upload-Offset", sent)]
        connection.send_head(
            "PATCH", upload, VERSION, ("Upload-Complete", "?1"), *going_on, ("Content-Length", len(WHOLE) - sent)
        )
    connection.socket.sendall(WHOLE[sent:])
    code, fields = connection.answer()
    acknowledged = sent
    while code == 104:
        assert "Location" not in fields
        _same(fields["Upload-Draft-Interop-Version"], "8")
        assert acknowledged < int(fields["Upload-Offset"]) <= len(WHOLE)
        acknowledged = int(fields["Upload-Offset"])
        code, fields = connection.answer()
    _same((code, fields["Upload-Complete"]), (201, "?1"))
    _same(_offset(host, port, upload), (len(WHOLE), "?1"))
    document = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    document.request("GET", fields["Location"])
    answer = document.getresponse()
    _same((answer.status, answer.getheader("Content-Type")), (200, "application/x-test"))
    assert answer.read() == WHOLE, "it arrived as it was sent"


def unknowing(host, port):
    """A client that takes any interim answer but 100 for the final one does not name the draft, and gets none."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)

    def ask(method, target, content, code, **fields):
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        connection.request(method, target, content, headers)
        answer = connection.getresponse()
        _same(answer.status, code)
        answer.read()
        return answer

    upload = ask("POST", "/lab/uploads", b"abc", 201, Upload_Complete="?0").getheader("Location")
    partial = {"Content_Type": "application/partial-upload"}
    wrong = ask("PATCH", upload, b"d", 409, Upload_Complete="?0", Upload_Offset="2", **partial)
    _same(wrong.getheader("Upload-Offset"), "3")
    ask("PATCH", upload, b"d", 204, Upload_Complete="?0", Upload_Offset="3", **partial)
    done = ask("PATCH", upload, b"e", 201, Upload_Complete="?1", Upload_Offset="4", **partial)
    _same(done.getheader("Upload-Complete"), "?1")
    connection.request("GET", done.getheader("Location"))
    _same(connection.getresponse().read(), b"abcde")


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
    print("seen")
