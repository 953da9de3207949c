//! httpbin's cookies: shown, set and deleted.

mod support;

use support::lab;

#[test]
fn cookies_are_shown_without_their_quotes() {
    let lab = lab();
    let cookie = "Cookie: a=1; b=\"x\\073y\"; c; a=2; _gauges_unique=3; d=\"\\303\\251\"";
    let expected = "{\n  \"cookies\": {\n    \"a\": \"1\",\n    \"b\": \"x;y\",\n    \"c\": \"\",\n    \"d\": \"\\u00e9\"\n  }\n}\n";
    assert_eq!(lab.plain("GET /cookies", &[cookie]).expect(200).text(), expected);
    assert_eq!(lab.get("/cookies").expect(200).text(), "{\n  \"cookies\": {}\n}\n");
    let all = lab.plain("GET /cookies?show_env=1", &[cookie]).expect(200).json();
    assert_eq!(all["cookies"]["_gauges_unique"], "3");
}

#[test]
fn cookies_are_set_in_the_order_of_the_query() {
    let lab = lab();
    let answer = lab.get("/cookies/set?k=v;2&a=a%20b&q=%22bar%3Abaz%22&x=x,y&e=%C3%A9&k=2&z").expect(302);
    assert_eq!(
        answer.fields("Set-Cookie"),
        [
            r#"k="v\0732"; Path=/"#,
            r#"a="a b"; Path=/"#,
            r#"q="\"bar:baz\""; Path=/"#,
            r#"x="x\054y"; Path=/"#,
            r#"e="\303\251"; Path=/"#,
            "z=; Path=/",
        ]
    );
    assert_eq!((answer.field("Location"), answer.field("Content-Type")), ("/cookies", "text/html; charset=utf-8"));
    let answer = lab.plain("GET /cookies/set/k/v%20w", &["X-Forwarded-Proto: https"]).expect(302);
    assert_eq!(answer.fields("Set-Cookie"), [r#"k="v w"; Secure; Path=/"#]);
    let answer = lab.get("/cookies/delete?k&b=1").expect(302);
    assert_eq!(
        answer.fields("Set-Cookie"),
        ["k", "b"].map(|name| format!("{name}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"))
    );
    assert!(!lab.get("/cookies/set").expect(302).has("Set-Cookie"));
    lab.plain("POST /cookies/set?a=1", &[]).expect(405);
}

#[test]
fn what_cannot_be_a_name_is_refused_and_named() {
    let lab = lab();
    for (query, name) in [("=v", ""), ("a%20b=1", "a b"), ("ok=1&a;b=2", "a;b"), ("a%3Db=1", "a=b"), ("a%0d=1", "a\r")]
    {
        for way in ["set", "delete"] {
            let answer = lab.get(&format!("/cookies/{way}?{query}")).expect(400);
            assert_eq!(answer.json()["parameter"], name);
            assert!(!answer.has("Set-Cookie"));
        }
    }
}
