"""What Python's urllib sees of the lab as a proxy, and of its portal: `python through_proxy.py CASE LAB SECOND TLS PEM`."""

import http.client
import os
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

TIMEOUT = 20
WELCOME = "/lab/documents/welcome"
GREETING = "Welcome to the lab: every code here has a real cause.\n"


def _same(seen, expected):
    if seen != expected:
        raise AssertionError(f"saw {seen!r} where {expected!r} was expected")


def _through(proxy, *handlers):
    return urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy, "https": proxy}), *handlers)


def _refused(opener, url, code):
    try:
        answer = opener.open(url, timeout=TIMEOUT)
    except urllib.error.HTTPError as refusal:
        _same(refusal.code, code)
        return refusal
    raise AssertionError(f"{url} was answered with {answer.status}")


def _known(lab):
    return lab.replace("http://", "http://proxy:proxy@")


def messages(lab, second, tls, pem):
    refusal = _refused(_through(lab), second + WELCOME, 407)
    _same(refusal.headers["Proxy-Authenticate"], 'Basic realm="proxy", charset="UTF-8"')
    _refused(_through(lab.replace("http://", "http://proxy:wrong@")), second + WELCOME, 407)
    answer = _through(_known(lab)).open(second + WELCOME, timeout=TIMEOUT)
    _same((answer.status, answer.read().decode()), (200, GREETING))
    assert answer.headers["Via"].startswith("1.1 statusquo-"), answer.headers
    request = urllib.request.Request(second + "/lab/documents/py", data=b"from Python", method="PUT")
    _same(_through(_known(lab)).open(request, timeout=TIMEOUT).status, 201)


def elsewhere(lab, second, tls, pem):
    refusal = _refused(_through(_known(lab)), "http://example.com/", 403)
    _same(refusal.headers["Proxy-Status"], "statusquo; error=http_request_denied")


def tunnels(lab, second, tls, pem):
    trust = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=pem))
    answer = _through(_known(lab), trust).open(tls + WELCOME, timeout=TIMEOUT)
    _same((answer.status, answer.read().decode()), (200, GREETING))
    assert "Via" not in answer.headers, "nobody can write into it"
    try:
        _through(lab, trust).open(tls + WELCOME, timeout=TIMEOUT)
    except urllib.error.URLError as refusal:
        assert "407" in str(refusal.reason), refusal
    else:
        raise AssertionError("a tunnel was opened to somebody unknown")


def portal(lab, second, tls, pem):
    # Python has its own mind on names under localhost, so the host is named in the field alone.
    place = urllib.parse.urlsplit(lab).netloc

    def ask(method, target, body=None, **fields):
        connection = http.client.HTTPConnection(place, timeout=TIMEOUT)
        connection.request(method, target, body, {"Host": "portal.localhost", **fields})
        return connection.getresponse()

    answer = ask("GET", WELCOME, Accept="text/html")
    page = answer.read().decode()
    _same((answer.status, answer.reason), (511, "Network Authentication Required"))
    assert 'href="http://portal.localhost/lab/portal"' in page and "/lab/portal/login" not in page, page
    assert "<form" in ask("GET", "/lab/portal").read().decode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ask("POST", "/lab/portal/login", urllib.parse.urlencode({"terms": "accepted"}), **form)
    _same((answer.status, answer.headers["Location"]), (303, "/lab/portal"))
    jar = CookieJar()
    request = urllib.request.Request("http://portal.localhost/")
    jar.extract_cookies(answer, request)
    jar.add_cookie_header(request)
    answer = ask("GET", WELCOME, Cookie=request.get_header("Cookie"))
    _same((answer.status, answer.read().decode()), (200, GREETING))


if __name__ == "__main__":
    for name in ["NO_PROXY", "no_proxy"]:
        os.environ.pop(name, None)
    globals()[sys.argv[1]](*sys.argv[2:])
    print("seen")
