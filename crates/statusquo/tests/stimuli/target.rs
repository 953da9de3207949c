//! Request targets: the four forms, and the octets that may stand in them (RFC 9112 §3.2, RFC 3986).

use super::row::Row;
use statusquo_wire::Rule;

/// Method and target in one of the four forms.
const ORIGIN: &str = "GET /lab/documents/welcome";
const ABSOLUTE: &str = "GET http://lab/lab/documents/welcome";
const ASTERISK: &str = "OPTIONS *";

/// Name, method and target, the good twin. Each is answered with 400.
const FORMS: &[(&str, &[u8], &str)] = &[
    ("RFC 9112 §3.2.1: origin-form begins with a slash", b"GET ^^lab/documents/welcome", ORIGIN),
    ("RFC 9112 §3.2.1: a query alone is no origin-form", b"GET ^^?x=1", ORIGIN),
    ("RFC 9112 §3.2.1: a backslash is no slash", b"GET ^^\\lab\\documents\\welcome", ORIGIN),
    ("RFC 9112 §3.2.1: an escape is no slash", b"GET ^^%2flab/documents/welcome", ORIGIN),
    ("RFC 9112 §3.2.2: absolute-form of another scheme", b"GET ^^ftp://lab/lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §7.4: https over an unsecured connection", b"GET ^^https://lab/lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §4.2.1: an http URI has an authority", b"GET ^^http:/lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §4.2.1: an http URI has a host", b"GET ^^http:///lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §4.2.1: a port alone is no host", b"GET ^^http://:80/lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §4.2.4: userinfo in an http URI", b"GET ^^http://me@lab/lab/documents/welcome", ABSOLUTE),
    ("RFC 9110 §4.2.4: userinfo with a password", b"GET ^^http://me:pw@lab/lab/documents/welcome", ABSOLUTE),
    ("RFC 3986 §3.2.3: a port is digits", b"GET ^^http://lab:http/lab/documents/welcome", ABSOLUTE),
    (
        "RFC 3986 §3.2.3: a URI with a port that TCP cannot have",
        b"GET ^^http://lab:65536/lab/documents/welcome",
        ABSOLUTE,
    ),
    ("RFC 3986 §3.2.2: an IP literal ends", b"GET ^^http://[::1/lab/documents/welcome", ABSOLUTE),
    ("RFC 9112 §3.2.3: authority-form is for CONNECT alone", b"GET ^^lab:80", ORIGIN),
    ("RFC 9112 §3.2.4: asterisk-form is for OPTIONS alone", b"GET ^^*", ASTERISK),
    ("RFC 9112 §3.2.4: asterisk-form is one asterisk", b"OPTIONS ^^**", ASTERISK),
    ("RFC 9112 §3.2.4: OPTIONS of a path needs its slash", b"OPTIONS ^^lab", "OPTIONS /lab/users"),
];

/// CONNECT has no good twin that is a 2xx here: the mended request is another method's.
const CONNECTS: &[(&str, &[u8])] = &[
    ("RFC 9112 §3.2.3: CONNECT takes no origin-form", b"CONNECT ^^/lab"),
    ("RFC 9112 §3.2.3: CONNECT takes no absolute-form", b"CONNECT ^^http://lab:80/"),
    ("RFC 9112 §3.2.3: CONNECT takes no asterisk-form", b"CONNECT ^^*"),
    ("RFC 9112 §3.2.3: CONNECT names a port", b"CONNECT ^^lab"),
    ("RFC 9112 §3.2.3: CONNECT names a port that is not empty", b"CONNECT ^^lab:"),
    ("RFC 9112 §3.2.3: CONNECT names a host", b"CONNECT ^^:80"),
    ("RFC 9112 §3.2.3: CONNECT takes no userinfo", b"CONNECT ^^me@lab:80"),
    ("RFC 9112 §3.2.3: CONNECT takes no path", b"CONNECT ^^lab:80/"),
    ("RFC 9112 §3.2.3: CONNECT to a port that TCP cannot have", b"CONNECT ^^lab:65536"),
];

/// Name, target, rule. Each is answered with 400, and mended by leaving out what is wrong.
const OCTETS: &[(&str, &[u8], Rule)] = &[
    ("RFC 9112 §3.2: a fragment is not sent", b"/lab/documents/welcome^^#top", Rule::TargetOctets),
    ("RFC 9112 §3.2: a fragment after a query", b"/lab/documents/welcome?x^^#top", Rule::TargetOctets),
    ("RFC 3986 §2: NUL", b"/lab/documents/welcome^^\0", Rule::TargetOctets),
    ("RFC 3986 §2: a control", b"/lab/documents/wel^^\x01come", Rule::TargetOctets),
    ("RFC 3986 §2: ESC", b"/lab/documents/welcome?^^\x1b[31m", Rule::TargetOctets),
    ("RFC 3986 §2: DEL", b"/lab/documents/welcome^^\x7f", Rule::TargetOctets),
    ("RFC 9112 §3: HTAB is no SP", b"/lab/documents/welcome^^\tHTTP/1.1", Rule::TargetOctets),
    ("RFC 9112 §3: VT is no SP", b"/lab/documents/welcome^^\x0bHTTP/1.1", Rule::TargetOctets),
    ("RFC 9112 §3: FF is no SP", b"/lab/documents/welcome^^\x0cHTTP/1.1", Rule::TargetOctets),
    ("RFC 3986 §2: UTF-8 goes escaped", b"/lab/documents/welcome?^^\xc3\xa9", Rule::TargetOctets),
    ("RFC 3986 §2: Latin-1 goes escaped", b"/lab/documents/welcome?^^\xe9", Rule::TargetOctets),
    ("RFC 3986 §2: a space of Latin-1 is no space", b"/lab/documents/welcome^^\xa0", Rule::TargetOctets),
    ("RFC 3986 §2: 0xff", b"/lab/documents/^^\xffwelcome", Rule::TargetOctets),
    ("RFC 3986 §2.1: % and nothing", b"/lab/documents/welcome%^^", Rule::TargetPercent),
    ("RFC 3986 §2.1: % and one digit", b"/lab/documents/welcome%4^^", Rule::TargetPercent),
    ("RFC 3986 §2.1: % and no digits", b"/lab/documents/welcome%^^zz", Rule::TargetPercent),
    ("RFC 3986 §2.1: % and one digit and a letter", b"/lab/documents/welcome%4^^g", Rule::TargetPercent),
    ("RFC 3986 §2.1: % and %", b"/lab/documents/welcome%^^%41", Rule::TargetPercent),
    ("RFC 3986 §2.1: % in a query", b"/lab/documents/welcome?by=100%^^", Rule::TargetPercent),
    ("RFC 3986 §2.1: % and u", b"/lab/documents/welcome?%^^u0041", Rule::TargetPercent),
];

/// Name, method and target, code: taken as they are.
const TAKEN: &[(&str, &[u8], u16)] = &[
    ("RFC 9112 §3.2: visible characters as browsers send them", b"GET /lab/documents/welcome?\"<>\\^`{|}[]", 200),
    ("RFC 3986 §2.1: an escape in capitals and small letters", b"GET /lab/documents/welcom%65?%c3%A9", 200),
    ("RFC 3986 §3.4: a question mark in a query", b"GET /lab/documents/welcome?a?b", 200),
    ("RFC 9112 §3.2.2: absolute-form, the same host", b"GET http://lab/lab/documents/welcome", 200),
    ("RFC 9110 §4.2.3: a scheme in capitals", b"GET HTTP://lab/lab/documents/welcome", 200),
    ("RFC 9110 §4.2.3: an empty path is /", b"GET http://lab", 200),
    ("RFC 9110 §4.2.3: an empty path and a query", b"GET http://lab?x", 200),
    ("RFC 9112 §3.2.4: OPTIONS *", b"OPTIONS *", 204),
    ("RFC 9110 §9.3.7: OPTIONS of a resource", b"OPTIONS /lab/users", 204),
];

/// Name, method and target: well-formed, and for a proxy, which asks for credentials.
const PROXIED: &[(&str, &[u8])] = &[
    ("RFC 9112 §3.2.2: absolute-form wins over Host", b"GET http://elsewhere:81/lab/documents/welcome"),
    ("RFC 3986 §3.2.2: an IP literal", b"GET http://[::1]:80/lab/documents/welcome"),
    ("RFC 9110 §9.3.6: CONNECT, even for the server's own name", b"CONNECT lab:80"),
];

pub(crate) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = FORMS
        .iter()
        .map(|(name, line, twin)| Row::broken(name, &request(line), 400, Rule::TargetForm, &request(twin.as_bytes())))
        .collect();
    rows.extend(
        CONNECTS.iter().map(|(name, line)| {
            Row::broken(name, &request(line), 400, Rule::TargetForm, &request(ASTERISK.as_bytes()))
        }),
    );
    rows.extend(OCTETS.iter().map(|(name, target, rule)| {
        Row::broken(name, &request(&[b"GET ", *target].concat()), 400, *rule, &request(ORIGIN.as_bytes()))
    }));
    rows.extend(TAKEN.iter().map(|(name, line, code)| Row::good(name, &request(line), *code)));
    rows.extend(
        PROXIED.iter().map(|(name, line)| Row::refused(name, &request(line), 407, &request(ABSOLUTE.as_bytes()))),
    );
    rows
}

fn request(line: &[u8]) -> Vec<u8> {
    [line, b" HTTP/1.1\r\nHost: lab\r\n\r\n"].concat()
}
