//! The pages besides those of the codes: the table, its questions, classes, comparisons, the search and what pages load, as
//! they go over the wire.

mod support;

use support::lab;

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

#[test]
fn each_coding_of_a_page_has_a_name_and_caches_are_told() {
    let lab = lab();
    for path in ["/decision", "/decision/head-in-time", "/4xx", "/compare/401-403", "/assets/style.css", "/codes.json"]
    {
        let (plain, coded) = (lab.get(path), lab.plain(&format!("GET {path}"), &["Accept-Encoding: gzip"]));
        for answer in [&plain, &coded] {
            assert_eq!(answer.code(), 200, "{path}");
            assert!(answer.list("Vary").contains(&"Accept-Encoding"), "{}", answer.shown());
            let condition = format!("If-None-Match: {}", answer.field("ETag"));
            let coding = format!("Accept-Encoding: {}", answer.optional("Content-Encoding").unwrap_or("identity"));
            lab.plain(&format!("GET {path}"), &[&condition, &coding]).expect(304);
        }
        assert_eq!(coded.field("Content-Encoding"), "gzip", "{path}");
        assert_ne!(plain.field("ETag"), coded.field("ETag"), "{path}");
    }
}

#[test]
fn what_was_found_depends_on_the_coding_too() {
    let lab = lab();
    let found = lab.plain("GET /find?q=teapots", &["Accept-Encoding: gzip"]).expect(200);
    assert_eq!((found.field("Content-Encoding"), found.list("Vary")), ("gzip", vec!["Accept-Encoding"]));
    assert_eq!(lab.get("/find?q=teapots").expect(200).list("Vary"), ["Accept-Encoding"]);
    assert_eq!(lab.get("/find?q=409").expect(303).field("Location"), "/409");
}

#[test]
fn what_is_looked_for_has_its_bounds() {
    let lab = lab();
    lab.get(&format!("/find?q={}", "a".repeat(2000))).expect(200);
    let refused = lab.get(&format!("/find?q={}", "a".repeat(2001))).expect(400);
    assert!(refused.detail().contains("2000"), "{}", refused.shown());
    let many: String = (0..20_000).map(|number| format!("w{number}+")).collect();
    let pasted = lab.connect().ask("POST /find", &[FORM], format!("pasted={many}")).expect(200);
    assert!(pasted.text().contains("That is too long") && pasted.text().len() < 10_000, "{}", pasted.text().len());
    let more = format!("pasted={}", "a".repeat(3 * 64 * 1024));
    lab.connect().ask("POST /find", &[FORM], more).expect(413);
}
