//! A document that is denied because of a legal demand: 451, whoever asks and for whatever.

mod support;

use statusquo_decision::Question;
use support::lab;

const BANNED: &str = "/lab/documents/banned";

#[test]
fn every_method_is_denied_with_the_demand_explained_and_who_blocks_named() {
    let lab = lab();
    for method in ["GET", "HEAD", "PUT", "DELETE", "POST"] {
        let answer = lab.ask(&format!("{method} {BANNED}"), &["Content-Type: text/plain"], "x").expect(451);
        assert_eq!(answer.field("Link"), "</>; rel=\"blocked-by\"", "{method}");
        assert_eq!(lab.decided(&answer), (Question::Lawful, false));
        if method != "HEAD" {
            let demand = &answer.json()["demand"];
            for part in ["made_by", "under", "covers", "applies_to"] {
                assert!(demand[part].is_string(), "{method} {part}: {demand}");
            }
            assert!(answer.detail().contains("order 2026/451"));
        }
    }
    let page = lab.plain(&format!("GET {BANNED}"), &["Accept: text/html"]).expect(451);
    assert!(page.text().contains("Fictional Documents Act"));
}

#[test]
fn neither_a_condition_nor_a_move_leads_around_it() {
    let lab = lab();
    lab.plain(&format!("GET {BANNED}"), &["If-None-Match: *"]).expect(451);
    lab.ask(&format!("PUT {BANNED}"), &["If-Match: \"1\""], "x").expect(451);
    lab.json(&format!("POST {BANNED}/move"), r#"{"to": "free"}"#).expect(451);
    lab.get("/lab/documents/free").expect(404);
    let answer = lab.json("POST /lab/documents/welcome/move", r#"{"to": "banned"}"#).expect(409);
    assert_eq!(answer.json()["holder"], BANNED);
    lab.get(BANNED).expect(451);
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn options_tells_of_methods_and_not_of_the_ban() {
    assert!(lab().plain(&format!("OPTIONS {BANNED}"), &[]).expect(204).has("Allow"));
}
