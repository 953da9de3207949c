//! Streams of requests that are whole and keep every rule: what the readers must accept.

/// A name, and the bytes. Every one of these is read to its last octet.
pub(crate) fn streams() -> Vec<(&'static str, Vec<u8>)> {
    let mut streams: Vec<(&str, Vec<u8>)> =
        STREAMS.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    streams
        .push(("octets beyond ASCII in a value", b"GET / HTTP/1.1\r\nHost: a\r\nX: \xc3\xa9\x80\xff\r\n\r\n".to_vec()));
    streams.push(("any octet in the content", {
        let mut bytes = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 256\r\n\r\n".to_vec();
        bytes.extend(0..=255);
        bytes
    }));
    streams.push(("as many fields as fit", {
        let lines: String = (0..99).map(|number| format!("X{number}: {number}\r\n")).collect();
        format!("GET / HTTP/1.1\r\nHost: a\r\n{lines}\r\n").into_bytes()
    }));
    streams
}

const STREAMS: &[(&str, &str)] = &[
    ("a plain GET", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("a path and a query", "GET /lab/divide?by=4&a=%20%2F HTTP/1.1\r\nHost: localhost:8080\r\nAccept: */*\r\n\r\n"),
    ("what curl sends", "GET /x HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n"),
    ("no space after the colon", "GET / HTTP/1.1\r\nhost:a\r\nx:y\r\n\r\n"),
    ("white space around values", "GET / HTTP/1.1\r\nHost: \t a \t \r\nX:\t \r\nY: a \t b\t\r\n\r\n"),
    ("empty values", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY: \r\n\r\n"),
    ("every token octet in a name", "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: 1\r\n\r\n"),
    ("empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("an empty line between", "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("an absolute target", "GET http://a.test:80/b?c HTTP/1.1\r\nHost: a.test:80\r\n\r\n"),
    ("an absolute target without a path", "GET HTTP://a.test HTTP/1.1\r\nHost: a.test\r\n\r\n"),
    ("an absolute target with a query alone", "GET http://a.test?b HTTP/1.1\r\nHost: a.test\r\n\r\n"),
    ("an address of version 6", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"),
    ("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n"),
    ("CONNECT", "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n"),
    ("a method of one's own", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("a method with token octets", "M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"),
    ("HTTP/1.0 that goes on", "GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n"),
    ("HTTP/1.0 that does not go on", "GET / HTTP/1.0\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n"),
    ("HTTP/1.0 with content", "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"),
    ("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
    ("a length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
    ("a length with zeros before it", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0005\r\n\r\nhello"),
    ("a tab after a length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\t\r\n\r\nhello"),
    (
        "a tab after chunked, and an upgrade",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\t\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n0\r\n\r\n",
    ),
    ("CONNECT with content", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nContent-Length: 5\r\n\r\nhello"),
    ("an escape in a host", "GET http://a%20b/ HTTP/1.1\r\nHost: a%20b\r\n\r\n"),
    ("a length of 0", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
    ("GET with content", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"),
    (
        "content like a request",
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 27\r\n\r\nGET /no HTTP/1.1\r\nHost: b\r\n",
    ),
    (
        "chunks",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00a\r\n, world...\r\n0\r\n\r\n",
    ),
    ("CHUNKED", "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: \tChUnKeD \r\n\r\nA\r\n0123456789\r\n000\r\n\r\n"),
    (
        "chunk extensions",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;a\r\nhi\r\n1;b=c;d=\"e;\\\"f\"\r\n!\r\n0;z\r\n\r\n",
    ),
    (
        "white space in chunk extensions",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1 ;\ta = b ; c\t= \"d\"\r\nx\r\n0\r\n\r\n",
    ),
    (
        "a trailer",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\nhi\r\n0\r\nX: y\r\nZ:\r\n\r\n",
    ),
    ("no chunk but the last", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("a go-ahead awaited", "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi"),
    ("another expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: a=b\r\n\r\n"),
    ("the last request", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
    (
        "connection options",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: te, Keep-Alive\r\nTE: trailers\r\nConnection: x\r\n\r\n",
    ),
    (
        "an upgrade",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    ),
    (
        "three at once",
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxHEAD /3 HTTP/1.1\r\nHost: a\r\n\r\n",
    ),
    (
        "chunks, then another",
        "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
    ),
    (
        "conditions and ranges",
        "GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"a\", W/\"b\"\r\nRange: bytes=0-1,-5\r\nIf-Range: \"a\"\r\n\r\n",
    ),
    ("octets that URIs do not have", "GET /a|b{c}\"^`<d>[e]\\?f=[g]|<h> HTTP/1.1\r\nHost: a\r\n\r\n"),
];
