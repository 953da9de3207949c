"""Asks PyPI's httpbin and statusquo the same, and says where their answers differ: compare.py PROGRAM [TEXT]

PROGRAM is statusquo; of the requests only those are sent whose line has the TEXT in it, if one is given.
"""

import collections
import concurrent.futures
import gzip
import os
import re
import sys
import urllib.parse
import zlib

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import brotlicffi

import exceptions
import program
import wire

# What is another with each server or each time, by the field in which it stands.
MASKS = {
    "etag": r"[0-9a-f]{32}",
    "last-modified": r".+",
    "www-authenticate": r'(?<=nonce=")[0-9a-f]+|(?<=opaque=")[0-9a-f]+',
}
CODINGS = {"br": brotlicffi.decompress, "deflate": zlib.decompress, "gzip": gzip.decompress}
# At least so many requests shall be in the table.
ENOUGH = 400


def differences(theirs, ours):
    """The parts of two answers that are not the same, with what each has."""
    parts = {part: (getattr(theirs, part), getattr(ours, part)) for part in ("status", "interim", "content")}
    if theirs.status == ours.status:
        parts["phrase"] = (theirs.phrase, ours.phrase)
    if theirs.content == ours.content:
        parts["chunks"] = (theirs.chunks, ours.chunks)
    for name in {name for name, _ in theirs.fields + ours.fields} - set(exceptions.LEFT_OUT):
        parts[name] = (sorted(theirs.values(name)), sorted(ours.values(name)))
    return {part: both for part, both in sorted(parts.items()) if both[0] != both[1]}


def masked(answer, authority):
    """The same without its coding, and without what is another with each server or each time."""
    for coding in answer.values("content-encoding"):
        answer.content = CODINGS[coding](answer.content) if answer.content else b""
    answer.content = answer.content.replace(authority.encode(), b"{host}")
    for index, (name, value) in enumerate(answer.fields):
        value = value.replace(authority, "{host}")
        # As long as what it hides, so that another length is seen.
        hidden = re.sub(MASKS[name], lambda found: "*" * len(found[0]), value) if name in MASKS else value
        answer.fields[index] = (name, hidden)
    return answer


class Comparison:
    """All requests, and which exceptions they needed."""

    def __init__(self, theirs, ours):
        self.addresses = [urllib.parse.urlsplit(address).netloc for address in (theirs, ours)]
        self.used = collections.Counter()
        self.wrong = []

    def answers(self, request):
        answers = []
        for authority in self.addresses:
            host, _, port = authority.rpartition(":")
            try:
                answers.append(masked(wire.ask((host, int(port)), request.at(authority)), authority))
            except (OSError, ValueError, zlib.error, brotlicffi.error) as error:
                answers.append(f"no answer: {error}")
        return request, answers

    def judge(self, request, theirs, ours):
        if isinstance(theirs, str) or isinstance(ours, str):
            self.wrong.append(f"{request}\n    httpbin   {theirs}\n    statusquo {ours}")
            return
        left = differences(theirs, ours)
        for exemption in exceptions.ALL:
            if exemption.holds(request, theirs, ours) and any(map(exemption.takes, left)):
                self.used[exemption.name] += 1
                left = {part: both for part, both in left.items() if not exemption.takes(part)}
            elif exemption.name in request.exceptions:
                self.wrong.append(f"{request}\n    needs no exception {exemption.name!r}")
        if "status" in left:
            # Everything else is then of another answer.
            left = {part: left[part] for part in ("status", "content") if part in left}
        if left:
            lines = [f"    {part}: httpbin {both[0]!r:.300}, statusquo {both[1]!r:.300}" for part, both in left.items()]
            self.wrong.append("\n".join([str(request), *lines]))


def main(statusquo, text=""):
    folder = os.path.dirname(os.path.abspath(__file__))
    requests = [request for request in wire.table(os.path.join(folder, "requests.txt")) if text in str(request)]
    with program.gunicorn("httpbin:app") as theirs, program.statusquo(statusquo, "--as", "httpbin") as lab:
        comparison = Comparison(theirs, lab.http)
        with concurrent.futures.ThreadPoolExecutor(4) as threads:
            for request, answers in threads.map(comparison.answers, requests):
                comparison.judge(request, *answers)
    known = {exemption.name for exemption in exceptions.ALL}
    for name in {name for request in requests for name in request.exceptions} - known:
        comparison.wrong.append(f"no exception is called {name!r}")
    if not text:
        comparison.wrong += [f"no request needs exception {name!r}" for name in sorted(known - set(comparison.used))]
        if len(requests) < ENOUGH:
            comparison.wrong.append(f"{len(requests)} requests are too few")
    print("\n".join(comparison.wrong), end="\n" if comparison.wrong else "")
    for exemption in exceptions.ALL:
        print(f"  {comparison.used[exemption.name]:4} times {exemption.name}: {exemption.reason}")
    print(f"differential test with httpbin: {len(requests)} requests, {len(comparison.wrong)} differences that are not meant")
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
