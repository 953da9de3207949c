//! `/mix`: an answer put together of parts, each of which is judged.

mod support;

use statusquo_decision::Question;
use statusquo_wire::Version;
use std::time::{Duration, Instant};
use support::versions::{VERSIONS, ask_over};
use support::{Answer, JSON, TestLab, lab, lab_with, until};

/// The names of the fields that are there for a reason of the request's.
fn names(answer: &Answer) -> Vec<String> {
    let everywhere = [
        "Date",
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Credentials",
        "X-Content-Type-Options",
        "Content-Security-Policy",
        "Content-Length",
    ];
    answer.fields_without(&everywhere).into_iter().map(|(name, _)| name).collect()
}

/// A query that is refused: which parameter, and in which words.
#[track_caller]
fn refused(lab: &TestLab, query: &str, parameter: &str) -> String {
    let answer = lab.get(&format!("/mix?{query}")).expect(400);
    assert_eq!(answer.json()["parameter"], parameter, "{}", answer.shown());
    assert_eq!(lab.decided(&answer), (Question::Understood, false));
    answer.detail()
}

#[test]
fn all_parts_together_make_one_answer() {
    let lab = lab();
    let before = Instant::now();
    let answer = lab
        .get(
            "/mix?status=201&header=X-A:1&header=x-a:%20%C3%A9&cookie=a=b%20c&cookie=old&delay=120ms&body=h%C3%A9+there\
             &type=text/x-mine;charset=utf-8&redirect=/made/1&retry_after=7&interim=102&interim=103&header=Link:%20%3C/s.css%3E",
        )
        .expect(201);
    assert!(before.elapsed() >= Duration::from_millis(120));
    assert_eq!(answer.text(), "hé there");
    assert_eq!(answer.field("Content-Type"), "text/x-mine;charset=utf-8");
    assert_eq!((answer.field("Location"), answer.field("Retry-After")), ("/made/1", "7"));
    let cookies = ["a=\"b c\"; Path=/", "old=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"];
    assert_eq!(answer.fields("Set-Cookie"), cookies);
    let all: Vec<_> = answer.head.fields().all("X-A").collect();
    assert_eq!(all, [&b"1"[..], b"\xe9"]);
    assert_eq!(answer.interim_codes(), [102, 103]);
    assert!(!answer.interim[0].has("Link"));
    assert_eq!((answer.interim[1].field("Link"), answer.field("Link")), ("</s.css>", "</s.css>"));
    assert_eq!(
        (answer.field("X-Content-Type-Options"), answer.field("Content-Security-Policy")),
        ("nosniff", "sandbox")
    );
    assert_eq!(names(&answer).len(), 8, "{}", answer.shown());
}

#[test]
fn interim_answers_do_not_wait_for_the_delay() {
    let lab = lab();
    let mut client = lab.connect();
    client.send("GET /mix?interim=103&interim=104&delay=9 HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!(client.next("GET /mix").code(), 103);
    let offered = client.next("GET /mix").expect(104);
    assert!(offered.has("Upload-Draft-Interop-Version"));
    let mut old = lab.connect().http10();
    old.send("GET /mix?interim=103 HTTP/1.0\r\n\r\n");
    assert!(old.answer("GET /mix").expect(200).interim.is_empty());
}

#[test]
fn every_code_comes_with_what_it_must_have_and_is_marked_forced() {
    let lab = lab();
    let mut client = lab.connect();
    for code in 200..=599 {
        for more in ["", "&header=X-A:1"] {
            let answer = client.ask(&format!("GET /mix?status={code}{more}"), &[], "").expect(code);
            assert_eq!(answer.has("X-A"), !more.is_empty());
        }
        if !matches!(code, 204 | 205 | 304) {
            let answer = client.ask(&format!("HEAD /mix?status={code}&body=abc"), &[], "").expect(code);
            assert_eq!((answer.field("Content-Length"), answer.content.len()), ("3", 0));
        }
    }
    for (query, field, value) in [
        ("status=405", "Allow", ""),
        ("status=405&header=Allow:PUT", "Allow", "PUT"),
        ("status=401", "WWW-Authenticate", "Basic realm=\"Fake Realm\""),
        ("status=401&header=www-authenticate:Bearer", "WWW-Authenticate", "Bearer"),
        ("status=426", "Upgrade", "websocket"),
        ("status=416", "Content-Range", "bytes */0"),
        ("status=206", "Content-Range", "bytes 0-0/2"),
        ("status=206&body=abc", "Content-Range", "bytes 0-2/4"),
        ("status=206&body=abc&header=Content-Range:bytes+5-7/9", "Content-Range", "bytes 5-7/9"),
        ("status=301", "Location", "/redirect/1"),
        ("status=301&header=Location:/x", "Location", "/x"),
        ("status=308&redirect=/x", "Location", "/x"),
        ("redirect=/x", "Location", "/x"),
    ] {
        let answer = lab.get(&format!("/mix?{query}"));
        assert_eq!(answer.fields(field), [value], "{}", answer.shown());
    }
    let body = "--a%0D%0AContent-Range:%20bytes%200-0/2%0D%0A%0D%0Ao%0D%0A--a--%0D%0A";
    let parts = lab.get(&format!("/mix?status=206&type=multipart/byteranges;boundary=a&body={body}")).expect(206);
    assert!(!parts.has("Content-Range"));
    let record = until("a record", || lab.newest(1).into_iter().find(|record| record.code == 206));
    assert!(
        record.forced && record.way.deciding().is_some_and(|(question, _)| question == Question::NumberNeedsUpgrade)
    );
}

#[test]
fn a_redirection_is_302_unless_another_is_asked_for() {
    let lab = lab();
    lab.get("/mix?redirect=http://x/%20%C3%A9").expect(302);
    for status in [201, 300, 301, 302, 303, 305, 307, 308, 399] {
        let answer = lab.get(&format!("/mix?redirect=http://x.test/a&status={status}")).expect(status);
        assert_eq!(answer.fields("Location"), ["http://x.test/a"]);
    }
    for status in [200, 204, 304, 404] {
        let detail = refused(&lab, &format!("redirect=/&status={status}"), "redirect");
        assert!(detail.contains(&status.to_string()), "{detail}");
    }
}

#[test]
fn a_server_that_is_reached_from_elsewhere_sends_nobody_to_an_address_of_a_clients_choice() {
    let lab = lab_with(|settings| {
        settings.listen = vec!["0.0.0.0:0".parse().expect("an address")];
        settings.redirect_hosts = vec!["ok.test".into()];
    });
    for query in
        ["redirect=//evil", "header=Location:http://evil", "header=Refresh:0;url=//evil", "header=location:%5C%5Cevil"]
    {
        let answer = lab.get(&format!("/mix?{query}")).expect(403);
        assert_eq!(lab.decided(&answer), (Question::Allowed, false));
        lab.json("POST /mix", r#"{"redirect": "http://evil/"}"#).expect(403);
    }
    for query in ["redirect=/get", "redirect=http://ok.test/"] {
        lab.get(&format!("/mix?{query}")).expect(302);
    }
    lab.get("/mix?header=Refresh:5").expect(200);
    // What others would remember of the whole server is no client's to choose either.
    for name in ["Alt-Svc", "strict-transport-security", "Clear-Site-Data"] {
        for target in
            [format!("/mix?header={name}:x"), format!("/response-headers?{name}=x"), format!("/trailers?{name}=x")]
        {
            lab.get(&target).expect(403);
        }
        self::lab().get(&format!("/mix?header={name}:x")).expect(200);
    }
}

#[test]
fn what_is_wrong_with_a_part_is_said_with_its_name() {
    let lab = lab_with(|settings| settings.httpbin.delay = Duration::from_millis(20));
    for (query, parameter, says) in [
        ("status=abc", "status", "100 to 599"),
        ("status=600", "status", "100 to 599"),
        ("status=", "status", "100 to 599"),
        ("status=103", "status", "interim=103"),
        ("status=200&status=404", "status", "more than once"),
        ("interim=200", "interim", "100 to 199"),
        ("interim=101", "interim", "101"),
        ("interim=x", "interim", "status code"),
        ("header=X-A", "header", "colon"),
        ("header=:1", "header", "token"),
        ("header=a%20b:1", "header", "token"),
        ("header=X-A:a%0Ab", "header", "control"),
        ("header=X-A:%E2%82%AC", "header", "U+00FF"),
        ("header=Content-Length:5", "header", "server"),
        ("header=transfer-encoding:x", "header", "server"),
        ("header=Content-Type:a/b&type=c/d", "header", "more than once"),
        ("header=Location:/a&redirect=/b", "header", "redirect"),
        ("header=Retry-After:1&retry_after=2", "header", "retry_after"),
        ("cookie==b", "cookie", "name of a cookie"),
        ("cookie=a%3B=b", "cookie", "name of a cookie"),
        ("body=a&base64=YQ", "base64", "one content"),
        ("base64=YQ%3D%3D%3D", "base64", "no base64"),
        ("base64=%C3%A9", "base64", "offset 0."),
        ("type=text", "type", "media type"),
        ("type=", "type", "media type"),
        ("type=a/b%0D%0AX:1", "type", "control"),
        ("delay=x", "delay", "no time"),
        ("delay=21ms", "delay", "20ms"),
        ("retry_after=soon", "retry_after", "86400"),
        ("status=204&body=", "body", "15.3.5"),
        ("status=205&body=x", "body", "15.3.6"),
        ("status=304&base64=YQ", "base64", "15.4.5"),
        ("status=206&body=", "body", "an octet"),
        ("stauts=503", "stauts", "it knows status, header, cookie"),
        ("503", "503", "no parameter"),
        ("=1", "", "no parameter"),
    ] {
        let detail = refused(&lab, query, parameter);
        assert!(detail.contains(says) && !detail.ends_with(".."), "{query}: {detail}");
    }
}

#[test]
fn everything_has_a_limit() {
    let lab = lab();
    let many = |part: &str, count: usize| vec![part; count].join("&");
    assert!(refused(&lab, &many("interim=102", 11), "interim").contains("10"));
    assert_eq!(lab.get(&format!("/mix?{}", many("interim=102", 10))).expect(200).interim.len(), 10);
    assert!(refused(&lab, &many("header=a:", 101), "header").contains("100"));
    assert!(refused(&lab, &(many("header=a:", 60) + "&" + &many("cookie=a", 60)), "header").contains("120"));
    let large = |octets: usize| format!(r#"{{"header": {{"X-A": "{}"}}}}"#, "a".repeat(octets));
    assert!(lab.json("POST /mix", &large(33_000)).expect(400).detail().contains("32768"));
    lab.json("POST /mix", &large(32_000)).expect(200);
    let small = lab_with(|settings| settings.httpbin.content_bytes = 100);
    small.json("POST /mix", &large(100)).expect(413);
    small
        .ask("POST /mix", &[JSON, "Transfer-Encoding: chunked"], format!("80\r\n{}\r\n0\r\n\r\n", " ".repeat(128)))
        .expect(413);
}

#[test]
fn content_may_be_any_octets() {
    let lab = lab();
    for encoded in ["_-8B", "%2F%2B8B", "/+8B", "_-8B%0A"] {
        let code = if encoded.ends_with("0A") { 400 } else { 200 };
        let answer = lab.get(&format!("/mix?base64={encoded}")).expect(code);
        if code == 200 {
            assert_eq!(
                (&answer.content[..], answer.field("Content-Type")),
                (&b"\xff\xef\x01"[..], "application/octet-stream")
            );
        }
    }
    assert_eq!(lab.get("/mix?base64=YQ").expect(200).text(), "a");
    assert_eq!(lab.get("/mix?base64=YQ==&type=text/html").expect(200).field("Content-Type"), "text/html");
    assert_eq!(lab.get("/mix?body=a").expect(200).field("Content-Type"), "text/plain; charset=utf-8");
    let typed = lab.get("/mix?header=content-type:a/b;c=%22%C3%A9%22").expect(200);
    assert_eq!(typed.head.fields().get("Content-Type"), Some(&b"a/b;c=\"\xe9\""[..]));
    let empty = lab.get("/mix").expect(200);
    assert_eq!((empty.text(), names(&empty)), ("", vec!["Content-Type".to_owned()]));
}

#[test]
fn json_says_the_same() {
    let lab = lab();
    let answer = lab
        .json(
            "POST /mix",
            r#"{"status": 503, "header": {"X-A": ["1", 2], "Link": "</a>"}, "cookie": {"a": "b=c", "old": null, "n": 1},
                "delay": 0.01, "retry_after": 3, "body": {"z": [1, true], "a": null}, "interim": [102, "103"], "type": null}"#,
        )
        .expect(503);
    assert_eq!(answer.text(), r#"{"z":[1,true],"a":null}"#);
    assert_eq!(answer.field("Content-Type"), "application/json");
    assert_eq!((answer.fields("X-A"), answer.fields("Retry-After")), (vec!["1", "2"], vec!["3"]));
    assert_eq!(answer.fields("Set-Cookie").len(), 3);
    assert_eq!(answer.fields("Set-Cookie")[0], "a=b=c; Path=/");
    assert_eq!(answer.interim_codes(), [102, 103]);
    let record = until("a record", || lab.newest(1).into_iter().find(|record| record.code == 503));
    assert!(record.forced && record.way.answer(Question::NumberAsked) == Some(true));
    let listed = r#"{"header": ["X-A: 1", "X-A: 2"], "cookie": ["a=b", "c"], "body": "text", "status": "404"}"#;
    let answer = lab.json("POST /mix", listed).expect(404);
    assert_eq!((answer.text(), answer.fields("X-A").len(), answer.fields("Set-Cookie").len()), ("text", 2, 2));
    lab.json("POST /mix/", r#"{"status": 204}"#).expect(204);
    lab.ask("POST /mix", &["Content-Type: application/JSON; charset=utf-8"], r#"{"status": 418}"#).expect(418);
    lab.plain("POST /mix", &[]).expect(200);
}

#[test]
fn json_that_says_something_else_is_refused() {
    let lab = lab();
    for (content, parameter, says) in [
        ("{", "content", "line 1 column 1"),
        ("[]", "content", "not an object"),
        (r#"{"stauts": 1}"#, "stauts", "no parameter"),
        (r#"{"status": [503]}"#, "status", "neither text nor a number"),
        (r#"{"status": 99.5}"#, "status", "status code"),
        (r#"{"header": {"X": {}}}"#, "header", "neither text nor a number"),
        (r#"{"header": {"X\r\nY": "1"}}"#, "header", "token"),
        (r#"{"cookie": {"a=b": "1"}}"#, "cookie", "name of a cookie"),
        (r#"{"header": {"X-A: b": "1"}}"#, "header", "name of a field"),
        (r#"{"cookie": [null]}"#, "cookie", "neither text nor a number"),
        (r#"{"type": true}"#, "type", "neither text nor a number"),
        (r#"{"body": "a", "base64": "YQ"}"#, "base64", "one content"),
    ] {
        let answer = lab.json("POST /mix", content).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{content}");
        assert!(answer.detail().contains(says), "{content}: {}", answer.detail());
    }
    let deep = lab.json("POST /mix", &"[".repeat(5000)).expect(400);
    assert_eq!(deep.json()["parameter"], "content");
    lab.ask("POST /mix", &["Content-Type: text/plain"], r#"{"status": 503}"#).expect(415);
    lab.ask("POST /mix", &[], r#"{"status": 503}"#).expect(415);
}

#[test]
fn the_query_decides_for_any_method_and_any_path_below() {
    let lab = lab();
    let query = "status=418&body=x";
    for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "INVENT"] {
        for path in ["/mix", "/mix/", "/mix/api/v1/x", "/mix/a/b/c/d/e/f/g", "/mix//x", "//mix/%2F"] {
            let line = format!("{method} {path}?{query}");
            assert_eq!(lab.ask(&line, &[JSON], "{\"status\": 500").expect(418).text(), "x");
        }
    }
    // Below, content is that of whatever is tested: it says nothing of the answer.
    assert_eq!(lab.json("POST /mix/api", r#"{"status": 500}"#).expect(200).text(), "");
    assert_eq!(lab.json("PUT /mix", r#"{"status": 500}"#).expect(200).text(), "");
    let preflight = lab.plain("OPTIONS /mix/x?status=500", &["Origin: http://o"]).expect(200);
    assert_eq!(preflight.field("Access-Control-Allow-Origin"), "http://o");
    lab.get("/mixed").expect(404);
}

#[test]
fn pages_may_be_let_in_as_the_client_says() {
    let lab = lab();
    let usual = lab.plain("GET /mix", &["Origin: http://o"]).expect(200);
    assert_eq!(usual.fields("Access-Control-Allow-Origin"), ["http://o"]);
    let asked =
        lab.plain("GET /mix?header=access-control-allow-origin:http://other", &["Origin: http://o"]).expect(200);
    assert_eq!(asked.fields("Access-Control-Allow-Origin"), ["http://other"]);
}

#[test]
fn who_waits_for_a_go_ahead_gets_one_where_the_content_counts() {
    let lab = lab();
    let content = r#"{"status": 404, "interim": 103}"#;
    let mut client = lab.connect();
    let length = format!("Content-Length: {}", content.len());
    client.send_head("POST /mix", &[JSON, &length, "Expect: 100-continue"]);
    assert_eq!(client.next("POST /mix").code(), 100);
    client.send(content);
    let answer = client.answer("POST /mix").expect(404);
    assert_eq!(answer.interim_codes(), [103]);
    assert_eq!(client.ask("GET /mix?status=201", &[], "").code(), 201);
}

#[test]
fn only_so_many_wait_at_a_time() {
    let lab = lab_with(|settings| settings.httpbin.waiting_requests = 1);
    let mut first = lab.connect();
    first.send("GET /mix?delay=9 HTTP/1.1\r\nHost: a\r\n\r\n");
    let refused = until("a place to be taken", || {
        let answer = lab.json("POST /mix", r#"{"status": 404, "delay": "1ms"}"#);
        (answer.code() == 503).then_some(answer)
    });
    assert_eq!(lab.decided(&refused), (Question::CapacityInTime, false));
    assert!(refused.has("Retry-After"));
}

#[test]
fn every_version_has_it() {
    let lab = lab_with(|settings| settings.tls_listen = vec!["127.0.0.1:0".parse().expect("an address")]);
    for version in VERSIONS {
        let query = "GET /mix/x?status=201&interim=102&interim=103&header=Link:%3C/a%3E&body=b&cookie=a=b&delay=1ms";
        let json =
            r#"{"status": 201, "interim": [102, 103], "header": {"Link": "</a>"}, "body": "b", "cookie": "a=b"}"#;
        for answers in [ask_over(version, &lab, query, &[], ""), ask_over(version, &lab, "POST /mix", &[JSON], json)] {
            let codes: Vec<u16> = answers.iter().map(|answer| answer.head.status).collect();
            assert_eq!(codes, [102, 103, 201], "{version:?}");
            let fields = answers[2].head.fields();
            assert_eq!((fields.has("Set-Cookie"), &answers[2].content[..]), (true, &b"b"[..]));
            assert_eq!(answers[1].head.fields().text("Link"), Some("</a>"));
        }
        let upgrade = ask_over(version, &lab, "GET /mix?status=426", &[], "");
        assert_eq!(upgrade[0].head.status, if version == Version::Http11 { 426 } else { 400 });
    }
}
