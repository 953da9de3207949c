//! Host: exactly one, and a host with perhaps a port in it (RFC 9112 §3.2, RFC 9110 §7.2).

use super::row::{Fate, Row, get};
use statusquo_wire::Rule;

/// Name and value; the fault is where the value begins. Each is answered with 400; the good twin is `lab`.
const VALUES: &[(&str, &[u8])] = &[
    ("RFC 9110 §7.2: a space in Host", b"a b"),
    ("RFC 9110 §7.2: a tab in Host", b"a\tb"),
    ("RFC 9110 §7.2: userinfo in Host", b"me@lab"),
    ("RFC 9110 §7.2: userinfo with a password in Host", b"me:pw@lab"),
    ("RFC 9110 §7.2: a path in Host", b"lab/documents"),
    ("RFC 9110 §7.2: a slash in Host", b"lab/"),
    ("RFC 9110 §7.2: a query in Host", b"lab?x"),
    ("RFC 9110 §7.2: a fragment in Host", b"lab#x"),
    ("RFC 9110 §7.2: a URI in Host", b"http://lab"),
    ("RFC 9110 §7.2: a list in Host", b"lab,other"),
    ("RFC 9110 §7.2: a list with a space in Host", b"lab, other"),
    ("RFC 9110 §7.2: a list with a comma at its end", b"lab,"),
    ("RFC 9110 §7.2: an empty Host, of a URI that has an authority", b""),
    ("RFC 9110 §7.2: a port alone", b":80"),
    ("RFC 9110 §7.2: a colon alone", b":"),
    ("RFC 3986 §3.2.3: a port in letters", b"lab:http"),
    ("RFC 3986 §3.2.3: a port with a sign", b"lab:+80"),
    ("RFC 3986 §3.2.3: a negative port", b"lab:-80"),
    ("RFC 3986 §3.2.3: a port in hexadecimal", b"lab:0x50"),
    ("RFC 3986 §3.2.3: a port that TCP cannot have", b"lab:65536"),
    ("RFC 3986 §3.2.3: a port of six digits", b"lab:100000"),
    ("RFC 3986 §3.2.3: two ports", b"lab:80:80"),
    ("RFC 3986 §3.2.2: an IPv6 address without brackets", b"::1"),
    ("RFC 3986 §3.2.2: a bracket that is not closed", b"[::1"),
    ("RFC 3986 §3.2.2: a bracket that was not opened", b"::1]"),
    ("RFC 3986 §3.2.2: brackets around a name", b"[lab]"),
    ("RFC 3986 §3.2.2: brackets around nothing", b"[]"),
    ("RFC 3986 §3.2.2: something after the brackets", b"[::1]lab"),
    ("RFC 3986 §3.2.2: an address of nine groups", b"[1:2:3:4:5:6:7:8:9]"),
    ("RFC 3986 §3.2.2: a host with a backslash", b"lab\\"),
    ("RFC 3986 §3.2.2: a host in angle brackets", b"<lab>"),
    ("RFC 3986 §3.2.2: a host in quotes", b"\"lab\""),
    ("RFC 3986 §3.2.2: a host with a pipe", b"lab|cat"),
    ("RFC 3986 §3.2.2: a host beyond ASCII", b"caf\xc3\xa9"),
    ("RFC 3986 §3.2.2: a host that is not even UTF-8", b"caf\xe9"),
    ("RFC 3986 §2.1: a broken escape in a host", b"lab%4"),
    ("RFC 3986 §2.1: an escape that is none", b"lab%zz"),
];

/// Name and value: taken as they are.
const TAKEN: &[(&str, &[u8])] = &[
    ("RFC 9110 §7.2: a host and a port", b"lab:8080"),
    ("RFC 3986 §3.2.3: an empty port", b"lab:"),
    ("RFC 3986 §3.2.2: an IPv4 address", b"127.0.0.1:80"),
    ("RFC 3986 §3.2.2: an IPv6 address", b"[::1]"),
    ("RFC 3986 §3.2.2: an IPv6 address and a port", b"[2001:db8::ffff:192.0.2.1]:65535"),
    ("RFC 3986 §3.2.2: an address of the future", b"[v1.lab:x]"),
    ("RFC 3986 §3.2.2: a registered name of every kind of octet", b"A-b._~!$&'()*+;=9%C3%a9"),
    ("RFC 9112 §5.1: white space around the value", b" \tlab \t"),
];

pub(crate) fn rows() -> Vec<Row> {
    let good = get(b"Host: lab");
    let one =
        |name, lines: &[u8], twin: &[u8]| Row::broken(name, &get(lines), 400, Rule::HostOne, &get(twin)).field("Host");
    let mut rows: Vec<Row> = VALUES
        .iter()
        .map(|(name, value)| {
            let sent = get(&[b"Host: ^^", *value].concat());
            Row::broken(name, &sent, 400, Rule::HostForm, &good).field("Host")
        })
        .collect();
    rows.extend([
        Row::broken(
            "RFC 9112 §3.2: a request that lacks Host",
            b"GET /lab/documents/welcome HTTP/1.1\r\n\r^^\n",
            400,
            Rule::HostOne,
            &good,
        ),
        Row::broken(
            "RFC 9112 §3.2: a request that lacks Host, with other fields",
            b"GET /lab/documents/welcome HTTP/1.1\r\nX-Host: lab\r\n\r^^\n",
            400,
            Rule::HostOne,
            &get(b"X-Host: lab\r\nHost: lab"),
        ),
        Row::broken(
            "RFC 9112 §3.2.2: absolute-form does not replace Host",
            b"GET http://lab/lab/documents/welcome HTTP/1.1\r\n\r^^\n",
            400,
            Rule::HostOne,
            b"GET http://lab/lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n\r\n",
        ),
        Row::broken(
            "RFC 9112 §3.2.2: absolute-form does not excuse an invalid Host",
            b"GET http://lab/lab/documents/welcome HTTP/1.1\r\nHost: ^^a b\r\n\r\n",
            400,
            Rule::HostForm,
            b"GET http://lab/lab/documents/welcome HTTP/1.1\r\nHost: a\r\n\r\n",
        ),
        one("RFC 9112 §3.2: two Hosts that differ", b"Host: lab\r\n^^Host: other", b"Host: lab"),
        one("RFC 9112 §3.2: two Hosts that are equal", b"Host: lab\r\n^^Host: lab", b"Host: lab"),
        one("RFC 9112 §3.2: two Hosts apart", b"Host: lab\r\nA: b\r\n^^Host: lab", b"Host: lab\r\nA: b"),
        Row::broken(
            "RFC 9112 §3.2: two Hosts in whatever case",
            &get(b"Host: lab\r\n^^hOST: lab"),
            400,
            Rule::HostOne,
            &good,
        )
        .field("hOST"),
        Row::broken(
            "RFC 9112 §3.2: two Hosts in HTTP/1.0",
            b"GET /lab/documents/welcome HTTP/1.0\r\nHost: lab\r\n^^Host: lab\r\n\r\n",
            400,
            Rule::HostOne,
            b"GET /lab/documents/welcome HTTP/1.0\r\nHost: lab\r\n\r\n",
        )
        .field("Host"),
        Row::broken(
            "RFC 9112 §3.2: an invalid Host in HTTP/1.0",
            b"GET /lab/documents/welcome HTTP/1.0\r\nHost: ^^a b\r\n\r\n",
            400,
            Rule::HostForm,
            b"GET /lab/documents/welcome HTTP/1.0\r\nHost: a\r\n\r\n",
        )
        .field("Host"),
        Row::good("RFC 9112 §3.2: HTTP/1.0 may lack Host", b"GET /lab/documents/welcome HTTP/1.0\r\n\r\n", 200)
            .fate(Fate::Ends),
    ]);
    rows.extend(TAKEN.iter().map(|(name, value)| Row::good(name, &get(&[b"Host: ", *value].concat()), 200)));
    rows
}
