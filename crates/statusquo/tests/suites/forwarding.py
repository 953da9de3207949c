"""Lets the tests that come with httpbin speak to a server over the wire, in place of httpbin's WSGI callable.

Those tests ask by Flask's test client, which calls the application. Here the application hands each request on and gives
back what came. Three of the tests ask no server at all (two look at httpbin's own modules, one starts httpbin anew in a
process of its own), so they say nothing about the server, and stay as they are.
"""

import http.client
import urllib.parse

# What concerns one connection alone does not go on to the next.
OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}
PATIENCE = 60


class Forwarder:
    """A WSGI application that has its answers from a server."""

    def __init__(self, address):
        self.authority = urllib.parse.urlsplit(address).netloc

    def __call__(self, environ, start_response):
        connection = http.client.HTTPConnection(self.authority, timeout=PATIENCE)
        try:
            target = environ["REQUEST_URI"]
            connection.putrequest(environ["REQUEST_METHOD"], target, skip_host=True, skip_accept_encoding=True)
            for name, value in _fields(environ):
                connection.putheader(name, value.encode("latin-1"))
            connection.endheaders(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        fields = [field for field in answer.getheaders() if field[0].lower() not in OF_THE_CONNECTION]
        start_response(f"{answer.status} {answer.reason}", fields)
        return [content]


def _fields(environ):
    """The fields of the request. One without a name, which Flask's client lets through, cannot be sent."""
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            yield key.replace("_", "-").title(), environ[key]
    for key, value in environ.items():
        if key.startswith("HTTP_") and key != "HTTP_":
            yield key[len("HTTP_") :].replace("_", "-").title(), value


class Forwarding:
    """The plugin for pytest that puts the forwarder in place."""

    def __init__(self, lab):
        self.address = lab.http

    def pytest_configure(self):
        import httpbin

        httpbin.app.wsgi_app = Forwarder(self.address)
