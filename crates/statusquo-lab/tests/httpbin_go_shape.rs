//! httpbin's routes in the shape that go-httpbin gives them: lists for values, its own members and their order, its types.

mod support;

use statusquo_decision::Question;
use statusquo_lab::ServesAs;
use std::io::Read;
use std::time::Duration;
use support::{Answer, JSON, TestLab, lab, lab_with};

const HOST: &str = "Host: H.test:80";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

fn go() -> TestLab {
    lab_with(|settings| settings.serves_as = ServesAs::GoHttpbin)
}

#[track_caller]
fn is_json(answer: &Answer, expected: &str) {
    assert_eq!(answer.field("Content-Type"), "application/json; charset=utf-8");
    assert_eq!(answer.text(), expected, "{}", answer.shown());
}

#[test]
fn get_shows_lists_the_method_and_the_address_as_it_was_sent() {
    let answer = go()
        .plain(
            "GET /get?b=1&a=%C3%A9&b=%2B+&c=&d&f;g",
            &[HOST, "x-fOO: 1", "X-Foo: 2", "Foo_Bar: <&>", "X-Forwarded-For: 192.0.2.1, 192.0.2.2", "Via: 1.1 p"],
        )
        .expect(200);
    is_json(
        &answer,
        r#"{
  "args": {
    "a": [
      "é"
    ],
    "b": [
      "1",
      "+ "
    ],
    "c": [
      ""
    ],
    "d": [
      ""
    ]
  },
  "headers": {
    "Foo_bar": [
      "<&>"
    ],
    "Host": [
      "H.test:80"
    ],
    "Via": [
      "1.1 p"
    ],
    "X-Foo": [
      "1",
      "2"
    ],
    "X-Forwarded-For": [
      "192.0.2.1, 192.0.2.2"
    ]
  },
  "method": "GET",
  "origin": "192.0.2.1",
  "url": "http://H.test:80/get?b=1&a=%C3%A9&b=%2B+&c=&d&f;g"
}
"#,
    );
}

/// What follows the address in the answer.
fn brought(lab: &TestLab, line: &str, fields: &[&str], content: &[u8]) -> String {
    let answer = lab.ask(line, fields, content).expect(200);
    let (before, after) = answer.text().split_once("  \"data\": ").expect("data");
    assert!(before.contains("\"method\": ") && before.trim_end().ends_with(','), "{before}");
    after.to_owned()
}

#[test]
fn data_has_all_of_the_content_and_keeps_its_type() {
    let lab = go();
    let nothing = |data: &str| format!("\"{data}\",\n  \"files\": {{}},\n  \"form\": {{}},\n  \"json\": null\n}}\n");
    let text = "Content-Type: text/plain; charset=utf-8";
    assert_eq!(brought(&lab, "POST /post", &[], b""), nothing(""));
    assert_eq!(brought(&lab, "PUT /put", &[text], b"a<b\n"), nothing("a<b\\n"));
    assert_eq!(brought(&lab, "PATCH /patch", &[text], b"a\xff\xfe\xc3"), nothing("a\\ufffd\\ufffd\\ufffd"));
    let octets = "data:application/octet-stream;base64,-_8=";
    assert_eq!(brought(&lab, "DELETE /delete", &[], b"\xfb\xff"), nothing(octets));
    let xml = brought(&lab, "REPORT /anything/x", &["Content-Type: application/xml"], b"<a/>");
    assert_eq!(xml, nothing("data:application/xml;base64,PGEvPg=="));
}

#[test]
fn json_is_what_its_type_says_or_is_refused() {
    let lab = go();
    let shown = brought(&lab, "POST /post", &[JSON], br#"{"b": 1.0, "a": [1e21, 0.0000001, "<\u00e9\ud800>"]}"#);
    let expected = r#""{\"b\": 1.0, \"a\": [1e21, 0.0000001, \"<\\u00e9\\ud800>\"]}",
  "files": {},
  "form": {},
  "json": {
    "a": [
      1e+21,
      1e-7,
      "<é\ufffd>"
    ],
    "b": 1
  }
}
"#;
    assert_eq!(shown, expected);
    for wrong in ["{", "NaN", "[1e400]", "\u{feff}1"] {
        let refused = lab.ask("POST /post", &[JSON], wrong).expect(400);
        let problem = refused.json();
        let decided = problem["why"].as_array().and_then(|why| why.last()).expect("a reason");
        assert_eq!(
            (&decided["question"], &decided["answer"]),
            (&Question::Understood.text().into(), &"no".into()),
            "{wrong}"
        );
        assert_eq!(problem["parameter"], "json");
    }
    let other = brought(&lab, "POST /post", &["Content-Type: application/problem+json"], b"1");
    assert!(other.starts_with("\"data:application/problem+json;base64,MQ==\""), "{other}");
}

#[test]
fn forms_have_lists_of_values_and_of_files() {
    let lab = go();
    let shown = brought(&lab, "DELETE /delete", &[FORM], b"b=1&b=2&a=x+y");
    let expected = r#""b=1&b=2&a=x+y",
  "files": {},
  "form": {
    "a": [
      "x y"
    ],
    "b": [
      "1",
      "2"
    ]
  },
  "json": null
}
"#;
    assert_eq!(shown, expected);
    let parts = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"1\"\r\n\r\none\r\n\
                 --x\r\nContent-Disposition: form-data; name=\"v\"\r\n\r\n1\r\n\
                 --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"2\"\r\nContent-Type: image/png\r\n\r\ntwo\r\n--x--\r\n";
    let shown = brought(&lab, "POST /post", &["Content-Type: multipart/form-data; boundary=x"], parts.as_bytes());
    let expected = r#"  "files": {
    "f": [
      "one",
      "two"
    ]
  },
  "form": {
    "v": [
      "1"
    ]
  },
  "json": null
}
"#;
    assert!(shown.starts_with("\"--x\\r\\n") && shown.ends_with(expected), "{shown}");
    for (kind, content, parameter) in [
        (FORM, "a=%zz", "form"),
        (FORM, "a=1;b=2", "form"),
        ("Content-Type: multipart/form-data", "--x--\r\n", "boundary"),
        ("Content-Type: multipart/form-data; boundary=x", "--y--\r\n", "form"),
    ] {
        let refused = lab.ask("POST /post", &[kind], content).expect(400);
        assert_eq!(refused.json()["parameter"], parameter, "{kind} {content}");
    }
}

#[test]
fn who_asks_is_told_as_hosts_tell_it() {
    let lab = go();
    let origin = |fields: &[&str]| lab.plain("GET /ip", fields).expect(200).text().to_owned();
    assert_eq!(origin(&[]), "{\n  \"origin\": \"127.0.0.1\"\n}\n");
    assert_eq!(origin(&["X-Forwarded-For: 192.0.2.1 , 192.0.2.2"]), "{\n  \"origin\": \"192.0.2.1\"\n}\n");
    assert_eq!(
        origin(&["X-Forwarded-For: 192.0.2.1", "CF-Connecting-IP: 192.0.2.7"]),
        "{\n  \"origin\": \"192.0.2.7\"\n}\n"
    );
    let agent = |fields: &[&str]| lab.plain("GET /user-agent", fields).expect(200).text().to_owned();
    assert_eq!(agent(&[]), "{\n  \"user-agent\": \"\"\n}\n");
    assert_eq!(agent(&["User-Agent: a/1"]), "{\n  \"user-agent\": \"a/1\"\n}\n");
    is_json(
        &lab.plain("GET /headers", &["Host: a", "X-Forwarded-Proto: https"]).expect(200),
        "{\n  \"headers\": {\n    \"Host\": [\n      \"a\"\n    ],\n    \"X-Forwarded-Proto\": [\n      \"https\"\n    ]\n  }\n}\n",
    );
    let secured = lab.plain("GET /get", &["Host: a", "X-Forwarded-Proto: https"]).expect(200);
    assert_eq!(secured.json()["url"], "https://a/get");
}

#[test]
fn credentials_and_cookies_are_told_in_go_s_way() {
    let lab = go();
    let basic = "Authorization: Basic dTpw";
    let user = "{\n  \"authenticated\": true,\n  \"user\": \"u\",\n  \"authorized\": true\n}\n";
    for target in ["/basic-auth/u/p", "/hidden-basic-auth/u/p"] {
        is_json(&lab.plain(&format!("GET {target}"), &[basic]).expect(200), user);
    }
    let denied = lab.plain("GET /basic-auth/u/q", &[basic]).expect(401);
    assert_eq!(denied.field("WWW-Authenticate"), "Basic realm=\"Fake Realm\"");
    let shown = denied.json();
    assert_eq!(
        (&shown["authorized"], &shown["authenticated"], &shown["user"]),
        (&false.into(), &false.into(), &"u".into())
    );
    assert_eq!(lab.get("/basic-auth/u/q").expect(401).json()["user"], "");
    let token = "{\n  \"authenticated\": true,\n  \"token\": \"t\"\n}\n";
    is_json(&lab.plain("GET /bearer", &["Authorization: Bearer t"]).expect(200), token);
    let cookies = lab.plain("GET /cookies", &["Cookie: b=2; url=1; a=x"]).expect(200);
    is_json(&cookies, "{\n  \"a\": \"x\",\n  \"b\": \"2\",\n  \"url\": \"1\"\n}\n");
    is_json(&lab.get("/cookies").expect(200), "{}\n");
}

#[test]
fn fields_that_are_asked_for_are_lists_without_a_length() {
    let lab = go();
    let answer = lab.get("/response-headers?b=1&a=2&b=3").expect(200);
    is_json(
        &answer,
        "{\n  \"Content-Type\": [\n    \"application/json; charset=utf-8\"\n  ],\n  \"a\": [\n    \"2\"\n  ],\n  \"b\": [\n    \"1\",\n    \"3\"\n  ]\n}\n",
    );
    assert_eq!(answer.fields("b"), ["1", "3"]);
}

#[test]
fn what_is_coded_shows_the_query_and_an_empty_address() {
    let lab = go();
    let coded = lab.plain("GET /deflate?a=1", &["Host: a"]).expect(200);
    assert_eq!(coded.field("Content-Encoding"), "deflate");
    let mut shown = String::new();
    flate2::read::ZlibDecoder::new(&coded.content[..]).read_to_string(&mut shown).expect("deflate");
    let expected = r#"{
  "args": {
    "a": [
      "1"
    ]
  },
  "headers": {
    "Host": [
      "a"
    ]
  },
  "method": "GET",
  "origin": "127.0.0.1",
  "url": "",
  "deflated": true
}
"#;
    assert_eq!(shown, expected);
    let (get, head) = (lab.get("/get").expect(200), lab.plain("HEAD /get", &[]).expect(200));
    assert_eq!(get.field("Content-Length"), head.field("Content-Length"));
}

#[test]
fn a_delay_shows_all_that_came() {
    let shown = brought(&go(), "POST /delay/0", &[JSON], b"[]");
    assert_eq!(shown, "\"[]\",\n  \"files\": {},\n  \"form\": {},\n  \"json\": []\n}\n");
}

#[test]
fn a_delay_is_a_duration_and_granted_whole_or_not_at_all() {
    let lab = lab_with(|settings| {
        settings.serves_as = ServesAs::GoHttpbin;
        settings.httpbin.delay = Duration::from_millis(20);
    });
    for right in ["0", "0.01", "10ms", "0.02s"] {
        lab.get(&format!("/delay/{right}")).expect(200);
    }
    for wrong in ["1", "21ms", "-1", "x", "1d"] {
        let refused = lab.get(&format!("/delay/{wrong}")).expect(400);
        assert_eq!(refused.json()["parameter"], "delay", "{wrong}");
    }
}

#[test]
fn lines_have_no_spaces_and_go_s_order() {
    let answer = go().plain("GET /stream/2?a=%3C&a=2", &["Host: a"]).expect(200);
    assert_eq!(answer.field("Content-Type"), "text/plain; charset=utf-8");
    let line = |id: u8| {
        format!(
            "{{\"id\":{id},\"args\":{{\"a\":[\"\\u003c\",\"2\"]}},\"headers\":{{\"Host\":[\"a\"]}},\
             \"origin\":\"127.0.0.1\",\"url\":\"http://a/stream/2?a=%3C\\u0026a=2\"}}\n"
        )
    };
    assert_eq!(answer.text(), line(0) + &line(1));
}

#[test]
fn numbers_have_go_s_type_and_contents() {
    let lab = go();
    for (code, location, content) in
        [(200, None, ""), (308, Some("/image/jpeg"), ""), (404, None, ""), (418, None, "I'm a teapot!")]
    {
        let answer = lab.get(&format!("/status/{code}")).expect(code);
        assert_eq!(answer.field("Content-Type"), "text/plain; charset=utf-8", "{code}");
        assert_eq!((answer.optional("Location"), answer.text()), (location, content), "{code}");
    }
    let accepted = lab.get("/status/406").expect(406);
    assert_eq!(accepted.json()["accept"][4], "image/");
}

#[test]
fn refusals_stay_problems_and_have_go_s_members_too() {
    let refused = go().get("/status/600").expect(400);
    assert_eq!(refused.field("Content-Type"), "application/problem+json");
    let shown = refused.json();
    assert_eq!((&shown["status_code"], &shown["error"]), (&400.into(), &"Bad Request".into()));
    assert!(shown["detail"].as_str().is_some_and(|detail| detail.contains("600")));
    let usual = lab().get("/status/600").expect(400).json();
    assert_eq!((usual.get("status_code"), usual.get("error")), (None, None));
}
