//! The vault: 401 with challenges for both schemes, 403 for who may not have the keys.

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use statusquo_decision::Question;
use support::{Answer, lab};

const BOTH: [&str; 2] = ["/lab/vault", "/lab/vault/keys"];

fn basic(pair: &str) -> String {
    format!("Authorization: Basic {}", STANDARD.encode(pair))
}

/// A 401 has to challenge with both schemes, well-formed: the judge has looked at that already.
#[track_caller]
fn challenged(answer: Answer) -> Answer {
    let answer = answer.expect(401);
    let challenges = answer.fields("WWW-Authenticate");
    assert!(challenges.iter().any(|one| one.starts_with("Basic realm=")), "{challenges:?}");
    assert!(challenges.iter().any(|one| one.starts_with("Bearer realm=")), "{challenges:?}");
    answer
}

#[test]
fn no_credentials_are_401_with_challenges_for_both_schemes() {
    let lab = lab();
    for target in BOTH {
        let answer = challenged(lab.get(target));
        assert_eq!(lab.decided(&answer), (Question::CredentialsGiven, false));
        challenged(lab.plain(&format!("HEAD {target}"), &[]));
    }
}

#[test]
fn wrong_credentials_are_401_with_challenges_for_both_schemes() {
    let lab = lab();
    let pairs = ["reader:admin", "admin:reader", "reader:", ":", "Reader:reader", "reader:reader:", "nobody:reader"];
    let tokens = ["reader", "admin", "reader-token2", "READER-TOKEN", "admin-toke"];
    let all = pairs.map(basic).into_iter().chain(tokens.map(|token| format!("Authorization: Bearer {token}")));
    for credentials in all {
        for target in BOTH {
            let answer = challenged(lab.plain(&format!("GET {target}"), &[&credentials]));
            assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false), "{credentials}");
        }
    }
}

#[test]
fn malformed_credentials_are_401_with_challenges_for_both_schemes_and_are_not_repeated() {
    let lab = lab();
    let no_text = format!("Authorization: Basic {}", STANDARD.encode(b"reader:\xff"));
    for credentials in [
        "Authorization:",
        "Authorization: Basic",
        "Authorization: Basic ",
        "Authorization: Basic !!!",
        "Authorization: Basic cmVhZGVyOnJlYWRlcg",
        "Authorization: Basic cmVhZGVyOnJlYWRlcg==x",
        "Authorization: Basic cmVhZGVyOnJlYWRlcg== more",
        "Authorization: Basic reader:reader",
        "Authorization: reader:reader",
        "Authorization: cmVhZGVyOnJlYWRlcg==",
        "Authorization: Bearer",
        "Authorization: Bearer reader-token more",
        "Authorization: Bearer \"reader-token\"",
        "Authorization: Digest username=\"reader\"",
        "Authorization: Basic cmVhZGVyOnJlYWRlcg==, Bearer reader-token",
        "Authorization: \u{e9}",
        &basic("reader"),
        &no_text,
    ] {
        let answer = challenged(lab.plain("GET /lab/vault", &[credentials]));
        assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false), "{credentials}");
        assert!(!answer.detail().contains("cmVhZGVy") && !answer.detail().contains("reader-token"));
    }
    let twice = "Authorization: Bearer reader-token";
    challenged(lab.plain("GET /lab/vault", &[twice, twice]));
}

#[test]
fn the_reader_reads_the_vault_but_gets_403_for_the_keys() {
    let lab = lab();
    for credentials in [basic("reader:reader"), "Authorization: Bearer reader-token".into()] {
        let vault = lab.plain("GET /lab/vault", &[&credentials]).expect(200);
        assert!(vault.text().contains("reader"));
        let keys = lab.plain("GET /lab/vault/keys", &[&credentials]).expect(403);
        assert_eq!(lab.decided(&keys), (Question::Permitted, false));
        assert_eq!(keys.json()["user"], "reader");
    }
}

#[test]
fn the_admin_gets_200_for_both() {
    let lab = lab();
    for credentials in [basic("admin:admin"), "Authorization: bearer admin-token".into()] {
        for target in BOTH {
            let answer = lab.plain(&format!("GET {target}"), &[&credentials]).expect(200);
            assert!(answer.text().contains("admin"));
            assert_eq!(answer.field("Cache-Control"), "no-store");
        }
    }
}

#[test]
fn credentials_are_asked_for_before_anything_else_of_the_resource_is_told() {
    let lab = lab();
    challenged(lab.plain("GET /lab/vault", &["If-Match: \"stale\"", "Expect: 100-continue", "Content-Length: 0"]));
    lab.plain("POST /lab/vault", &[]).expect(405);
    lab.plain("OPTIONS /lab/vault", &[]).expect(204);
}

#[test]
fn credentials_are_no_matter_elsewhere() {
    lab().plain("GET /lab/documents/welcome", &["Authorization: Basic !!!"]).expect(200);
}
