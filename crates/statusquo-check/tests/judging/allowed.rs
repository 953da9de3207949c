//! No false alarm: answers that an RFC allows, however odd, break no duty.

use super::sample::{DATE, Sample};

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
