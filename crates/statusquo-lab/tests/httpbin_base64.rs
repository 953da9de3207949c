//! httpbin's Base64, and go-httpbin's both ways.

mod support;

use support::{Answer, lab};

fn is_harmless(answer: &Answer, media_type: &str, content: impl AsRef<[u8]>) {
    assert_eq!((answer.code(), answer.field("Content-Type")), (200, media_type), "{}", answer.shown());
    assert_eq!(answer.content, content.as_ref(), "{}", answer.shown());
    assert_eq!(answer.fields("X-Content-Type-Options"), ["nosniff"]);
    assert_eq!(answer.fields("Content-Security-Policy"), ["sandbox"]);
    assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
}

const HTML: &str = "text/html; charset=utf-8";

#[test]
fn what_can_be_read_is_shown_and_all_else_gets_a_hint() {
    let lab = lab();
    for (value, text) in [
        ("aGVsbG8=", "hello"),
        ("aGVsbG8%3D", "hello"),
        ("aGVs%20bG8=", "hello"),
        ("0JTQvtCx0YDRi9C5INC00LXQvdGM", "Добрый день"),
        ("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "<script>alert(1)</script>"),
        ("Pz8-fn5_", "??>~~\u{7f}"),
        ("!!!!", ""),
        ("%FF", ""),
    ] {
        is_harmless(&lab.get(&format!("/base64/{value}")), HTML, text);
    }
    for broken in ["aGVsbG8", "a", "encode", "_w=="] {
        let answer = lab.get(&format!("/base64/{broken}"));
        is_harmless(&answer, HTML, "Incorrect Base64 data; try c3RhdHVzcXVv");
    }
    is_harmless(&lab.get("/base64/c3RhdHVzcXVv"), HTML, "statusquo");
    let head = lab.plain("HEAD /base64/aGVsbG8=", &[]).expect(200);
    assert_eq!((head.field("Content-Length"), head.field("Content-Security-Policy")), ("5", "sandbox"));
    for nothing in ["/base64", "/base64/", "/base64/fn5+Pz8/", "/base64/fn5%2FPz8"] {
        lab.get(nothing).expect(404);
    }
    lab.plain("POST /base64/aGVsbG8=", &[]).expect(405);
}

#[test]
fn any_octets_are_encoded() {
    let lab = lab();
    for (value, text) in [
        ("hello", "aGVsbG8="),
        ("%FF%fe?", "__4="),
        ("a/b//c", "YS9iLy9j"),
        ("%3F%3F%3E~", "Pz8-fg=="),
        ("%2541", "JTQx"),
    ] {
        is_harmless(&lab.get(&format!("/base64/encode/{value}")), "text/plain; charset=utf-8", text);
    }
    is_harmless(&lab.get("//base64/%65ncode/hello"), "text/plain; charset=utf-8", "aGVsbG8=");
}

#[test]
fn what_is_decoded_is_of_the_type_that_is_asked_for() {
    let lab = lab();
    let plain = "text/plain; charset=utf-8";
    for (target, media_type, content) in [
        ("aGVsbG8=", plain, &b"hello"[..]),
        ("aGVsbG8", plain, b"hello"),
        ("fn5+Pz8/", plain, b"~~~???"),
        ("fn5-Pz8_?content-type=", plain, b"~~~???"),
        ("_w==", "application/octet-stream", b"\xff"),
        ("_w==?content-type=image/png", "image/png", b"\xff"),
        ("PGI-?content-type=text/html;%20charset=utf-8", "text/html; charset=utf-8", b"<b>"),
    ] {
        is_harmless(&lab.get(&format!("/base64/decode/{target}")), media_type, content);
    }
}

#[test]
fn what_is_wrong_is_named() {
    let lab = lab();
    for (target, parameter) in [
        ("a", "value"),
        ("aGVs%20bG8=", "value"),
        ("aGVsbG8==", "value"),
        ("aGVsbG8=?content-type=html", "content-type"),
        ("aGVsbG8=?content-type=text/", "content-type"),
        ("aGVsbG8=?content-type=a/b%0d%0aX:1", "content-type"),
        ("aGVsbG8=?content-type=a/b;c=%E2%82%AC", "content-type"),
    ] {
        let answer = lab.get(&format!("/base64/decode/{target}")).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{target}");
    }
}
