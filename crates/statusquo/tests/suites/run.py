"""Runs a suite that others wrote for httpbin against statusquo, and fails unless as many tests pass as shall.

Usage: run.py httpbin|requests PROGRAM SOURCES
PROGRAM is statusquo, SOURCES the folder where the source packages are unpacked.
"""

import collections
import os
import sys

import loopback
import program
from fixtures import Fixtures
from forwarding import Forwarding

import pytest

# What a suite is called, where it stands, what stands behind its server, what pytest is told, and how many tests pass.
Suite = collections.namedtuple("Suite", "title folder plugin options passed")

SUITES = {
    "httpbin": Suite(
        "httpbin's own tests",
        "httpbin-0.10.4",
        Forwarding,
        # This one asserts that chunked requests are refused, which a Flask program without a server has to do.
        ["--deselect", "tests/test_httpbin.py::HttpbinTestCase::test_post_chunked"],
        69,
    ),
    "requests": Suite(
        "requests' own suite",
        "requests-2.34.2",
        Fixtures,
        # These connect to an address that is not this machine's.
        ["-k", "not connect_timeout and not total_timeout_connect", "-p", "pytest_mock"],
        613,
    ),
}


class Tally:
    """The plugin for pytest that counts what became of each test."""

    def __init__(self):
        self.passed, self.failed, self.skipped = 0, [], 0

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.append(f"{report.nodeid} ({report.when})")
        elif report.skipped:
            self.skipped += not hasattr(report, "wasxfail")
        elif report.when == "call":
            self.passed += 1


def run(suite, statusquo, sources, more):
    """Runs it; whether all is as it shall be."""
    # Neither a proxy, a password file nor a plugin that this machine has set up has a say.
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith(("PYTEST_", "REQUESTS_", "CURL_", "HTTPBIN_")):
            del os.environ[name]
    os.environ.update(NETRC=os.devnull, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    tally = Tally()
    with program.statusquo(statusquo, "--as", "httpbin") as lab:
        os.chdir(os.path.join(sources, suite.folder))
        loopback.stay()
        quiet = ["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-p", "no:warnings"]
        code = pytest.main([*quiet, *suite.options, *more, "tests"], plugins=[tally, suite.plugin(lab)])
    print(f"{suite.title}: {tally.passed} passed, {len(tally.failed)} failed, {tally.skipped} skipped")
    for failed in tally.failed:
        print(f"  failed: {failed}")
    for address in loopback.tried:
        print(f"  tried to connect to {address!r}, which is not this machine's")
    if tally.passed != suite.passed:
        print(f"  {suite.passed} were to pass")
    return code == 0 and not tally.failed and not loopback.tried and tally.passed == suite.passed


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in SUITES:
        raise SystemExit(__doc__)
    name, statusquo, sources, *more = sys.argv[1:]
    sys.exit(0 if run(SUITES[name], os.path.abspath(statusquo), sources, more) else 1)
