"""What statusquo's answers may have otherwise than httpbin's: a short table, each line with its reason.

An exception covers parts of an answer: "status", "phrase", "interim", "content", "chunks", or a field by its name; a star
covers the rest of a name. Most hold wherever their condition does. Those without a condition hold only where a request of the table names
them. One that no request needs any more fails the test.
"""

import dataclasses
import fnmatch
from typing import Callable

# Fields that are no part of the comparison.
LEFT_OUT = {
    "date": "the time of each server",
    "server": "gunicorn's name",
    "connection": "each request says close",
}

PROBLEM = "application/problem+json"
PAGE = ("content", "content-type", "content-length", "x-content-type-options", "vary")
# What keeps a page of ours from doing, and telling, more than it should.
GUARD = ("content-security-policy", "referrer-policy")
# Where texts and pictures are.
OWN_TEXTS = (
    b"/deny",
    b"/encoding/utf8",
    b"/forms/post",
    b"/html",
    b"/image",
    b"/links/",
    b"/static/",
    b"/status/402",
    b"/status/418",
    b"/xml",
)
CORS = ("access-control-*",)
EXCHANGE = "statusquo-exchange"
DUTIES = ("allow", "content-range", "etag", "im", "location", "proxy-authenticate", "upgrade", *PAGE)
SANDBOX = ("x-content-type-options", "content-security-policy")


def _is_problem(answer):
    """Whether an answer is a problem document that no browser takes for something else."""
    return answer.values("content-type") == [PROBLEM] and answer.values("x-content-type-options") == ["nosniff"]


def _refused(_, theirs, ours):
    return theirs.status == ours.status >= 400 and _is_problem(ours)


def _understood(_, theirs, ours):
    return theirs.status == 500 and ours.status == 400 and _is_problem(ours)


def _unknown(request, theirs, ours):
    nowhere = b"URL was not found" in theirs.content or request.method == "HEAD"
    return theirs.status == ours.status == 404 and nowhere


def _phrased(request, theirs, ours):
    return theirs.phrase.upper() == ours.phrase or theirs.status == 416 or request.path().startswith(b"/status/")


def _listed(_, theirs, ours):
    lists = [sorted(name.strip() for name in ",".join(answer.values("allow")).split(",")) for answer in (theirs, ours)]
    return lists[0] == lists[1] != [""]


def _chosen(_, theirs, ours):
    wanted = (["nosniff"], ["sandbox"])
    return wanted == (ours.values("x-content-type-options"), ours.values("content-security-policy"))


def _ours(request, theirs, ours):
    hint = theirs.content.startswith(b"Incorrect Base64 data")
    return theirs.status == ours.status and (hint or request.path().startswith(OWN_TEXTS))


def _coded(_, theirs, ours):
    return theirs.values("content-encoding") == ours.values("content-encoding") != []


def _framed(request, theirs, ours):
    return request.method == "HEAD" and not theirs.values("content-length") and not ours.values("content-length")


def _negotiated(request, _, ours):
    return request.path() == b"/image" and ours.values("vary") == ["Accept"]


def _led_on(request, theirs, ours):
    pages = [b"<title>Redirecting...</title>" in answer.content for answer in (theirs, ours)]
    return 300 <= theirs.status < 400 and (all(pages) or request.method == "HEAD")


@dataclasses.dataclass
class Exemption:
    """A difference that is meant."""

    name: str
    covers: tuple
    reason: str
    # Where it holds; nothing says that it holds where a request names it.
    where: Callable | None = None

    def holds(self, request, theirs, ours):
        return self.name in request.exceptions if self.where is None else self.where(request, theirs, ours)

    def takes(self, part):
        return any(fnmatch.fnmatchcase(part, pattern) for pattern in self.covers)


ALL = [
    # Wherever their condition holds.
    Exemption("refusal", PAGE, "a refusal is a problem document that says why, not a page or two words", _refused),
    Exemption("fault", ("status", *PAGE, *CORS), "what makes httpbin fail is a 400 that names the parameter", _understood),
    Exemption("unknown", (*CORS, EXCHANGE), "what is no route of httpbin's is open to no foreign page", _unknown),
    Exemption("phrase", ("phrase",), "the registered phrases, always in capitals", _phrased),
    Exemption("allow", ("allow",), "the same methods, in an order that stays", _listed),
    Exemption("sandbox", SANDBOX, "what a client chooses never runs as script", _chosen),
    Exemption("redirect-page", ("content", "content-length"), "the page of a redirection has our own words", _led_on),
    Exemption("own-text", ("content", "content-length", "x-more-info"), "texts and pictures are our own", _ours),
    Exemption("coded", ("content-length",), "other encoders code the same content in another length", _coded),
    Exemption("framed", ("transfer-encoding",), "HEAD is told how GET would be framed", _framed),
    Exemption("negotiated", ("vary",), "an answer that Accept chose says so", _negotiated),
    # Where a request names them.
    Exemption("random", ("content",), "drawn anew by each server; its length is the same"),
    Exemption("page", (*GUARD, *PAGE), "pages are our own, of problems too, and run no script"),
    Exemption("icon", ("accept-ranges", "cache-control", "content-disposition", "etag", "last-modified"), "no file behind it"),
    Exemption("user", ("status", "set-cookie", "www-authenticate", *PAGE), "httpbin takes any user with the right password"),
    Exemption("query", ("status", "set-cookie", *PAGE), "httpbin fails where a digest is for a target with a query"),
    Exemption("target", ("status", EXCHANGE, *PAGE, *CORS), "what is no target by RFC 3986 is refused before all routes"),
    Exemption("nonsense", ("status", "location", "set-cookie", *PAGE), "a 400 that names the parameter, not an empty field"),
    Exemption("negative", ("status", *PAGE), "a time of less than nothing is a 400 that names the parameter"),
    Exemption("any-case", ("content", "content-length"), "names of parameters in any letters, as httpbin means them"),
    Exemption("any-method", ("status", "allow", *PAGE), "/anything takes any method"),
    Exemption("below", ("status", *PAGE), "/status may have any path below it"),
    Exemption("number", ("status", *PAGE), "status codes are 100 to 599"),
    Exemption("duty", DUTIES, "the code owes this, or means little without it"),
    Exemption("listed", ("status", *GUARD, *PAGE), "the routes are listed without flasgger too"),
    Exemption("as-get", ("content-length",), "HEAD has the length that GET has, where the method is shown"),
    Exemption("part", ("status", "content", "content-length", "content-range"), "Range is GET's, and asks If-Range first"),
    Exemption("no-part", ("etag", "accept-ranges"), "what does not exist has neither an ETag nor parts"),
    Exemption("type", ("content", "content-type", "content-length"), "an answer has one Content-Type, and shows that one"),
    Exemption("framing", ("status", *PAGE), "fields that frame the answer, or are the server's own, are not chosen by clients"),
    Exemption("location", ("status", "location", *PAGE, *CORS), "a Location is sent as it was given"),
]
