//! `/raw`, `/dump/request` and `/payload`: what came, given back as it is.

mod support;

use statusquo_decision::Question;
use statusquo_lab::Journaling;
use statusquo_wire::Version;
use support::versions::{VERSIONS, ask_over};
use support::{TestLab, lab, lab_with};

/// Sends octets and gets their echo.
#[track_caller]
fn is_echoed(lab: &TestLab, line: &str, octets: &[u8]) {
    for at in [octets.len(), 1, octets.len() / 2, octets.len() - 1] {
        let mut client = lab.connect();
        client.send(&octets[..at]);
        client.send(&octets[at..]);
        let answer = client.answer(line).expect(200);
        assert_eq!(answer.content.escape_ascii().to_string(), octets.escape_ascii().to_string());
        assert_eq!((answer.field("Statusquo-Raw"), answer.field("Content-Type")), ("as-received", "text/plain"));
        assert_eq!(answer.field("Content-Security-Policy"), "sandbox");
        if !line.contains("HTTP/1.0") {
            client.ask("GET /get", &[], "").expect(200);
        }
    }
}

#[test]
fn a_request_comes_back_byte_for_byte() {
    for journaling in [Journaling::On, Journaling::Off] {
        let lab = lab_with(|settings| settings.journaling = journaling);
        is_echoed(
            &lab,
            "GET /raw",
            b"GET /raw?a=%41&&b HTTP/1.1\r\nhOsT: a\r\nX-B: 1\r\nx-a:\t2 \r\nX-b:\r\nX-C: \xff\xe9\r\n\r\n",
        );
        let place = lab.place();
        let whole = format!(
            "\r\nGET http://{place}/raw HTTP/1.1\r\nHost: {place}\r\nAuthorization: Basic x\r\nCookie: a=b\r\n\r\n"
        );
        is_echoed(&lab, "GET /raw", whole.as_bytes());
        is_echoed(
            &lab,
            "PUT /dump/request",
            b"PUT /dump/request HTTP/1.1\r\nHost: a\r\ncontent-length: 4\r\n\r\n\0\r\n\xff",
        );
        is_echoed(
            &lab,
            "INVENT /raw",
            b"INVENT /raw HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
              003;x=\"y\"\r\nabc\r\n0A\r\n0123456789\r\n00\r\nX-T: 1\r\nx-u:2\r\n\r\n",
        );
    }
}

#[test]
fn http_1_0_and_head_have_it_too() {
    let lab = lab();
    let mut old = lab.connect().http10();
    old.send("GET /raw HTTP/1.0\r\nx: 1\r\n\r\n");
    assert_eq!(old.answer("GET /raw").expect(200).text(), "GET /raw HTTP/1.0\r\nx: 1\r\n\r\n");
    assert_eq!(lab.plain("GET /raw", &["Host: a"]).expect(200).content.len(), 30);
    let head = lab.plain("HEAD /raw", &["Host: a"]).expect(200);
    assert_eq!((head.content.len(), head.field("Content-Length")), (0, "30"));
}

#[test]
fn who_waits_for_a_go_ahead_gets_one() {
    let lab = lab();
    let mut client = lab.connect();
    let head = "POST /raw HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    client.send(head);
    assert_eq!(client.next("POST /raw").code(), 100);
    client.send("ab");
    assert_eq!(client.answer("POST /raw").expect(200).text(), format!("{head}ab"));
}

#[test]
fn pipelined_requests_come_back_each_for_itself() {
    let lab = lab();
    let requests = [
        "POST /raw HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "GET /raw HTTP/1.1\r\nHost: b\r\n\r\n",
    ];
    let mut client = lab.connect();
    client.send(requests.concat());
    for request in requests {
        assert_eq!(client.answer("POST /raw").expect(200).text(), request);
    }
}

#[test]
fn what_is_too_much_or_broken_is_refused() {
    let lab = lab_with(|settings| settings.httpbin.content_bytes = 20);
    let ask = |content: &str, fields: &[&str]| lab.ask("POST /raw", fields, content);
    let chunked = ["Transfer-Encoding: chunked"];
    ask("012345678901234567890", &[]).expect(413);
    assert!(ask("5\r\n01234\r\n0\r\n\r\n", &chunked).expect(200).text().ends_with("\r\n\r\n5\r\n01234\r\n0\r\n\r\n"));
    // The framing counts as well, since it is given back.
    let many = ask("1\r\n0\r\n1\r\n0\r\n1\r\n0\r\n1\r\n0\r\n0\r\n\r\n", &chunked).expect(413);
    assert_eq!(lab.decided(&many), (Question::ContentFits, false));
    let broken = ask("x\r\n", &chunked).expect(400);
    assert_eq!(lab.decided(&broken), (Question::ContentFramed, false));
}

#[test]
fn streams_give_back_what_was_decoded() {
    let lab = lab_with(|settings| settings.tls_listen = vec!["127.0.0.1:0".parse().expect("an address")]);
    for version in VERSIONS {
        let answers = ask_over(version, &lab, "PUT /raw?a=b", &["X-Mine: C d", "x-b: 2"], "content");
        let fields = answers[0].head.fields();
        let text = String::from_utf8(answers[0].content.clone()).expect("text");
        if version == Version::Http11 {
            assert_eq!(fields.text("Statusquo-Raw"), Some("as-received"));
            assert!(text.starts_with("PUT /raw?a=b HTTP/1.1\r\n") && text.contains("\r\nX-Mine: C d\r\n"), "{text}");
        } else {
            assert_eq!(fields.text("Statusquo-Raw"), Some("as-decoded"));
            assert!(text.starts_with(":method: PUT\r\n:scheme: "), "{text}");
            assert!(
                text.contains("\r\n:path: /raw?a=b\r\n") && text.contains("\r\nx-mine: C d\r\nx-b: 2\r\n"),
                "{text}"
            );
        }
        assert!(text.ends_with("\r\n\r\ncontent"), "{text}");
    }
}

#[test]
fn a_payload_comes_back_with_its_type() {
    let lab = lab();
    for method in ["POST", "PUT", "GET", "INVENT", "DELETE"] {
        let line = format!("{method} /payload");
        let answer = lab.ask(&line, &["Content-Type: Text/X;charset=\"aé\""], "\0<script>").expect(200);
        assert_eq!((answer.text(), answer.field("Content-Type")), ("\0<script>", "Text/X;charset=\"aé\""));
        assert_eq!(
            (answer.field("X-Content-Type-Options"), answer.field("Content-Security-Policy")),
            ("nosniff", "sandbox")
        );
    }
    let chunked = lab.ask("POST /payload", &["Transfer-Encoding: chunked"], "3\r\nabc\r\n0\r\n\r\n").expect(200);
    assert_eq!((chunked.text(), chunked.field("Content-Type")), ("abc", "application/octet-stream"));
    let untyped = lab.ask("POST /payload", &["Content-Type:"], "abc").expect(200);
    assert_eq!((untyped.text(), untyped.field("Content-Type")), ("abc", "application/octet-stream"));
    assert_eq!(lab.get("/payload").expect(200).text(), "");
    // Whatever it is, nothing is made of it.
    let nested = "[".repeat(5000);
    assert_eq!(lab.json("POST /payload", &nested).expect(200).text(), nested);
    let small = lab_with(|settings| settings.httpbin.content_bytes = 2);
    small.ask("POST /payload", &[], "abc").expect(413);
    let preflight = lab.plain("OPTIONS /payload", &[]).expect(200);
    assert!(preflight.has("Access-Control-Allow-Methods"));
}
