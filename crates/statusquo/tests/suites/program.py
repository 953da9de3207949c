"""Starts a server program, finds out where it listens, and ends it whatever happens."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading

# How long a server may take to say where it listens, or to end.
PATIENCE = 30


class Lab:
    """A running statusquo: where it listens, and whose certificates it shows."""

    def __init__(self, http, https, authority):
        self.http, self.https, self.authority = http, https, authority


@contextlib.contextmanager
def statusquo(program, *options):
    """statusquo on free loopback ports, with TLS by an authority that is made for this run."""
    with tempfile.TemporaryDirectory() as data:
        command = [program, "serve", "--quiet", "--port", "0", "--tls-listen", "127.0.0.1:0", *options]
        with _running(command, "stdout", r"^(https?://\S+)$", 2, XDG_DATA_HOME=data) as (http, https):
            yield Lab(http, https, os.path.join(data, "statusquo", "ca.pem"))


@contextlib.contextmanager
def gunicorn(application):
    """PyPI's httpbin, or another program of its kind, behind gunicorn."""
    # One request a worker at a time: the random numbers of httpbin are a process's, and parallel requests mix them up.
    options = ["--bind", "127.0.0.1:0", "--workers", "4", "--no-control-socket", "--worker-tmp-dir", tempfile.gettempdir()]
    command = [sys.executable, "-I", "-m", "gunicorn", *options, application]
    with _running(command, "stderr", r"Listening at: (http://\S+)", 1) as (address,):
        yield address


@contextlib.contextmanager
def _running(command, stream, pattern, count, **environment):
    pipes = {stream: subprocess.PIPE}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, text=True, errors="replace", env={**os.environ, **environment}, **pipes
    )
    try:
        found, said = _told(process, getattr(process, stream), pattern, count)
        if len(found) < count:
            raise SystemExit(f"{command} did not say where it listens; it said:\n{''.join(said)}")
        yield found
        if process.poll() is not None:
            raise SystemExit(f"{command} ended by itself with code {process.returncode}, and said:\n{''.join(said)}")
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _told(process, stream, pattern, count):
    """The first so many addresses that a program tells, and the growing list of all that it says."""
    found, said, enough = [], [], threading.Event()

    def listen():
        for line in stream:
            said.append(line)
            if len(found) < count and (match := re.search(pattern, line.strip())):
                found.append(match[1])
            if len(found) == count:
                enough.set()
        enough.set()

    # It goes on reading, so that a program that says much is never held up.
    threading.Thread(target=listen, daemon=True).start()
    enough.wait(PATIENCE)
    return found, said
