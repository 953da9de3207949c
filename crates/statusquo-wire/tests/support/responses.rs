//! Responses, good and bad, for the readers of the client's direction.

/// A name, whether the head is whole and keeps every rule, and the bytes.
pub(crate) const RESPONSES: &[(&str, bool, &str)] = &[
    ("a length", true, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
    ("chunks", true, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
    ("until the end", true, "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nhi"),
    ("no reason", true, "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n"),
    ("a long reason", true, "HTTP/1.1 203 Non-Authoritative Information: \t(as it came)\r\nContent-Length: 0\r\n\r\n"),
    ("no content", true, "HTTP/1.1 204 No Content\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n"),
    ("not modified", true, "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\n"),
    (
        "interim",
        true,
        "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ),
    ("HTTP/1.0", true, "HTTP/1.0 200 OK\r\n\r\nhi"),
    ("HTTP/1.0 that goes on", true, "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi"),
    ("the last", true, "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
    ("a code beyond 599", true, "HTTP/1.1 999 Beyond\r\nContent-Length: 0\r\n\r\n"),
    ("white space around values", true, "HTTP/1.1 200 OK\r\nX:  a \t\r\nY:\t\r\nContent-Length:\t0 \r\n\r\n"),
    ("two lengths", false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!"),
    ("length and coding", false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("a coding in HTTP/1.0", false, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ("LF alone", false, "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
    ("no space after the code", false, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
    ("two digits", false, "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n"),
    ("a folded value", false, "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n"),
    ("a space before the colon", false, "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n"),
    ("HTTP/2", false, "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"),
    ("not HTTP", false, "SSH-2.0-OpenSSH_9.9\r\n"),
    ("NUL in a value", false, "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"),
];
