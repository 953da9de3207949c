//! Requests that break a rule of messages (RFC 9113 §8). Where this server sees them, it answers 400 and then ends the
//! stream with an error (§8.1.1); where the library below ends the stream or the connection before that, it is said.

use super::build::{
    CONTINUATION, DATA, END_HEADERS, END_STREAM, HEADERS, JSON, WHOLE, frame, get, headers, long_headers, plain, post,
    request,
};
use super::row::{Row, row};

/// The library finds these by itself.
const RESET_FIRST: &str = "RFC 9113 §8.1.1: \"Malformed requests or responses that are detected MUST be treated as a stream \
                           error\"; the answer that may come before is left out";

/// The library takes these for undecodable, and so ends the connection.
const ENDS_ALL: &str = "RFC 9113 §5.4.1: \"an endpoint MAY choose to treat a stream error as a connection error\"";

/// A good request but for one field.
fn field(name: &'static str, (field, value): (&str, &str), back: &'static str) -> Row {
    row(name, headers(1, WHOLE, &get(&[(field, value)])), back)
}

fn whole(name: &'static str, fields: &[(&str, &str)], back: &'static str) -> Row {
    row(name, headers(1, WHOLE, fields), back)
}

const REFUSED: &str = "1:400, 1:RST PROTOCOL_ERROR";
const RESET: &str = "1:RST PROTOCOL_ERROR";
const GOODBYE: &str = "GOAWAY PROTOCOL_ERROR, closed";

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = fields();
    rows.extend(control_data());
    rows.extend(content());
    rows.extend(limits());
    rows
}

fn fields() -> Vec<Row> {
    vec![
        field("RFC 9113 §8.2.1: a value that begins with a space", ("x", " y"), REFUSED).says("RFC 9113 §8.2.1"),
        field("RFC 9113 §8.2.1: a value that ends with a tab", ("x", "y\t"), REFUSED).says("RFC 9113 §8.2.1"),
        field("RFC 9113 §8.3.1: a Host that differs", ("host", "other"), REFUSED).says("RFC 9113 §8.3.1"),
        field("RFC 9110 §7.2: a Host that is none", ("host", "a b"), REFUSED).says("RFC 9110 §7.2"),
        whole("RFC 9112 §3.2: two Hosts", &get(&[("host", "lab"), ("host", "lab")]), REFUSED),
        field("RFC 9113 §8.2.2: Connection", ("connection", "close"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: Keep-Alive", ("keep-alive", "timeout=5"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: Proxy-Connection", ("proxy-connection", "close"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: Transfer-Encoding", ("transfer-encoding", "chunked"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: Upgrade", ("upgrade", "websocket"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: TE with a coding", ("te", "gzip"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.2: TE with trailers and more", ("te", "trailers, gzip"), RESET).but(RESET_FIRST),
        field("RFC 9113 §8.2.1: a name with capitals", ("Accept", "*/*"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: a name with a space", ("a b", "c"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: a name with a colon", ("a:b", "c"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: a name beyond ASCII", ("n\u{e9}", "c"), GOODBYE).but(ENDS_ALL),
        field("RFC 9110 §5.1: no name", ("", "c"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: NUL in a value", ("x", "a\0b"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: LF in a value", ("x", "a\nb"), GOODBYE).but(ENDS_ALL),
        field("RFC 9113 §8.2.1: CR in a value", ("x", "a\rb"), GOODBYE).but(ENDS_ALL),
        field("RFC 9110 §5.5: another control in a value", ("x", "a\u{1}b"), GOODBYE).but(ENDS_ALL),
    ]
}

fn control_data() -> Vec<Row> {
    let with = |change: (&'static str, &'static str)| {
        let mut all = get(&[]);
        for field in all.iter_mut().filter(|field| field.0 == change.0) {
            field.1 = change.1;
        }
        all
    };
    let without = |name: &str| get(&[]).into_iter().filter(|field| field.0 != name).collect::<Vec<_>>();
    let late = [(":method", "GET"), (":scheme", "http"), (":authority", "lab"), ("accept", "*/*"), (":path", "/")];
    vec![
        whole("RFC 9110 §9.1: a method that is no token", &with((":method", "G(T")), GOODBYE).but(ENDS_ALL),
        whole("RFC 9113 §8.3.1: no :method", &without(":method"), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: no :scheme", &without(":scheme"), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: no :path", &without(":path"), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: an empty :path", &with((":path", "")), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: :path without its slash", &with((":path", "lab")), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: a whole URI as :path", &with((":path", "http://lab/")), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: a space in :path", &with((":path", "/a b")), RESET).but(RESET_FIRST),
        whole("RFC 3986 §2.1: half an escape in :path", &with((":path", "/a%2")), REFUSED).says("RFC 3986 §2.1"),
        whole("RFC 3986 §2: octets beyond ASCII in :path", &with((":path", "/caf\u{e9}")), REFUSED).says("RFC 3986 §2"),
        whole("RFC 3986 §3.5: a fragment in :path", &with((":path", "/#here")), "1:200, 1:end").but(
            "RFC 9113 §8.3.1: :path \"includes the path and query parts\"; the library cuts a fragment off before it shows the path",
        ),
        whole("RFC 9112 §3.2.4: * is for OPTIONS alone", &with((":path", "*")), REFUSED).says("RFC 9112 §3.2"),
        whole("RFC 9110 §7.4: https on a connection without TLS", &with((":scheme", "https")), "1:400, 1:end")
            .says("RFC 9110 §7.4")
            .cleartext(),
        whole("RFC 9110 §7.4: a scheme that is not served", &with((":scheme", "ftp")), "1:400, 1:end"),
        whole("RFC 9113 §8.3.1: a scheme that is none", &with((":scheme", "ht tp")), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: userinfo in :authority", &with((":authority", "me@lab")), REFUSED).says("RFC 9110 §7.2"),
        whole("RFC 9113 §8.3.1: a space in :authority", &with((":authority", "a b")), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3.1: an empty :authority", &with((":authority", "")), RESET).but(RESET_FIRST),
        whole("RFC 9110 §7.2: no authority at all", &without(":authority"), "1:400, 1:end").says("RFC 9110 §7.2"),
        whole("RFC 9113 §8.3: :path twice", &get(&[(":path", "/")]), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3: :method twice", &get(&[(":method", "GET")]), RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3: control data after a field", &late, RESET).but(RESET_FIRST),
        whole("RFC 9113 §8.3: unknown control data", &get(&[(":foo", "bar")]), GOODBYE).but(ENDS_ALL),
        whole("RFC 9113 §8.3: :status in a request", &get(&[(":status", "200")]), RESET).but(RESET_FIRST),
        whole("RFC 8441 §4: :protocol without CONNECT", &get(&[(":protocol", "websocket")]), RESET).but(RESET_FIRST),
        whole(
            "RFC 9113 §8.5: CONNECT with a :path",
            &[(":method", "CONNECT"), (":authority", "lab:80"), (":path", "/")],
            RESET,
        )
        .but(RESET_FIRST),
        whole("RFC 9113 §8.5: CONNECT without a port", &[(":method", "CONNECT"), (":authority", "lab")], REFUSED),
        whole("RFC 9113 §8.5: CONNECT for nobody", &[(":method", "CONNECT")], REFUSED).says("RFC 9113 §8.3.1"),
        row(
            "RFC 9220: CONNECT for a protocol that is not known",
            headers(1, WHOLE, &request("CONNECT", "/lab/echo", &[(":protocol", "smoke-signals")])),
            "1:501, 1:end",
        )
        .says("smoke-signals"),
        row(
            "RFC 8441 §5: a WebSocket of another version",
            headers(
                1,
                END_HEADERS,
                &request("CONNECT", "/lab/echo", &[(":protocol", "websocket"), ("sec-websocket-version", "8")]),
            ),
            "1:400, 1:end, 1:RST NO_ERROR",
        ),
    ]
}

fn content() -> Vec<Row> {
    let user = b"{\"name\":\"Zoe\",\"email\":\"zoe@example.test\"}";
    let head = |length| headers(1, END_HEADERS, &request("POST", "/lab/users", &[JSON, ("content-length", length)]));
    let text = "{}{}{}{}";
    vec![
        row(
            "RFC 9113 §8.1.1: less content than declared",
            [head("9"), frame(DATA, END_STREAM, 1, b"{}")].concat(),
            RESET,
        )
        .but(RESET_FIRST),
        row(
            "RFC 9113 §8.1.1: more content than declared",
            [head("3"), frame(DATA, END_STREAM, 1, text.as_bytes())].concat(),
            RESET,
        )
        .but(RESET_FIRST),
        row(
            "RFC 9113 §8.1.1: a length, and no content",
            headers(1, WHOLE, &request("POST", "/lab/users", &[("content-length", "9")])),
            RESET,
        )
        .but(RESET_FIRST),
        row("RFC 9110 §8.6: a length that is no number", head("4x"), RESET).but(RESET_FIRST),
        row(
            "RFC 9110 §8.6: two lengths",
            headers(
                1,
                END_HEADERS,
                &request("POST", "/lab/users", &[("content-length", "1"), ("content-length", "2")]),
            ),
            RESET,
        )
        .but(RESET_FIRST),
        row(
            "RFC 9110 §8.6: a length twice",
            headers(
                1,
                END_HEADERS,
                &request("POST", "/lab/users", &[("content-length", "1"), ("content-length", "1")]),
            ),
            REFUSED,
        )
        .says("RFC 9110 §8.6"),
        row(
            "RFC 9113 §8.1: control data in trailers",
            [post(1, &[]), frame(DATA, 0, 1, user), headers(1, WHOLE, &[(":path", "/")])].concat(),
            REFUSED,
        )
        .says("RFC 9113 §8.1"),
        row(
            "RFC 9113 §8.1: trailers that end nothing",
            [post(1, &[]), frame(DATA, 0, 1, user), headers(1, END_HEADERS, &[("x", "y")])].concat(),
            RESET,
        )
        .but(RESET_FIRST),
        row(
            "RFC 9110 §6.5.1: a trailer that routes",
            [post(1, &[]), frame(DATA, 0, 1, user), headers(1, WHOLE, &[("host", "lab")])].concat(),
            REFUSED,
        )
        .says("RFC 9110 §6.5.1"),
        row(
            "RFC 9113 §8.1.1: a stream that is malformed leaves the others alone",
            [headers(1, WHOLE, &get(&[("te", "gzip")])), plain(3)].concat(),
            "1:RST PROTOCOL_ERROR, 3:200, 3:end",
        )
        .but(RESET_FIRST),
        row(
            "RFC 9113 §8.2.1: a field section that is refused, in two frames",
            [
                frame(HEADERS, END_STREAM, 1, &super::build::section(&get(&[]))),
                frame(CONTINUATION, END_HEADERS, 1, &super::build::section(&[("te", "x")])),
            ]
            .concat(),
            RESET,
        )
        .but(RESET_FIRST),
    ]
}

fn limits() -> Vec<Row> {
    let long: &'static str = Box::leak("x".repeat(70_000).into_boxed_str());
    let path: &'static str = Box::leak(format!("/{}", &long[..8192]).into_boxed_str());
    let many: Vec<(&str, &str)> = vec![("x", "y"); 100];
    vec![
        row("RFC 9110 §15.6.2: a method longer than any", headers(1, WHOLE, &request(&long[..65], "/", &[])), "1:501, 1:end"),
        row("RFC 9110 §15.5.15: a target that is too long", headers(1, WHOLE, &request("GET", path, &[])), "1:414, 1:end")
            .says("8192"),
        row("RFC 6585 §5: a field that is too large", long_headers(1, END_STREAM, &get(&[("x", long)])), "1:431, 1:end")
            .says("65536"),
        row("RFC 6585 §5: too many fields", headers(1, WHOLE, &get(&many)), "1:431, 1:end").says("100"),
        row(
            "RFC 9113 §6.5.2: more than the announced list",
            long_headers(1, END_STREAM, &get(&[("x", long), ("x", long), ("x", long)])),
            "1:431, 1:end",
        )
        .but("RFC 9113 §10.5.1: \"A server that receives a larger field block than it is willing to handle can send an HTTP 431\": the library's own, without content"),
        row(
            "RFC 9113 §10.5.1: four times as much",
            long_headers(1, END_STREAM, &get(&[("x", long); 10])),
            "GOAWAY ENHANCE_YOUR_CALM, closed",
        ),
    ]
}
