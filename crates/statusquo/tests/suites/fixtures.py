"""The fixtures that suites have from pytest-httpbin, under the same names, with statusquo behind them."""

import urllib.parse

import pytest


class Server:
    """Where a server is, as tests ask for it."""

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.url, self.protocol, self.host, self.port = address, parts.scheme, parts.hostname, parts.port

    def __add__(self, other):
        return self.url + other

    def join(self, url, allow_fragments=True):
        return urllib.parse.urljoin(self.url, url, allow_fragments=allow_fragments)


class Fixtures:
    """The plugin for pytest."""

    def __init__(self, lab):
        self.lab = lab

    @pytest.fixture(scope="session")
    def httpbin(self):
        return Server(self.lab.http)

    @pytest.fixture(scope="session")
    def httpbin_secure(self):
        return Server(self.lab.https)

    @pytest.fixture(scope="session", params=["http", "https"])
    def httpbin_both(self, request, httpbin, httpbin_secure):
        return httpbin if request.param == "http" else httpbin_secure

    @pytest.fixture(scope="class")
    def class_based_httpbin(self, request, httpbin):
        request.cls.httpbin = httpbin

    @pytest.fixture(scope="class")
    def class_based_httpbin_secure(self, request, httpbin_secure):
        request.cls.httpbin_secure = httpbin_secure

    @pytest.fixture
    def httpbin_ca_bundle(self, monkeypatch):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", self.lab.authority)
