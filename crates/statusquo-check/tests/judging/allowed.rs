//! No false alarm: answers that an RFC allows, however odd, break no duty.

use super::sample::{DATE, Sample};
use statusquo_wire::Version;

const PARTS: &str =
    "--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b\r\nContent-Range: bytes 8-8/9\r\n\r\nb\r\n--b--\r\n";

#[test]
fn what_is_allowed_passes() {
    let cases = [
        ("a plain answer", Sample::new("GET", 200).content("x")),
        ("empty content", Sample::new("GET", 200).with("Content-Length", "0")),
        ("a long answer's length in an answer to HEAD", Sample::new("HEAD", 200).with("Content-Length", "99")),
        ("an error to HEAD, which explains nothing", Sample::new("HEAD", 404).with("Content-Length", "99")),
        (
            "the length of what 304 leaves out",
            Sample::new("GET", 304).with("Content-Length", "99").with("ETag", "\"a\""),
        ),
        ("chunked in an answer to HEAD", Sample::new("HEAD", 200).with("Transfer-Encoding", "chunked")),
        ("100 with nothing", Sample::new("PUT", 100)),
        ("103 with a date", Sample::new("GET", 103).with("Date", DATE).with("Link", "</a>; rel=preload")),
        ("500 without a date", Sample::new("GET", 500).content("x")),
        ("500 with a date", Sample::new("GET", 500).with("Date", DATE).content("x")),
        ("a tunnel's first octets", Sample::new("CONNECT", 200).content("anything")),
        (
            "the first octets of another protocol",
            Sample::new("GET", 101).with("Upgrade", "x").with("Connection", "Upgrade").content("anything"),
        ),
        ("an empty Allow", Sample::new("POST", 405).with("Allow", "").content("x")),
        ("Allow in several lines", Sample::new("POST", 405).with("Allow", "GET").with("Allow", ", HEAD").content("x")),
        ("a method that differs by case", Sample::new("POST", 405).with("Allow", "post").content("x")),
        ("Allow elsewhere", Sample::new("GET", 200).with("Allow", "GET, HEAD")),
        (
            "challenges in several lines, with bad white space and empty members",
            Sample::new("GET", 401)
                .with("WWW-Authenticate", "Basic realm = \"a\", ,")
                .with("www-authenticate", "Negotiate abc==, Bearer")
                .content("x"),
        ),
        ("a challenge elsewhere", Sample::new("GET", 200).with("WWW-Authenticate", "Basic realm=\"a\"")),
        ("no challenge elsewhere", Sample::new("GET", 403).with("WWW-Authenticate", "").content("x")),
        ("a fragment and no scheme in Location", Sample::new("GET", 301).with("Location", "#a").content("x")),
        ("an empty reference: the same document", Sample::new("GET", 299).with("Location", "").content("x")),
        ("Retry-After in seconds", Sample::new("GET", 503).with("Retry-After", "0").content("x")),
        ("Retry-After as a date, elsewhere", Sample::new("GET", 200).with("Retry-After", DATE)),
        ("Expires in the past by an invalid value", Sample::new("GET", 200).with("Expires", "0")),
        ("Upgrade offered", Sample::new("GET", 200).with("Upgrade", "a/1, b").with("Connection", "close, UPGRADE")),
        ("several Set-Cookie", Sample::new("GET", 200).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2")),
        ("200 from a server without a clock", Sample::new("GET", 200).without("Date").content("x")),
        (
            "constants in place of a clock",
            Sample::new("GET", 200).without("Date").with("Last-Modified", DATE).with("Expires", DATE).content("x"),
        ),
        ("a proxy's answer to CONNECT", Sample::new("CONNECT", 200).without("Date")),
        (
            "a proxy's challenge without a date",
            Sample::new("GET", 407).without("Date").with("Proxy-Authenticate", "Basic realm=\"a\"").content("x"),
        ),
        ("415 that names types", Sample::new("POST", 415).with("Accept", "application/json").content("x")),
        (
            "415 that names codings, to content with one",
            Sample::new("POST", 415).asked("Content-Encoding", "br").with("Accept-Encoding", "gzip").content("x"),
        ),
        (
            "415 that names codings, to who knows what",
            Sample::new("POST", 415).with("Accept-Encoding", "gzip").content("x"),
        ),
        ("415 to PATCH", Sample::new("PATCH", 415).with("Accept-Patch", "application/json-patch+json").content("x")),
        ("429 without Retry-After", Sample::new("GET", 429).content("x")),
        ("413 without Retry-After", Sample::new("POST", 413).content("x")),
        ("503 without Retry-After", Sample::new("GET", 503).content("x")),
        ("304 without metadata", Sample::new("GET", 304)),
        ("304 with Last-Modified and no tag", Sample::new("GET", 304).with("Last-Modified", DATE)),
        (
            "304 that repeats what the 200 would have",
            Sample::new("GET", 304).with("ETag", "W/\"a\"").with("Vary", "Accept"),
        ),
        ("304 with a transfer coding", Sample::new("GET", 304).with("Transfer-Encoding", "chunked")),
        ("304 to a method that may define conditions", Sample::new("QUERY", 304).with("ETag", "\"a\"")),
        ("501 that is cached", Sample::new("GET", 501).with("Cache-Control", "max-age=60").content("x")),
        (
            "404 that is cached",
            Sample::new("GET", 404).with("Cache-Control", "max-age=60").with("Age", "3").content("x"),
        ),
        ("204 with a tag", Sample::new("PUT", 204).with("ETag", "\"a\"").with("Content-Location", "/a")),
        (
            "206 of several parts has no Content-Range",
            Sample::new("GET", 206)
                .asked("Range", "bytes=0-0,8-8")
                .with("Content-Type", "multipart/byteranges;boundary=b")
                .content(PARTS),
        ),
        (
            "206 of one part in the form of several, where several were asked for",
            Sample::new("GET", 206)
                .asked("Range", "bytes=0-0,99-99")
                .with("Content-Type", "Multipart/ByteRanges; boundary=b")
                .content("--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b--\r\n"),
        ),
        ("206 of unknown length", Sample::new("GET", 206).with("Content-Range", "bytes 0-0/*").content("x")),
        ("206 of another unit", Sample::new("GET", 206).with("Content-Range", "lines 3-9/20").content("x")),
        (
            "206 that was cut on the way here",
            Sample { cut: true, ..Sample::new("GET", 206).with("Content-Range", "bytes 0-9/20").content("x") },
        ),
        ("a range that is ignored", Sample::new("GET", 200).asked("Range", "lines=0-1").content("x")),
        ("416 with what there is", Sample::new("GET", 416).with("Content-Range", "bytes */9").content("x")),
        ("416 to a range of another unit", Sample::new("GET", 416).asked("Range", "lines=9-").content("x")),
        ("416 to a request without a range", Sample::new("GET", 416).asked("Accept", "*/*").content("x")),
        // RFC 9110 §14.4 gives it no meaning there, and does not forbid it.
        ("Content-Range in a 200", Sample::new("GET", 200).with("Content-Range", "items 0-24/66").content("x")),
        ("429 that a proxy says is new", Sample::new("GET", 429).with("Age", "0").content("x")),
        ("405 to a method that nobody told", Sample::new("", 405).with("Allow", "GET").content("x")),
        ("412 without a validator", Sample::new("PUT", 412).content("x")),
        (
            "101 that chose one of several, whatever its case",
            Sample::new("GET", 101)
                .asked("Upgrade", "HTTP/9, WebSocket")
                .with("Upgrade", "websocket")
                .with("Connection", "keep-alive, upgrade"),
        ),
        (
            "HTTP/2 without a reason to speak of its connection",
            Sample { version: Version::Http2, ..Sample::new("GET", 200) }.asked("Connection", "close").content("x"),
        ),
        ("205 that announces nothing", Sample::new("POST", 205).with("Content-Length", "0")),
        ("208 where nobody can tell", Sample::new("GET", 208).content("x")),
        ("a weak tag with any letters", Sample::new("GET", 200).with("ETag", "W/\"a,b'{}\"")),
        ("a type with odd parameters", Sample::new("GET", 200).with("Content-Type", "text/html ; ;charset=\"utf-8\";")),
        ("a challenge that is a token68", Sample::new("GET", 401).with("WWW-Authenticate", "Negotiate").content("x")),
        ("425 to early data", Sample::new("GET", 425).asked("Early-Data", "1").content("x")),
        ("451 with its blocker among others", {
            let link = "</style.css>; rel=preload, <https://isp.example/>; rel=\"blocked-by\"";
            Sample::new("GET", 451).with("Link", link).content("x")
        }),
        ("a server that closes and says so", {
            Sample { closed: Some(true), ..Sample::new("GET", 400).with("Connection", "close").content("x") }
        }),
        ("a server that closes in silence after a success", {
            Sample { closed: Some(true), ..Sample::new("GET", 200).content("x") }
        }),
        ("an unregistered code", Sample::new("GET", 299).content("x")),
        ("an unregistered error", Sample::new("GET", 499).content("x")),
        (
            "anything final to HTTP/1.0",
            Sample::new("GET", 200).asked_in_http10().with("Connection", "close").content("x"),
        ),
    ];
    for (what, sample) in cases {
        assert_eq!(sample.broken(), [""; 0], "{what}: {sample:?}");
    }
}
