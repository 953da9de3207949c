//! httpbin's routes that show the request, to the byte as httpbin shows it.

mod support;

use statusquo_decision::Question;
use support::{Answer, lab, lab_with};

const HOST: &str = "Host: h.test:80";

fn is_json(answer: &Answer, expected: &str) {
    assert_eq!(answer.field("Content-Type"), "application/json");
    assert_eq!(answer.text(), expected, "{}", answer.shown());
}

#[test]
fn get_shows_the_query_the_fields_and_the_address() {
    let lab = lab();
    let line = "GET /get?b=1&a=2&b=3&c=&d&%C3%A9=%FF+x";
    let answer = lab.plain(line, &[HOST, "x-fOO: 1", "X-Foo: 2", "Foo_Bar: z", "dnt: 1"]).expect(200);
    is_json(
        &answer,
        r#"{
  "args": {
    "a": "2",
    "b": [
      "1",
      "3"
    ],
    "c": "",
    "d": "",
    "\u00e9": "%FF x"
  },
  "headers": {
    "Dnt": "1",
    "Host": "h.test:80",
    "X-Foo": "1,2"
  },
  "origin": "127.0.0.1",
  "url": "http://h.test/get?b=1&a=2&b=3&c=&d&\u00e9=%FF+x"
}
"#,
    );
    let head = lab.plain(&line.replace("GET", "HEAD"), &[HOST, "x-fOO: 1, 2", "dnt: 1"]).expect(200);
    assert_eq!((head.content.len(), head.field("Content-Type")), (0, "application/json"));
    assert!(head.has("Content-Length"));
}

#[test]
fn head_is_told_the_length_that_get_has() {
    let lab = lab();
    for route in ["/anything", "/get", "/trailers", "/gzip"] {
        let [got, head] = ["GET", "HEAD"].map(|method| lab.plain(&format!("{method} {route}"), &[HOST]).expect(200));
        assert_eq!(head.optional("Content-Length"), got.optional("Content-Length"), "{route}");
    }
}

#[test]
fn what_octets_of_a_field_are_no_ascii_are_latin_1() {
    let lab = lab();
    let mut client = lab.connect();
    client.send(b"GET /headers HTTP/1.1\r\nHost: a\r\nX-Z: \xe9\xff\r\n\r\n");
    let answer = client.answer("GET /headers").expect(200);
    is_json(&answer, "{\n  \"headers\": {\n    \"Host\": \"a\",\n    \"X-Z\": \"\\u00e9\\u00ff\"\n  }\n}\n");
}

#[test]
fn anything_shows_the_method_and_the_path_below_it() {
    let lab = lab();
    let answer = lab.plain("GET /anything/a%2Fb/%20c/%E9/%2541?x=%2F;y=1&&=3&z", &[HOST]).expect(200);
    is_json(
        &answer,
        r#"{
  "args": {
    "": "3",
    "x": "/;y=1",
    "z": ""
  },
  "data": "",
  "files": {},
  "form": {},
  "headers": {
    "Host": "h.test:80"
  },
  "json": null,
  "method": "GET",
  "origin": "127.0.0.1",
  "url": "http://h.test/anything/a/b/%20c/\ufffd/A?x=/;y=1&&=3&z"
}
"#,
    );
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "INVENT", "a"] {
        let answer = lab.plain(&format!("{method} /anything"), &[]).expect(200);
        assert_eq!(answer.json()["method"], method);
    }
    lab.get("/anything/a/b/c/d/e/f/g/h/").expect(200);
    lab.get("/anything/").expect(404);
}

#[test]
fn content_is_data_and_json_if_it_is_json() {
    let lab = lab();
    let content = r#"{"b":[1.0,1e5,{"z":null,"a":true}],"a":"\ud83d\ude00\ud800 \u007f/<é"}"#;
    let answer = lab.ask("DELETE /delete", &[HOST, "Content-Type: application/json"], content).expect(200);
    is_json(
        &answer,
        r#"{
  "args": {},
  "data": "{\"b\":[1.0,1e5,{\"z\":null,\"a\":true}],\"a\":\"\\ud83d\\ude00\\ud800 \\u007f/<\u00e9\"}",
  "files": {},
  "form": {},
  "headers": {
    "Content-Length": "71",
    "Content-Type": "application/json",
    "Host": "h.test:80"
  },
  "json": {
    "a": "\ud83d\ude00\ud800 \u007f/<\u00e9",
    "b": [
      1.0,
      100000.0,
      {
        "a": true,
        "z": null
      }
    ]
  },
  "origin": "127.0.0.1",
  "url": "http://h.test/delete"
}
"#,
    );
    for (content, data, json) in [
        (&b"\xff\xfe"[..], "data:application/octet-stream;base64,//4=", serde_json::Value::Null),
        (b"12", "12", 12.into()),
        (b"{", "{", serde_json::Value::Null),
        (b"", "", serde_json::Value::Null),
    ] {
        for line in ["POST /post", "PUT /put", "PATCH /patch", "DELETE /delete", "GET /anything"] {
            let shown = lab.ask(line, &["Content-Encoding: gzip"], content).expect(200).json();
            assert_eq!((&shown["data"], &shown["json"]), (&data.into(), &json), "{line}");
            assert_eq!(shown.get("method").is_some(), line.ends_with("anything"));
        }
    }
}

#[test]
fn chunks_are_put_together() {
    let chunked = "Transfer-Encoding: chunked";
    let shown = lab().ask("POST /post", &[chunked], "5\r\nhello\r\n0\r\n\r\n").expect(200).json();
    assert_eq!((&shown["data"], &shown["headers"]["Transfer-Encoding"]), (&"hello".into(), &"chunked".into()));
}

#[test]
fn a_form_is_form_and_not_data() {
    let lab = lab();
    let form = "Content-Type: APPLICATION/x-www-form-urlencoded ; charset=utf-8";
    let shown = lab.ask("POST /post", &[form], "a=1&b=2&a=%FF&c").expect(200).json();
    assert_eq!(shown["form"], serde_json::json!({"a": ["1", "%FF"], "b": "2", "c": ""}));
    assert_eq!((&shown["data"], &shown["json"]), (&"".into(), &serde_json::Value::Null));
    let shown = lab.ask("POST /post", &[], "a=1").expect(200).json();
    assert_eq!((&shown["data"], &shown["form"]), (&"a=1".into(), &serde_json::json!({})));
    let shown = lab.ask("POST /post", &[form], b"a=\xff").expect(200).json();
    assert_eq!((&shown["data"], &shown["form"]), (&"".into(), &serde_json::json!({})));
}

const PARTS: &[u8] =
    b"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\n\
hello\r\n--b\r\nContent-Disposition: form-data; name=\"g\"; filename=\"y\"\r\nContent-Type: image/x\r\n\r\n\xff\r\n\
--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nval\xff\r\n\
--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"z.txt\"\r\n\r\nsecond\r\n\
--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n2\r\n--b--\r\n";

#[test]
fn of_a_form_in_parts_files_and_fields_are_apart() {
    let lab = lab();
    let kind = "Content-Type: multipart/form-data; boundary=\"b\"";
    let shown = lab.ask("POST /post", &[kind], PARTS).expect(200).json();
    assert_eq!(shown["files"], serde_json::json!({"f": "hello", "g": "data:image/x;base64,/w=="}));
    assert_eq!(shown["form"], serde_json::json!({"t": ["val\u{fffd}", "2"]}));
    assert_eq!(shown["data"], "");
    for broken in ["", "--b\r\nfoo", "no parts"] {
        let shown = lab.ask("POST /post", &[kind], broken).expect(200).json();
        assert_eq!(
            (&shown["files"], &shown["form"], &shown["data"]),
            (&serde_json::json!({}), &serde_json::json!({}), &"".into())
        );
    }
    let shown = lab.ask("POST /post", &["Content-Type: multipart/form-data"], "--b").expect(200).json();
    assert_eq!(shown["data"], "--b");
}

#[test]
fn what_is_too_much_or_says_not_what_it_is_called_is_refused() {
    let lab = lab_with(|settings| settings.httpbin.content_bytes = 90_000);
    let kind = "Content-Type: multipart/form-data; boundary=b";
    let nameless = "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--";
    let answer = lab.ask("POST /post", &[kind], nameless).expect(400);
    assert_eq!(lab.decided(&answer), (Question::Understood, false));
    assert_eq!(answer.json()["parameter"], "name");
    let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
    assert_eq!(lab.ask("POST /post", &[kind], part.repeat(1001) + "--b--").expect(413).json()["limit"], 1000);
    let deep = "[".repeat(600) + &"]".repeat(600);
    assert_eq!(lab.ask("POST /post", &[], deep).expect(413).json()["limit"], 512);
    let wide = "[".repeat(500) + &"0,".repeat(20_000) + "0" + &"]".repeat(500);
    assert_eq!(lab.ask("POST /post", &[], wide).expect(413).json()["limit"], 16 * 1024 * 1024);
    assert_eq!(lab.ask("POST /post", &[], "1".repeat(90_001)).expect(413).json()["limit"], 90_000);
    lab.ask("POST /post", &[], "1".repeat(90_000)).expect(200);
}

#[test]
fn proxies_in_front_are_believed_and_not_shown() {
    let lab = lab();
    for (fields, origin, url) in [
        (&["X-Forwarded-For: 1.2.3.4, 5.6.7.8"][..], "1.2.3.4, 5.6.7.8", "http://h.test/get"),
        (&["X-Forwarded-For: 1.2.3.4", "X-Forwarded-For: 5.6.7.8"], "1.2.3.4,5.6.7.8", "http://h.test/get"),
        (&["X-Forwarded-Proto: https"], "127.0.0.1", "https://h.test:80/get"),
        (&["X-Forwarded-Protocol: gopher"], "127.0.0.1", "gopher://h.test/get"),
        (&["X-Forwarded-Ssl: on"], "127.0.0.1", "https://h.test:80/get"),
        (&["X-Forwarded-Ssl: off"], "127.0.0.1", "http://h.test/get"),
    ] {
        let shown = lab.plain("GET /get", &[&[HOST], fields].concat()).expect(200).json();
        assert_eq!((&shown["origin"], &shown["url"]), (&origin.into(), &url.into()), "{fields:?}");
        assert_eq!(shown["headers"], serde_json::json!({"Host": "h.test:80"}));
    }
    let shown = lab.plain("GET /headers?show_env", &[HOST, "Via: 1"]).expect(200).json();
    assert_eq!(shown["headers"], serde_json::json!({"Host": "h.test:80", "Via": "1"}));
    is_json(&lab.plain("GET /ip", &["X-Forwarded-For: "]).expect(200), "{\n  \"origin\": \"\"\n}\n");
}

#[test]
fn small_answers_have_one_member() {
    let lab = lab();
    is_json(&lab.get("/user-agent").expect(200), "{\n  \"user-agent\": null\n}\n");
    is_json(&lab.plain("GET /user-agent", &["User-Agent: a"]).expect(200), "{\n  \"user-agent\": \"a\"\n}\n");
    is_json(&lab.get("/ip").expect(200), "{\n  \"origin\": \"127.0.0.1\"\n}\n");
    let [one, other] = [0, 1].map(|_| lab.get("/uuid").expect(200));
    assert_eq!(one.content.len(), 53);
    assert_ne!(one.content, other.content);
    let uuid = one.json()["uuid"].as_str().expect("a uuid").to_owned();
    assert_eq!((&uuid[14..15], uuid.matches('-').count()), ("4", 4), "{uuid}");
}

#[test]
fn a_route_offers_what_flask_would_offer() {
    let lab = lab();
    for (path, allow) in [
        ("/get", "GET, HEAD, OPTIONS"),
        ("/post", "POST, OPTIONS"),
        ("/anything", "GET, HEAD, OPTIONS, POST, PUT, DELETE, PATCH, TRACE"),
    ] {
        let answer = lab.plain(&format!("OPTIONS {path}"), &[]).expect(200);
        assert_eq!((answer.field("Allow"), answer.content.len()), (allow, 0));
        assert_eq!(answer.field("Content-Type"), "text/html; charset=utf-8");
    }
    for (line, allow) in [("POST /get", "GET, HEAD, OPTIONS"), ("HEAD /post", "POST, OPTIONS")] {
        assert_eq!(lab.plain(line, &[]).expect(405).field("Allow"), allow);
    }
    for nowhere in ["/get/", "/gets", "/Get", "/post/1"] {
        lab.get(nowhere).expect(404);
    }
    assert_eq!(lab.get("//get").expect(200).json()["url"], format!("http://{}/get", lab.place()));
}

#[test]
fn every_page_may_read_these_routes_and_no_other() {
    let lab = lab();
    let origin = "Access-Control-Allow-Origin";
    for line in ["GET /get", "POST /get", "HEAD /ip", "OPTIONS /post"] {
        let answer = lab.plain(line, &[]);
        assert_eq!((answer.field(origin), answer.field("Access-Control-Allow-Credentials")), ("*", "true"));
        assert_eq!(answer.has("Access-Control-Max-Age"), line.starts_with("OPTIONS"));
    }
    let answer = lab.plain("OPTIONS /put", &["Origin: http://o", "Access-Control-Request-Headers: x-y"]);
    assert_eq!(answer.field(origin), "http://o");
    assert_eq!(answer.field("Access-Control-Allow-Methods"), "GET, POST, PUT, DELETE, PATCH, OPTIONS");
    assert_eq!(answer.field("Access-Control-Max-Age"), "3600");
    assert_eq!(answer.field("Access-Control-Allow-Headers"), "x-y");
    for other in ["/", "/404", "/lab/documents/welcome", "/lab/get", "/nowhere", "/_/exchanges", "/_/get"] {
        assert!(!lab.plain(&format!("GET {other}"), &["Origin: http://o"]).has(origin), "{other}");
    }
}
