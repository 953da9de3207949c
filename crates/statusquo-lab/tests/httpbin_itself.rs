//! What the server says of itself, and what it does not.

mod support;

use support::{lab, lab_with};

#[test]
fn it_is_well_and_of_a_version() {
    let lab = lab();
    assert_eq!(lab.get("/health").expect(200).text(), "ok");
    assert_eq!(lab.get("/version").expect(200).json()["version"], env!("CARGO_PKG_VERSION"));
    for target in ["/health", "/version", "/hostname", "/env"] {
        lab.plain(&format!("POST {target}"), &[]).expect(405);
        assert_eq!(lab.plain(&format!("HEAD {target}"), &[]).expect(200).field("Access-Control-Allow-Origin"), "*");
    }
}

#[test]
fn the_machine_is_nobodys_business() {
    let lab = lab();
    assert_eq!(lab.get("/hostname").expect(200).text(), "{\n  \"hostname\": \"statusquo\"\n}\n");
    assert!(std::env::vars_os().count() > 0);
    assert_eq!(lab.get("/env").expect(200).text(), "{\n  \"env\": {}\n}\n");
    let lab = lab_with(|settings| settings.shown_env = vec![("HTTPBIN_ENV_A".to_owned(), "é".to_owned())]);
    assert_eq!(lab.get("/env").expect(200).json()["env"], serde_json::json!({"HTTPBIN_ENV_A": "é"}));
}

#[test]
fn head_is_for_head_alone() {
    let lab = lab();
    let answer = lab.plain("HEAD /head?a=1", &[]).expect(200);
    assert_eq!((answer.field("Content-Type"), answer.content.len()), ("application/json", 0));
    let refused = lab.get("/head").expect(405);
    assert_eq!(refused.field("Allow"), "HEAD, OPTIONS");
}
