"""What Python's aioquic sees of the lab over HTTP/3: `python with_aioquic.py CASE ADDRESS CA` runs one case, a function each."""

import asyncio
import json
import sys
from collections import Counter
from urllib.parse import urlsplit

from aioquic.asyncio import QuicConnectionProtocol, connect
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DataReceived, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import ConnectionTerminated, StreamReset

TIMEOUT = 20
PROBLEM = "application/problem+json"
WELCOME = "/lab/documents/welcome"
ADA = {"name": "Ada", "email": "ada@example.test"}


def _same(seen, expected):
    if seen != expected:
        raise AssertionError(f"saw {seen!r} where {expected!r} was expected")


class _Answer:
    """What came back on one stream."""

    def __init__(self):
        self.statuses, self.headers, self.content, self.error = [], {}, b"", None
        self.ended = asyncio.get_running_loop().create_future()

    @property
    def status(self):
        return self.statuses[-1] if self.statuses else None

    def end(self, error=None):
        self.error = error
        if not self.ended.done():
            self.ended.set_result(None)


class _Client(QuicConnectionProtocol):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._http = H3Connection(self._quic)
        self._answers = {}
        self.authority = None

    def quic_event_received(self, event):
        for heard in self._http.handle_event(event):
            answer = self._answers[heard.stream_id]
            if isinstance(heard, HeadersReceived):
                headers = {name.decode(): value.decode() for name, value in heard.headers}
                answer.statuses.append(int(headers.pop(":status")))
                answer.headers = headers
            elif isinstance(heard, DataReceived):
                answer.content += heard.data
            if heard.stream_ended:
                answer.end()
        if isinstance(event, StreamReset) and event.stream_id in self._answers:
            self._answers[event.stream_id].end(event.error_code)
        if isinstance(event, ConnectionTerminated):
            for answer in self._answers.values():
                answer.end(event.error_code)

    def begin(self, method, path, headers=(), content=b"", whole=True, authority=None):
        """Sends a request; without `whole` the end of its content is kept back."""
        stream = self._quic.get_next_available_stream_id()
        answer = self._answers[stream] = _Answer()
        answer.stream = stream
        head = [(":method", method), (":scheme", "https"), (":authority", authority or self.authority), (":path", path)]
        if path is None:
            # CONNECT to an authority has neither (RFC 9114 §4.4).
            head = [head[0], head[2]]
        head = [(name.encode(), value.encode()) for name, value in [*head, *headers]]
        self._http.send_headers(stream, head, end_stream=whole and not content)
        if content:
            self._http.send_data(stream, content, end_stream=whole)
        self.transmit()
        return answer

    def go_on(self, answer, content):
        self._http.send_data(answer.stream, content, end_stream=True)
        self.transmit()

    def break_off(self, answer):
        """Gives a stream up: H3_REQUEST_CANCELLED."""
        self._quic.reset_stream(answer.stream, 0x10C)
        self.transmit()

    async def ask(self, method, path, code, headers=(), content=b"", error=None, **options):
        answer = self.begin(method, path, headers, content, **options)
        await asyncio.wait_for(answer.ended, TIMEOUT)
        _same((answer.status, answer.error), (code, error))
        if code >= 400:
            _same(answer.headers["content-type"], PROBLEM)
            _same(json.loads(answer.content)["status"], code)
        return answer


def _json(value):
    return {"headers": [("content-type", "application/json")], "content": json.dumps(value).encode()}


async def _until(what, look):
    for _ in range(TIMEOUT * 100):
        if look():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"waited in vain until {what}")


async def _interim(lab):
    """What is said while work goes on, none of which ends a stream; and an upload of which one stream is given up."""
    page = await lab.ask("GET", "/lab/slow-page", 200)
    _same(page.statuses, [103, 200])
    job = await lab.ask("POST", "/lab/jobs", 202, **_json({"seconds": 0.4}))
    waited = await lab.ask("GET", job.headers["location"] + "?wait=8", 303)
    _same(waited.statuses, [102, 303])

    draft = [("upload-draft-interop-version", "8"), ("upload-complete", "?1")]
    cut = lab.begin("POST", "/lab/uploads", [*draft, ("content-length", "100")], b"a" * 60, whole=False)
    await _until("it can be gone on with", lambda: cut.statuses == [104])
    upload = cut.headers["location"]
    offset = None
    while offset != "60":
        offset = (await lab.ask("GET", upload, 200)).headers["upload-offset"]
    lab.break_off(cut)
    # Not HEAD: aioquic takes the length of a content that is not sent for an error.
    state = (await lab.ask("GET", upload, 200)).headers
    _same((state["upload-offset"], state["upload-complete"], state["upload-length"]), ("60", "?0", "100"))
    partial = ("content-type", "application/partial-upload")
    done = await lab.ask("PATCH", upload, 201, [*draft, partial, ("upload-offset", "60")], b"b" * 40)
    _same((await lab.ask("GET", done.headers["location"], 200)).content, b"a" * 60 + b"b" * 40)


async def _parts_and_differences(lab):
    poem, text = "/lab/documents/poem", [("content-type", "text/plain")]
    lines = b"Roses are red.\r\nViolets are blue.\r\n"
    made = await lab.ask("PUT", poem, 201, text, lines)
    _same((await lab.ask("GET", poem, 206, [("range", "bytes=0-4")])).content, b"Roses")
    await lab.ask("GET", poem, 416, [("range", "bytes=1000-")])
    await lab.ask("PUT", poem, 204, text, lines + b"This line is new.\r\n")
    await lab.ask("GET", poem, 226, [("if-none-match", made.headers["etag"]), ("a-im", "diffe")])


async def codes(lab):
    """Every code that HTTP/3 has and the lab has a cause for."""
    content = {"headers": [("content-type", "text/plain")], "content": b"some text"}
    answer = lab.begin("PUT", "/lab/documents/notes", [("expect", "100-continue"), ("content-length", "4")], whole=False)
    await _until("the go-ahead is there", lambda: answer.statuses == [100])
    lab.go_on(answer, b"text")
    await asyncio.wait_for(answer.ended, TIMEOUT)
    _same(answer.statuses, [100, 201])

    slow = lab.begin("PUT", "/lab/documents/slow", [("content-length", "5")], whole=False)
    welcome = await lab.ask("GET", WELCOME, 200)
    etag = welcome.headers["etag"]
    made = await lab.ask("POST", "/lab/users", 201, **_json(ADA))
    _same(made.headers["location"], "/lab/users/2")
    job = await lab.ask("POST", "/lab/jobs", 202, **_json({"seconds": 0.1}))
    await lab.ask("GET", "/lab/documents/old-welcome", 301)
    await lab.ask("GET", "/lab/documents/welcome-today", 302)
    for name, code in [("old-inbox", 308), ("inbox-today", 307)]:
        sent_on = await lab.ask("PUT", f"/lab/documents/{name}", code, **content)
        await lab.ask("PUT", sent_on.headers["location"], 204, **content)
    await lab.ask("GET", "/lab/variants/greeting", 300)
    german = await lab.ask("GET", "/lab/variants/greeting", 200, [("accept-language", "de")])
    _same(german.headers["content-location"], "/lab/variants/greeting/de.txt")
    await lab.ask("GET", "/lab/variants/greeting", 406, [("accept", "image/png, " + PROBLEM)])
    await lab.ask("GET", "/lab/variants/mirror", 506)
    _same((await lab.ask("GET", "/lab/documents/banned", 451)).headers["link"], '</>; rel="blocked-by"')
    await lab.ask("BREW", "/lab/teapot", 418)
    unchanged = await lab.ask("GET", WELCOME, 304, [("if-none-match", etag)])
    _same(unchanged.content, b"")
    await lab.ask("GET", "/", 400, [("te", "gzip")], error=0x10E)
    await lab.ask("GET", "/lab/vault", 401)
    await lab.ask("GET", "/lab/vault/keys", 403, [("authorization", "Basic cmVhZGVyOnJlYWRlcg==")])
    await lab.ask("GET", "/lab/documents/nowhere", 404)
    known = [("proxy-authorization", "Basic cHJveHk6cHJveHk=")]
    asked = await lab.ask("CONNECT", None, 407, authority="example.com:443")
    _same(asked.headers["proxy-authenticate"], 'Basic realm="proxy", charset="UTF-8"')
    await lab.ask("CONNECT", None, 403, known, authority="example.com:443")
    await lab.ask("CONNECT", None, 501, known, authority=lab.authority)
    _same((await lab.ask("GET", "/lab/echo", 405)).headers["allow"], "OPTIONS")
    await lab.ask("POST", "/lab/users", 409, **_json({**ADA, "name": "Eva"}))
    await lab.ask("PUT", "/lab/documents/note", 201, **content)
    await lab.ask("DELETE", "/lab/documents/note", 204)
    await lab.ask("GET", "/lab/documents/note", 410)
    await lab.ask("PUT", WELCOME, 412, [("if-match", '"another"')], b"some text")
    await lab.ask("PUT", "/lab/documents/big", 413, [("content-length", "2000000")], whole=False)
    await lab.ask("GET", WELCOME + "?comment=" + "a" * 9000, 414)
    await lab.ask("POST", "/lab/users", 415, [("content-type", "text/csv")], b"Ada")
    await lab.ask("GET", WELCOME, 417, [("expect", "tea")])
    await lab.ask("GET", WELCOME, 421, authority="other.localhost")
    await lab.ask("POST", "/lab/users", 422, **_json({"name": "", "email": "no address"}))
    await lab.ask("DELETE", WELCOME, 425, [("early-data", "1")])
    await lab.ask("GET", WELCOME, 431, [("x-line", "1")] * 100)
    await lab.ask("PROPFIND", "/lab/dav/", 207, [("depth", "1")])
    lock = b'<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>'
    await lab.ask("LOCK", "/lab/dav/note", 200, [("content-type", "application/xml")], lock)
    # Where a precondition of WebDAV fails, XML is the usual form.
    problem = [("accept", PROBLEM)]
    await lab.ask("DELETE", "/lab/dav/note", 423, problem)
    await lab.ask("PUT", "/lab/dav/closet/coat", 507, problem, b"wool" * 30)
    bind = b'<bind xmlns="DAV:"><segment>again</segment><href>/lab/dav/closet</href></bind>'
    await lab.ask("BIND", "/lab/dav/closet/", 201, [("content-type", "application/xml")], bind)
    await lab.ask("PROPFIND", "/lab/dav/closet/", 508)
    await lab.ask("GET", "/lab/divide?by=0", 500)
    await lab.ask("INVENT", "/lab/anything", 501)
    await lab.ask("GET", "/lab/gateway/garbage", 502)
    await lab.ask("GET", "/lab/gateway/slow", 504)
    _same((await lab.ask("GET", "/lab/gateway/transforming", 203)).content[:11], b"ALL IS WELL")
    await lab.ask("GET", "/lab/gateway/cached", 504, [("cache-control", "only-if-cached")])
    form = [("content-type", "application/x-www-form-urlencoded")]
    _same((await lab.ask("POST", "/lab/form", 205, form, b"entry=a&then=next")).content, b"")
    for code in (200, 200, 200, 402):
        await lab.ask("GET", "/lab/meter", code)
    # Content without a length: frames until the stream ends.
    await lab.ask("POST", "/lab/needs-length", 411, **content)
    await lab.ask("POST", "/lab/needs-length", 200, [("content-length", "4")], b"text")
    await lab.ask("PUT", "/lab/guarded/plan", 428, **content)
    guarded = (await lab.ask("GET", "/lab/guarded/plan", 200)).headers["etag"]
    await lab.ask("PUT", "/lab/guarded/plan", 204, [("if-match", guarded)], b"seen")

    limited = [lab.begin("GET", "/lab/limited") for _ in range(6)]
    busy = [lab.begin("GET", "/lab/busy?seconds=0.5") for _ in range(3)]
    await asyncio.wait_for(asyncio.gather(*(answer.ended for answer in limited + busy)), TIMEOUT)
    _same(Counter(answer.status for answer in limited), Counter({200: 5, 429: 1}))
    _same(Counter(answer.status for answer in busy), Counter({200: 2, 503: 1}))

    await _interim(lab)
    await _parts_and_differences(lab)

    for _ in range(200):
        monitor = lab.begin("GET", job.headers["location"])
        await asyncio.wait_for(monitor.ended, TIMEOUT)
        if monitor.status != 200:
            break
        await asyncio.sleep(0.02)
    _same(monitor.status, 303)
    await asyncio.wait_for(slow.ended, TIMEOUT)
    _same(slow.status, 408)


async def portal(lab):
    """The portal of its own host, before the login and after it."""
    answer = await lab.ask("GET", WELCOME, 511)
    _same(json.loads(answer.content)["login"], f"https://{lab.authority}/lab/portal")
    form = [("content-type", "application/x-www-form-urlencoded")]
    answer = await lab.ask("POST", "/lab/portal/login", 303, form, b"terms=accepted")
    cookie, *attributes = answer.headers["set-cookie"].split("; ")
    assert "Secure" in attributes, attributes
    await lab.ask("GET", WELCOME, 200, [("cookie", cookie)])


async def _run(case, address, authority_file):
    url = urlsplit(address)
    host = "portal.localhost" if case == "portal" else "localhost"
    configuration = QuicConfiguration(alpn_protocols=H3_ALPN, is_client=True, server_name=host)
    configuration.load_verify_locations(authority_file)
    async with connect(url.hostname, url.port, configuration=configuration, create_protocol=_Client) as lab:
        lab.authority = f"{host}:{url.port}"
        await globals()[case](lab)


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:]))
    print("seen")
