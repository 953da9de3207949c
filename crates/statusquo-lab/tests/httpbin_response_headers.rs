//! httpbin's `/response-headers`: the fields that the query asks for.

mod support;

use support::lab;

#[test]
fn fields_are_sent_and_shown_with_the_length_of_what_shows_them() {
    let lab = lab();
    let answer = lab.get("/response-headers?b=1&b=2&X-c=3").expect(200);
    assert_eq!((answer.fields("b"), answer.field("X-c")), (vec!["1", "2"], "3"));
    let expected = "{\n  \"Content-Length\": \"113\",\n  \"Content-Type\": \"application/json\",\n  \"X-c\": \"3\",\n  \"b\": [\n    \"1\",\n    \"2\"\n  ]\n}\n";
    assert_eq!((answer.text(), answer.field("Content-Length")), (expected, expected.len().to_string().as_str()));
    let plain = "{\n  \"Content-Length\": \"67\",\n  \"Content-Type\": \"application/json\"\n}\n";
    for line in ["GET /response-headers", "POST /response-headers"] {
        assert_eq!(lab.plain(line, &[]).expect(200).text(), plain);
    }
    lab.plain("PUT /response-headers", &[]).expect(405);
    let cases = lab.get("/response-headers?A=1&a=2").expect(200).json();
    assert_eq!((&cases["A"], &cases["a"]), (&serde_json::json!(["1", "2"]), &serde_json::json!(["1", "2"])));
}

#[test]
fn a_type_of_the_clients_choice_runs_no_script() {
    let lab = lab();
    let answer =
        lab.get("/response-headers?content-type=text/html&x=%3Cscript%3E&X-Content-Type-Options=none").expect(200);
    assert_eq!(answer.fields("Content-Type"), ["text/html"]);
    assert_eq!(answer.fields("X-Content-Type-Options")[0], "nosniff");
    assert_eq!(answer.field("Content-Security-Policy"), "sandbox");
    assert_eq!(answer.json()["Content-Type"], "text/html");
}

#[test]
fn what_cannot_be_a_field_is_refused_and_named() {
    let lab = lab();
    for (query, name) in [
        ("a%20b=1", "a b"),
        ("=1", ""),
        ("a=%0d%0ab", "a"),
        ("a=%00", "a"),
        ("b=1&a=%E2%82%AC", "a"),
        ("content-length=3", "content-length"),
        ("Transfer-Encoding=chunked", "Transfer-Encoding"),
        ("Connection=close", "Connection"),
        ("Content-Type=a/b&Content-Type=c/d", "Content-Type"),
    ] {
        let answer = lab.get(&format!("/response-headers?{query}")).expect(400);
        assert_eq!(answer.json()["parameter"], name, "{query}");
    }
    let mut client = lab.connect();
    let answer = client.ask("GET /response-headers?a=%C3%A9", &[], "").expect(200);
    assert_eq!(answer.head.fields().get("a"), Some(&b"\xe9"[..]));
    assert_eq!(answer.json()["a"], "é");
}

#[test]
fn what_is_set_anyway_is_not_set_twice() {
    let answer = lab().get("/response-headers?Access-Control-Allow-Origin=x").expect(200);
    assert_eq!(answer.fields("Access-Control-Allow-Origin"), ["*"]);
    assert_eq!(answer.json()["Access-Control-Allow-Origin"], "x");
}
