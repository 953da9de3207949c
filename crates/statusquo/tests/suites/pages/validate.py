"""Reads every page of statusquo, those that it serves and those of its static site, as strictly as HTML can be read.

Usage: validate.py PROGRAM
PROGRAM is statusquo. html5lib finds what HTML's own rules call an error; rules.py finds what they say of elements besides.
"""

import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import program
import rules

# Where the walk begins besides the first page: pages that nothing leads to, and refusals.
STARTS = [
    "/", "/_/", "/find?q=already+taken", "/find?q=xyzzy", "/find?q=499", "/409/happen", "/lab/form", "/lab/dav/", "/lab/portal",
    "/legacy", "/nowhere", "/499", "/799", "/099", "/compare/401-403-404-499", "/lab/divide", "/lab/vault", "/lab/banned",
    "/lab/echo", "/lab/choices", "/html", "/forms/post", "/links/3/0", "/decision?turn=17", "/decision?turn=3,53", "/_/?filter=status%3E%3D400",
]
# An answer with faults, and one that is none.
PASTED = ["HTTP/1.1 405 Method Not Allowed\r\nContent-Length: x\r\n\r\n<b>\"'&", "no answer"]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def asked(address, content=None):
    """The page at an address, and where it leads to if that is elsewhere; None for what is no page."""
    opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
    request = urllib.request.Request(address, content, {"Accept": "text/html"})
    try:
        answer = opener.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        if answer.headers.get("Location"):
            return None, urllib.parse.urljoin(address, answer.headers["Location"])
        if answer.headers.get_content_type() != "text/html":
            return None, None
        return answer.read() or None, None


def live(lab):
    """Every page that a lab serves, as far as links lead, and then those that are made of what was pasted or done."""
    waiting = [lab + start for start in STARTS]
    seen = set()
    while waiting:
        address = waiting.pop()
        address = address.split("#")[0]
        # One page for each exchange, each filter and each answer that could be turned would never end: one of each is enough.
        kind = "/_/exchanges/" if address.startswith(lab + "/_/exchanges/") else address.split("?")[0]
        kind = address if address[len(lab):] in STARTS else kind
        if not address.startswith(lab + "/") or kind in seen:
            continue
        seen.add(kind)
        page, elsewhere = asked(address)
        if elsewhere:
            waiting.append(elsewhere)
        if page is None:
            continue
        yield address[len(lab):], page
        waiting += [urllib.parse.urljoin(address, link) for link in rules.links(page)]
    for text in PASTED:
        yield "/find", asked(lab + "/find", urllib.parse.urlencode({"pasted": text}).encode())[0]
    for code in (103, 409, 502):
        yield f"/{code}/happen", asked(f"{lab}/{code}/happen", b"version=HTTP%2F1.1")[0]
    yield "/409/happen for a cause", asked(f"{lab}/409/happen", b"version=HTTP%2F1.1&cause=1")[0]


def static(binary):
    """Every page of the static site."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, "site", folder, "--base", "https://codes.example/http"], check=True, stdout=subprocess.DEVNULL)
        for root, _, names in os.walk(folder):
            for name in names:
                if name.endswith(".html"):
                    path = os.path.join(root, name)
                    with open(path, "rb") as file:
                        yield "site: " + os.path.relpath(path, folder), file.read()


def judged(pages):
    """How many pages there were, and how many of them have a fault; faults are printed, each kind for its first pages."""
    count, faulty, told = 0, 0, {}
    for name, page in pages:
        count += 1
        faults = ["the answer is no page"] if page is None else rules.faults(page)
        faulty += bool(faults)
        for fault in faults:
            told.setdefault(fault, []).append(name)
    for fault, names in told.items():
        print(f"  {fault}: {', '.join(names[:4])}{' and others' if len(names) > 4 else ''}")
    return count, faulty


def main(binary):
    with program.statusquo(binary) as lab:
        served, faulty = judged(live(lab.http.rstrip("/")))
    written, wrong = judged(static(binary))
    print(f"HTML: {served} pages that are served, {faulty} of them with faults; {written} of the static site, {wrong} with faults")
    return faulty + wrong == 0 and served > 200 and written > 150


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(0 if main(sys.argv[1]) else 1)
