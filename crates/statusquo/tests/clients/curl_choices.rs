//! curl is sent on with its content, chooses among variants and codings, and is refused for legal reasons and by a teapot.

use super::curl::{curl, file, text};
use super::lab::TestLab;
use serde_json::Value;

#[test]
fn a_content_survives_307_and_308() {
    let lab = TestLab::start();
    let (note, inbox) = (file("note"), lab.at("/lab/documents/inbox"));
    for (name, code) in [("old-inbox", 308), ("inbox-today", 307)] {
        std::fs::write(&note, name).expect("a file can be written");
        let upload = ["--location", "-H", "Expect: 100-continue", "--expect100-timeout", "20", "-T", text(&note)];
        let seen = curl(&[&upload[..], &[&lab.at(&format!("/lab/documents/{name}"))]].concat());
        // It is sent on before it has sent the content, which goes over the wire once.
        assert_eq!(seen.codes(), [code, 100, 204]);
        assert_eq!(curl(&[&inbox]).content(), name);
    }
    std::fs::remove_file(&note).expect("the file can be removed");
    let ada = r#"{"name": "Ada", "email": "ada@example.test"}"#;
    let seen = curl(&["--location", "--json", ada, &lab.at("/lab/people")]);
    assert_eq!((seen.codes(), seen.field("Location")), (vec![308, 201], Some("/lab/users/2")));
    // Through 301 the POST becomes a GET, and the content is lost.
    let seen = curl(&["--location", "-d", "lost", &lab.at("/lab/documents/old-welcome")]);
    assert_eq!(seen.codes(), [301, 200]);
}

#[test]
fn variants_are_listed_chosen_or_refused() {
    let lab = TestLab::start();
    let greeting = lab.at("/lab/variants/greeting");
    let seen = curl(&[&greeting]);
    assert_eq!(seen.codes(), [300]);
    assert!(seen.content().contains("/lab/variants/greeting/de.html"), "{}", seen.content());
    let seen = curl(&["--location", &greeting]);
    assert_eq!((seen.codes(), seen.content().lines().last()), (vec![300, 200], Some("Hello!")));
    let seen = curl(&["-H", "Accept-Language: de", &greeting]);
    assert_eq!((seen.codes(), seen.content()), (vec![200], "Guten Tag!\n"));
    assert_eq!(curl(&["-H", "Accept: image/png", &greeting]).codes(), [406]);
    assert_eq!(curl(&[&lab.at("/lab/variants/mirror")]).codes(), [506]);
}

#[test]
fn what_is_coded_as_curl_asks_is_read_by_curl() {
    let lab = TestLab::start();
    let asks: Value = serde_json::from_str(curl(&["--compressed", &lab.at("/headers")]).content()).expect("JSON");
    // What this curl was built to decode, and says so: the first two in any case.
    let takes = asks["headers"]["Accept-Encoding"].as_str().expect("it asks").to_owned();
    assert!(takes.contains("gzip") && takes.contains("deflate"), "{takes}");
    let plain = curl(&[&lab.at("/404")]);
    for coding in takes.split(", ") {
        let route = if coding == "br" { "brotli" } else { coding };
        let seen = curl(&["--compressed", &lab.at(&format!("/{route}"))]);
        assert_eq!((seen.codes(), seen.field("Content-Encoding")), (vec![200], Some(coding)));
        assert!(seen.content().contains("\"method\": \"GET\""), "{}", seen.content());
        let seen = curl(&["--compressed", "-H", &format!("Accept-Encoding: {coding}"), &lab.at("/404")]);
        assert_eq!(seen.field("Content-Encoding"), Some(coding));
        assert!(seen.content() == plain.content(), "{coding}: {}", seen.content());
    }
}

#[test]
fn what_is_banned_and_what_a_teapot_cannot_do_is_refused() {
    let lab = TestLab::start();
    let seen = curl(&[&lab.at("/lab/documents/banned")]);
    assert_eq!((seen.codes(), seen.field("Link")), (vec![451], Some("</>; rel=\"blocked-by\"")));
    let teapot = lab.at("/lab/teapot");
    let seen = curl(&["-X", "BREW", &teapot]);
    assert_eq!((seen.codes(), &seen.heads[0].line[..]), (vec![418], "HTTP/1.1 418 (Unused)"));
    assert_eq!(curl(&[&teapot]).codes(), [200]);
}

#[test]
fn each_kind_of_415_says_what_would_help() {
    let lab = TestLab::start();
    let users = lab.at("/lab/users");
    let user = lab.at("/lab/users/1");
    let seen = curl(&["-d", "name=Ada", &users]);
    assert_eq!((seen.codes(), seen.field("Accept")), (vec![415], Some("application/json")));
    let seen = curl(&["--json", "{}", "-H", "Content-Encoding: br", &users]);
    assert_eq!((seen.codes(), seen.field("Accept-Encoding")), (vec![415], Some("identity")));
    let seen = curl(&["-X", "PATCH", "--json", "{}", &user]);
    let takes = seen.field("Accept-Patch").expect("what PATCH takes").to_owned();
    assert_eq!(seen.codes(), [415]);
    let seen = curl(&["-X", "PATCH", "-H", &format!("Content-Type: {takes}"), "-d", r#"{"age": 85}"#, &user]);
    assert_eq!(seen.codes(), [200]);
    assert!(seen.content().contains("\"age\": 85"), "{}", seen.content());
}
