"""Requests as a table has them, sent octet by octet over a connection of their own, and the answers as they came."""

import dataclasses
import hashlib
import re
import socket

PATIENCE = 30
# The challenge that computed credentials claim to answer: the servers keep no list of their challenges.
NONCE, OPAQUE, CNONCE = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210", "00ff00ff"
REALM = "me@kennethreitz.com"
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256, "SHA-512": hashlib.sha512}


@dataclasses.dataclass
class Request:
    """One request of the table, and the names of the exceptions that its answers need."""

    line: int
    method: str
    target: bytes
    fields: list
    content: bytes = b""
    exceptions: list = dataclasses.field(default_factory=list)

    def path(self):
        return self.target.partition(b"?")[0]

    def at(self, authority):
        """The same, to be sent to a server: "{host}" is where that is."""
        authority = authority.encode()
        fields = [(name, value.replace(b"{host}", authority)) for name, value in self.fields]
        return dataclasses.replace(self, target=self.target.replace(b"{host}", authority), fields=fields)

    def octets(self):
        fields = list(self.fields)
        names = {name.lower() for name, _ in fields}
        if b"host" not in names:
            fields.insert(0, (b"Host", b"localhost"))
        if self.content and not names & {b"content-length", b"transfer-encoding"}:
            fields.append((b"Content-Length", b"%d" % len(self.content)))
        fields.append((b"Connection", b"close"))
        head = b"%s %s HTTP/1.1\r\n" % (self.method.encode(), self.target)
        return head + b"".join(b"%s: %s\r\n" % field for field in fields) + b"\r\n" + self.content

    def __str__(self):
        said = f"line {self.line}: {self.method} {self.target.decode('latin-1')}"
        said += "".join(f" | {name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in self.fields)
        return said + (f" | {self.content[:60]!r}" if self.content else "")


@dataclasses.dataclass
class Answer:
    """A final response, with the codes of those before it."""

    interim: list
    status: int
    phrase: str
    # Names in lower case, in the order in which they came.
    fields: list
    content: bytes
    # The lengths of the chunks that the content came in, if it came in chunks.
    chunks: list | None

    def values(self, name):
        return [value for other, value in self.fields if other == name]


def table(path):
    """The requests of a table, in the form that the table itself describes."""
    requests = []
    with open(path, encoding="latin-1") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            if not line[0].isspace():
                method, target = line.split(" ", 1)
                requests.append(Request(number, method, _octets(target), []))
                continue
            request, said = requests[-1], line.lstrip()
            if said.startswith("! "):
                request.exceptions.append(said[2:])
            elif said.startswith("|"):
                request.content += _octets(said[1:].removeprefix(" "))
            else:
                name, _, value = said.partition(":")
                value = re.sub(r"\{(digest[^}]*)\}", lambda found: _digest(request, *found[1].split()), value)
                request.fields.append((_octets(name), _octets(value.removeprefix(" "))))
    return requests


def _octets(text):
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1")


def _digest(request, kind, user, password, qop, algorithm):
    """Credentials for a request, by RFC 7616 3.4; a qop of "-" is none."""

    def hashed(*parts):
        return HASHES[algorithm](":".join(parts).encode()).hexdigest()

    target = request.target.decode("latin-1")
    what = [request.method, target] + ([hashed("")] if qop == "auth-int" else [])
    counted = [] if qop == "-" else ["00000001", CNONCE, qop]
    response = hashed(hashed(user, REALM, password), NONCE, *counted, hashed(*what))
    if kind == "digest-wrong":
        response = response[::-1]
    said = f'Digest username="{user}", realm="{REALM}", nonce="{NONCE}", uri="{target}", opaque="{OPAQUE}"'
    said += f', response="{response}", algorithm={algorithm}'
    # What is put into the table has its backslashes read once more, and none of these has any.
    return said + ("" if qop == "-" else f', qop={qop}, nc=00000001, cnonce="{CNONCE}"')


def ask(address, request):
    """Sends a request to an address, and reads until the server closes the connection."""
    with socket.create_connection(address, PATIENCE) as connection:
        connection.settimeout(PATIENCE)
        connection.sendall(request.octets())
        came = bytearray()
        while octets := connection.recv(65536):
            came += octets
    return _answer(bytes(came), request.method)


def _answer(octets, method):
    interim = []
    while True:
        head, blank, octets = octets.partition(b"\r\n\r\n")
        if not blank:
            raise ValueError(f"no answer, but {head!r}")
        first, *lines = head.split(b"\r\n")
        _, status, phrase = first.decode("latin-1").split(" ", 2)
        status = int(status)
        if status >= 200 or status == 101:
            break
        interim.append(status)
        if not octets:
            # An interim answer is the last word, which no server should say.
            break
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    answer = Answer(interim, status, phrase, [(name.lower(), value.strip()) for name, _, value in pairs], octets, None)
    if "chunked" in answer.values("transfer-encoding") and method != "HEAD":
        answer.content, answer.chunks = _unchunked(octets)
    return answer


def _unchunked(octets):
    content, chunks = b"", []
    while True:
        size, _, octets = octets.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            return content, chunks
        content += octets[:length]
        chunks.append(length)
        octets = octets[length + 2 :]
