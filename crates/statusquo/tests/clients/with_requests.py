"""What Python's requests sees of the lab: `python with_requests.py CASE ADDRESS` runs one case, a function each."""

import sys
import time

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

TIMEOUT = 20
PROBLEM = "application/problem+json"
WELCOME = "/lab/documents/welcome"
GREETING = "Welcome to the lab: every code here has a real cause.\n"


def _same(seen, expected):
    if seen != expected:
        raise AssertionError(f"saw {seen!r} where {expected!r} was expected")


def _ask(session, method, url, code, **options):
    answer = session.request(method, url, timeout=TIMEOUT, **options)
    _same(answer.status_code, code)
    if code >= 400:
        _same(answer.headers["Content-Type"], PROBLEM)
        problem = answer.json()
        _same((problem["status"], problem["title"]), (code, answer.reason))
    return answer


def _retrying(session, lab):
    """Retries 429 and 503 as urllib3 does it: after what Retry-After says, and without a wait of its own."""
    retry = Retry(total=2, status_forcelist=[429, 503], backoff_factor=0, respect_retry_after_header=True)
    session.mount(lab, HTTPAdapter(max_retries=retry))


def _retried(answer):
    return [attempt.status for attempt in answer.raw.retries.history]


def redirects(session, lab):
    for name, code in [("old-welcome", 301), ("welcome-today", 302)]:
        answer = _ask(session, "GET", f"{lab}/lab/documents/{name}", 200)
        _same([earlier.status_code for earlier in answer.history], [code])
        _same(answer.history[0].headers["Location"], WELCOME)
        _same((answer.url, answer.text), (lab + WELCOME, GREETING))
        _same(answer.history[0].is_permanent_redirect, code == 301)
    answer = _ask(session, "GET", f"{lab}/lab/documents/old-welcome", 301, allow_redirects=False)
    _same(answer.next.url, lab + WELCOME)


def kept_methods(session, lab):
    note = "Written on the way, read at its end.\n"
    headers = {"Content-Type": "text/plain"}
    for name, code in [("old-inbox", 308), ("inbox-today", 307)]:
        answer = _ask(session, "PUT", f"{lab}/lab/documents/{name}", 204, data=name + note, headers=headers)
        _same([earlier.status_code for earlier in answer.history], [code])
        _same((answer.request.method, answer.url), ("PUT", lab + "/lab/documents/inbox"))
        _same(_ask(session, "GET", lab + "/lab/documents/inbox", 200).text, name + note)
    ada = {"name": "Ada", "email": "ada@example.test"}
    answer = _ask(session, "POST", lab + "/lab/people", 201, json=ada)
    _same([earlier.status_code for earlier in answer.history], [308])
    _same((answer.request.method, answer.json()), ("POST", {"id": 2, **ada, "version": 1}))
    # Where the method is not kept, another one arrives, and without the content.
    answer = _ask(session, "POST", lab + "/lab/documents/old-welcome", 200, data=note)
    _same((answer.request.method, answer.request.body), ("GET", None))


def variants(session, lab):
    greeting = lab + "/lab/variants/greeting"
    answer = _ask(session, "GET", greeting, 300)
    _same((answer.is_redirect, answer.headers["Location"]), (False, "/lab/variants/greeting/en.txt"))
    answer = _ask(session, "GET", greeting, 200, headers={"Accept": "text/html", "Accept-Language": "de-AT, en;q=0.5"})
    _same(answer.headers["Content-Location"], "/lab/variants/greeting/de.html")
    _same((answer.encoding, "Guten Tag!" in answer.text), ("utf-8", True))
    answer = _ask(session, "GET", greeting, 406, headers={"Accept": "image/png, application/problem+json"})
    for variant in answer.json()["variants"]:
        _same(_ask(session, "GET", lab + variant["href"], 200).headers["Content-Language"], variant["language"])
    _ask(session, "GET", lab + "/lab/variants/mirror", 506)


def banned(session, lab):
    answer = _ask(session, "GET", lab + "/lab/documents/banned", 451)
    _same(answer.links["blocked-by"]["url"], "/")
    assert "Ministry" in answer.json()["demand"]["made_by"], answer.json()


def patches(session, lab):
    user = lab + "/lab/users/1"
    patch = {"Content-Type": "application/merge-patch+json"}
    answer = _ask(session, "PATCH", user, 415, json={"age": 85})
    _same(answer.headers["Accept-Patch"], patch["Content-Type"])
    answer = _ask(session, "PATCH", user, 200, data='{"age": 85}', headers=patch)
    _same((answer.json()["age"], answer.json()["version"]), (85, 2))
    _ask(session, "PATCH", user, 412, data="{}", headers={**patch, "If-Match": '"1"'})


def credentials(session, lab):
    answer = _ask(session, "GET", lab + "/lab/vault", 401)
    challenge = answer.headers["WWW-Authenticate"]
    assert 'Basic realm="vault"' in challenge and 'Bearer realm="vault"' in challenge, challenge
    reader, admin = ("reader", "reader"), ("admin", "admin")
    _ask(session, "GET", lab + "/lab/vault", 401, auth=("reader", "wrong"))
    answer = _ask(session, "GET", lab + "/lab/vault", 200, auth=reader)
    _same(answer.text, "This is the vault; you are reader.\n")
    answer = _ask(session, "GET", lab + "/lab/vault/keys", 403, auth=reader)
    _same(answer.json()["user"], "reader")
    _ask(session, "GET", lab + "/lab/vault/keys", 200, auth=admin)
    bearer = {"Authorization": "Bearer reader-token"}
    _ask(session, "GET", lab + "/lab/vault", 200, headers=bearer)


def validators(session, lab):
    answer = _ask(session, "GET", lab + WELCOME, 200)
    etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    for condition in [{"If-None-Match": etag}, {"If-Modified-Since": modified}]:
        answer = _ask(session, "GET", lab + WELCOME, 304, headers=condition)
        _same((answer.content, answer.headers["ETag"]), (b"", etag))
    _ask(session, "PUT", lab + WELCOME, 412, headers={"If-Match": '"another"'}, data="changed")
    _ask(session, "PUT", lab + WELCOME, 204, headers={"If-Match": etag}, data="changed")
    answer = _ask(session, "GET", lab + WELCOME, 200, headers={"If-None-Match": etag})
    _same(answer.text, "changed")


def lost_update(session, lab):
    plan = lab + "/lab/guarded/plan"
    mine, theirs = (_ask(session, "GET", plan, 200).headers["ETag"] for _ in range(2))
    problem = _ask(session, "PUT", plan, 428, data="unseen").json()
    _same((problem["required"], "GET it" in problem["detail"]), ("If-Match", True))
    _ask(session, "DELETE", plan, 428)
    _ask(session, "PUT", plan, 204, headers={"If-Match": theirs}, data="theirs")
    _ask(session, "PUT", plan, 412, headers={"If-Match": mine}, data="mine alone")
    answer = _ask(session, "GET", plan, 200)
    _same(answer.text, "theirs")
    _ask(session, "PUT", plan, 204, headers={"If-Match": answer.headers["ETag"]}, data=answer.text + " and mine")
    _same(_ask(session, "GET", plan, 200).text, "theirs and mine")
    new = lab + "/lab/guarded/new"
    _same(_ask(session, "PUT", new, 428, data="x").json()["required"], "If-None-Match: *")
    _ask(session, "PUT", new, 201, headers={"If-None-Match": "*"}, data="x")
    _ask(session, "PUT", new, 412, headers={"If-None-Match": "*"}, data="y")


def form(session, lab):
    answer = _ask(session, "POST", lab + "/lab/form", 200, data={"entry": "Grüße & mehr"})
    _same([earlier.status_code for earlier in answer.history], [303])
    _same((answer.request.method, answer.url), ("GET", lab + "/lab/form/1"))
    _same(answer.content.decode(), "Grüße & mehr\n")
    answer = _ask(session, "POST", lab + "/lab/form", 205, data={"entry": "next", "then": "next"})
    _same((answer.content, answer.headers["Content-Length"]), (b"", "0"))
    # It was framed, so the connection goes on.
    _same(_ask(session, "GET", lab + "/lab/form/2", 200).text, "next\n")


def lengths(session, lab):
    place = lab + "/lab/needs-length"
    _ask(session, "POST", place, 411, data=iter([b"one ", b"two"]))
    _same(_ask(session, "POST", place, 200, data=b"one two").text[:8], "7 octets")


def meter(session, lab):
    for left in (2, 1, 0):
        _same(_ask(session, "GET", lab + "/lab/meter", 200).json()["balance"], left)
    answer = _ask(session, "GET", lab + "/lab/meter", 402)
    _same((answer.json()["price"], answer.json()["balance"]), (1, 0))
    _same(_ask(session, "POST", lab + answer.links["payment"]["url"], 200, json={"units": 1}).json()["balance"], 1)
    _ask(session, "GET", lab + "/lab/meter", 200)
    _ask(session, "GET", lab + "/lab/meter", 402)


def ranges(session, lab):
    whole = _ask(session, "GET", lab + WELCOME, 200)
    _same(whole.headers["Accept-Ranges"], "bytes")
    half, etag = len(whole.content) // 2, whole.headers["ETag"]
    first = _ask(session, "GET", lab + WELCOME, 206, headers={"Range": f"bytes=0-{half - 1}"})
    _same((first.content, first.headers["ETag"]), (whole.content[:half], etag))
    _same(first.headers["Content-Range"], f"bytes 0-{half - 1}/{len(whole.content)}")
    rest = {"Range": f"bytes={half}-", "If-Range": etag}
    second = _ask(session, "GET", lab + WELCOME, 206, headers=rest)
    _same(first.content + second.content, whole.content)
    _ask(session, "GET", lab + WELCOME, 416, headers={"Range": "bytes=1000-"})
    # Changed in between: the rest of something else is of no use, so the whole comes.
    _ask(session, "PUT", lab + WELCOME, 204, data="changed")
    _same(_ask(session, "GET", lab + WELCOME, 200, headers=rest).text, "changed")


def users(session, lab):
    users = lab + "/lab/users"
    ada = {"name": "Ada", "email": "ada@example.test", "age": 36}
    answer = _ask(session, "POST", users, 201, json=ada)
    _same(answer.headers["Location"], "/lab/users/2")
    _same(answer.json(), {"id": 2, **ada, "version": 1})
    user = lab + answer.headers["Location"]
    answer = _ask(session, "POST", users, 409, json={"name": "Eva", "email": "ADA@example.test"})
    _same(answer.json()["holder"], "/lab/users/2")
    answer = _ask(session, "PUT", user, 200, json={**ada, "name": "Ada Lovelace", "version": 1})
    _same((answer.json()["name"], answer.json()["version"]), ("Ada Lovelace", 2))
    answer = _ask(session, "PUT", user, 409, json={**ada, "version": 1})
    _same(answer.json()["version"], 2)
    impossible = {"name": "", "email": "no address", "age": -3}
    answer = _ask(session, "POST", users, 422, json=impossible)
    _same([error["pointer"] for error in answer.json()["errors"]], ["#/name", "#/email", "#/age"])
    answer = _ask(session, "POST", users, 400, json={"name": "Eva"})
    _same(answer.json()["missing"], ["email"])
    headers = {"Content-Type": "application/json"}
    answer = _ask(session, "POST", users, 400, data='{"name":\n "Eva"', headers=headers)
    _same((answer.json()["line"], answer.json()["column"]), (2, 6))
    _ask(session, "POST", users, 415, data="name=Eva", headers={"Content-Type": "text/plain"})
    _same(_ask(session, "GET", user, 200).json()["name"], "Ada Lovelace")
    _same(_ask(session, "DELETE", user, 204).content, b"")
    _ask(session, "GET", user, 410)
    _ask(session, "GET", lab + "/lab/users/3", 404)


def rate(session, lab):
    _retrying(session, lab)
    began, early = time.monotonic(), 0
    for number in range(10):
        answer = _ask(session, "GET", lab + "/lab/limited", 200)
        attempts = _retried(answer)
        assert attempts in ([], [429]), attempts
        if number < 5:
            _same(attempts, [])
        early += len(attempts)
    assert early >= 1, "ten at once are more than the bucket holds"
    assert time.monotonic() - began >= early, "each wait took the second that Retry-After said"


def maintenance(session, lab):
    switch = lab + "/_/maintenance"
    _ask(session, "PUT", switch, 204, json={"seconds": 2})
    _retrying(session, lab + "/lab/")
    answer = _ask(session, "GET", lab + WELCOME, 200)
    _same((_retried(answer), answer.text), ([503], GREETING))
    _ask(session, "PUT", switch, 204, json={"seconds": 60})
    answer = _ask(requests, "GET", lab + WELCOME, 503)
    _same(answer.headers["Retry-After"], "60")
    _ask(session, "DELETE", switch, 204)
    _same(_retried(_ask(session, "GET", lab + WELCOME, 200)), [])


def chunks(session, lab):
    pieces = [b"one ", b"two ", b"x" * 70_000, b" three"]
    headers = {"Content-Type": "text/plain"}
    answer = _ask(session, "PUT", lab + "/lab/documents/pieces", 201, data=iter(pieces), headers=headers)
    sent = answer.request.headers
    _same((sent["Transfer-Encoding"], "Content-Length" in sent), ("chunked", False))
    answer = _ask(session, "GET", lab + "/lab/documents/pieces", 200)
    _same((answer.content, answer.headers["Content-Type"]), (b"".join(pieces), "text/plain"))
    # A length that is not told beforehand shows to be too much only on the way.
    too_many = (b"x" * 65_536 for _ in range(17))
    _ask(session, "PUT", lab + "/lab/documents/too-many", 413, data=too_many)


def kept_connection(session, lab):
    for _ in range(10):
        _ask(session, "GET", lab + WELCOME, 200)
        _ask(session, "GET", lab + "/lab/documents/none", 404)
        _ask(session, "POST", lab + WELCOME, 405, data="not taken")
        _ask(session, "POST", lab + "/lab/users", 409, json={"name": "Eva", "email": "grace@example.test"})
        _ask(session, "GET", lab + "/lab/divide?by=0", 500)


def no_content(session, lab):
    document = lab + "/lab/documents/short-lived"
    _ask(session, "PUT", document, 201, data="for a moment")
    answer = _ask(session, "DELETE", document, 204)
    _same((answer.content, answer.reason), (b"", "No Content"))
    _same([name for name in ("Content-Length", "Transfer-Encoding") if name in answer.headers], [])
    # Nothing stands between it and the next answer on the same connection.
    _ask(session, "GET", document, 410)
    _ask(session, "GET", lab + WELCOME, 200)


def job(session, lab):
    answer = _ask(session, "POST", lab + "/lab/jobs", 202, json={"seconds": 1})
    monitor = lab + answer.headers["Location"]
    _ask(session, "GET", monitor + "/result", 404)
    done, until = 0.0, time.monotonic() + TIMEOUT
    while True:
        answer = session.get(monitor, allow_redirects=False, timeout=TIMEOUT)
        if answer.status_code == 303:
            break
        _same((answer.status_code, answer.json()["state"]), (200, "running"))
        assert done <= answer.json()["done"] < 1, answer.json()
        assert int(answer.headers["Retry-After"]) >= 0
        assert time.monotonic() < until, "the job goes on and on"
        done = answer.json()["done"]
        time.sleep(0.02)
    assert done > 0, "it was seen on its way"
    _same(answer.headers["Location"], "/lab/jobs/1/result")
    answer = _ask(session, "GET", monitor, 200)
    _same([earlier.status_code for earlier in answer.history], [303])
    _same((answer.url, answer.json()["state"]), (monitor + "/result", "done"))


if __name__ == "__main__":
    case, lab = sys.argv[1:]
    with requests.Session() as session:
        globals()[case](session, lab)
    print("seen")
