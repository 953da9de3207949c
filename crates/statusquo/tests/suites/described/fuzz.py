"""Has Schemathesis ask statusquo for all that /openapi.json describes, and fails unless every answer is as described.

Usage: fuzz.py PROGRAM
"""

import http.client
import json
import os
import sys
import tempfile
from urllib.parse import urlsplit

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import loopback
import program

# How many requests are made up at a time for an operation, beside those that cover its parameters; and how long all of it takes,
# in seconds: until then more are made up. Each run makes up the same ones.
EXAMPLES, LONGEST = 3, 110

# How long the server itself waits where a client may make it wait: less, so that the time goes into requests.
OPTIONS = ["--max-delay", "50ms", "--max-duration", "50ms", "--max-body", "65536"]

# Checks that are left out, and why.
LEFT_OUT = {
    "negative_data_rejection": "httpbin's routes pass over what they do not know, or show it, and so does the lab with members.",
}

# Checks that are left out for a path alone, and why.
LEFT_OUT_AT = {
    "/sse": {"positive_data_acceptance": "how much time is granted is for who starts the server to say, and here it is little."},
    "/jsonl": {"positive_data_acceptance": "the same."},
    "/range/{n}": {"positive_data_acceptance": "the same."},
    "/{code}/happen": {"positive_data_acceptance": "which causes a code has differs from code to code: another number is 400."},
    "/lab/people": {"unsupported_method": "all of it has moved, whatever the method is: 308."},
    "/lab/people/{id}": {"unsupported_method": "the same."},
}

# The methods that are tried where they are not described: any that the server has never heard of is rightly 501, and not 405.
KNOWN = ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"]

# The refusals that say that the request itself is wrong. What is sent as it is described never gets one of these; others it may get
# for the state of the lab, where they are described, and 422 for what no schema can say: that two members go together.
WRONG = {"400", "405", "411", "413", "414", "415", "417", "431"}

# Operations that are left alone, and why.
LEFT_ALONE = {
    ("/_/maintenance", "PUT"): "it closes the lab, and all that came after would be 503.",
    ("/_/maintenance", "POST"): "it does the same.",
    ("/_/events", "GET"): "it goes on for as long as somebody listens.",
}


def read_interim_answers():
    """Has http.client pass over interim answers: of all but 100 it believes that they are final."""
    read = http.client.HTTPResponse._read_status

    def final(response):
        version, status, reason = read(response)
        while status in range(102, 200):
            http.client.parse_headers(response.fp)
            version, status, reason = read(response)
        return version, status, reason

    http.client.HTTPResponse._read_status = final


def document(address):
    """What the server says of itself."""
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request("GET", "/openapi.json")
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"/openapi.json is {answer.status}")
    return json.load(answer)


def configuration(described):
    """What Schemathesis is told of single operations: a code from 500 on is right where it is described, and nowhere else."""
    lines = ["[phases.coverage]", f"unexpected-methods = {json.dumps(KNOWN)}"]
    for path, item in described["paths"].items():
        for method in sorted(item.keys() - {"parameters", "x-other-methods"}):
            told = []
            failing = sorted(code for code in item[method]["responses"] if code.startswith("5"))
            if (path, method.upper()) in LEFT_ALONE:
                told.append("enabled = false")
            if failing:
                told.append(f'checks.not_a_server_error.expected-statuses = {json.dumps(["2xx", "3xx", "4xx", *failing])}')
            named = {code for code in item[method]["responses"] if code.startswith("4") and code != "4XX"} - WRONG
            fine = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx", *sorted(named)]
            if "2XX" in item[method]["responses"]:
                # It answers with whatever is asked for.
                fine.append("4xx")
            told.append(f"checks.positive_data_acceptance.expected-statuses = {json.dumps(fine)}")
            left_out = dict(LEFT_OUT_AT.get(path, {}))
            if "x-other-methods" in item:
                left_out["allow_header_conformance"] = "Allow has words for them, and OpenAPI has none."
            told += [f"checks.{check}.enabled = false" for check in left_out]
            lines += ["[[operations]]", f'include-name = {json.dumps(f"{method.upper()} {path}")}', *told]
    return "\n".join(lines)


def run(statusquo):
    """Whether nothing was found."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith(("SCHEMATHESIS_", "HYPOTHESIS_")):
            del os.environ[name]
    loopback.stay()
    read_interim_answers()
    import schemathesis
    from schemathesis.cli import schemathesis as command_line

    @schemathesis.serializer("application/partial-upload")
    def octets(context, value):
        return value if isinstance(value, bytes) else str(value).encode()

    with tempfile.TemporaryDirectory() as folder, program.statusquo(statusquo, *OPTIONS) as lab:
        address = urlsplit(lab.http).netloc
        with open(os.path.join(folder, "schemathesis.toml"), "w") as file:
            file.write(configuration(document(address)))
        os.chdir(folder)
        command = ["--config-file", "schemathesis.toml", "run", f"http://{address}/openapi.json", "--no-color"]
        command += ["--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES), "--max-time", str(LONGEST)]
        command += ["--generation-deterministic", "--no-shrink"]
        command += ["--exclude-checks", ",".join(LEFT_OUT), "--max-redirects", "0", "--request-timeout", "30"]
        command += ["--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure"]
        try:
            code = command_line.main(command, standalone_mode=False)
        except SystemExit as end:
            code = end.code
    for address in loopback.tried:
        print(f"  tried to connect to {address!r}, which is not this machine's")
    return not code and not loopback.tried


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(0 if run(os.path.abspath(sys.argv[1])) else 1)
