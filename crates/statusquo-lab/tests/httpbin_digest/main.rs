//! httpbin's `/digest-auth`: challenges, responses by every hash and quality, cookies that make a nonce stale, and
//! credentials that are broken.

mod client;
#[path = "../support/mod.rs"]
mod support;

use client::{Credentials, NONCE, REALM, told};
use statusquo_decision::Question;
use support::lab;

const SAID: &str = "{\n  \"authenticated\": true,\n  \"user\": \"u\"\n}\n";

/// Path, quality, nonce of the client, hash and response, as curl 7.88.1 sent them, and below them requests 2.34.2.
#[rustfmt::skip]
const RECORDED: [(&str, &str, &str, &str, &str); 6] = [
    ("/digest-auth/auth/u/p?require-cookie=0&x", "auth", "NGI0MzAyNTIzODI2ZDA3ZGY0Yzc5MTMxMDJmYWQ1YWU=", "MD5", "cf1394e596474a0e30a5ff6d4d4c9945"),
    ("/digest-auth/auth-int/u/p", "auth-int", "YWY4ZjgwOWJhODkzNTA1NzVjNGMxYTY2NWNhNzI2Yjk=", "MD5", "a210b39caefc657771c38b1bb9c6c9aa"),
    ("/digest-auth/both/u/p/SHA-256", "auth", "YmYzMGUxNWU3MmQxOWQ5YThhM2RlNzM0Yjg4M2QxZmE=", "SHA-256", "e7371955e00241d358772373c819febdacbe0d8fffcc4ec4177122e6acf29d1a"),
    ("/digest-auth/auth/u/p", "\"auth\"", "365e7d945fbeade6", "\"MD5\"", "cccad6397df8413f25282e0005a20dbc"),
    ("/digest-auth/both/u/p/SHA-256?a=%20", "\"auth\"", "8f81dff39529a545", "\"SHA-256\"", "885b8b254183a3fb2ff219b0b55e145a9eb402a3f400ad40da62e4d9ec5e4342"),
    ("/digest-auth/auth/u/p/SHA-512/2", "\"auth\"", "1efda2873a1485ff", "\"SHA-512\"", "638e002a348da666cc7bb91d82f510a92a00169c0eba30720f9b0242e10143f6d90cfcf52ba83792c10dfe206fc133038c1480d3c656e7d3186319d3a7bf8a09"),
];

#[test]
fn a_challenge_says_what_the_path_asks_for() {
    let lab = lab();
    for (path, qop, algorithm, length, times) in [
        ("auth/u/p", "auth", "MD5", 32, "never"),
        ("auth-int/u/p/SHA-256", "auth-int", "SHA-256", 64, "never"),
        ("x/u/p/SHA-512/3", "auth, auth-int", "SHA-512", 128, "3"),
        ("AUTH/u/p/sha-256/a%20%3Bb", "auth, auth-int", "MD5", 32, "\"a \\073b\""),
    ] {
        let answer = lab.get(&format!("/digest-auth/{path}")).expect(401);
        let (nonce, opaque) = (told(&answer, "nonce"), told(&answer, "opaque"));
        let challenge = format!(
            "Digest realm=\"{REALM}\", nonce=\"{nonce}\", opaque=\"{opaque}\", qop=\"{qop}\", algorithm={algorithm}, \
             stale=False"
        );
        assert_eq!(answer.field("WWW-Authenticate"), challenge);
        let cookies = [format!("stale_after={times}; Path=/"), "fake=fake_value; Path=/".to_owned()];
        assert_eq!(answer.fields("Set-Cookie"), cookies);
        assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
        assert!(nonce != opaque && [&nonce, &opaque].iter().all(|one| one.len() == length), "{challenge}");
        assert!((nonce + &opaque).bytes().all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f')), "{challenge}");
        assert_eq!(lab.decided(&answer), (Question::CredentialsGiven, false));
    }
    let nonces: Vec<_> = (0..2).map(|_| told(&lab.get("/digest-auth/auth/u/p"), "nonce")).collect();
    assert_ne!(nonces[0], nonces[1]);
    for wrong in ["Basic dTpw", "Bearer x", "Digests a=b", "x"] {
        let answer = lab.plain("GET /digest-auth/auth/u/p", &[&format!("Authorization: {wrong}")]).expect(401);
        assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false), "{wrong}");
        assert_eq!(answer.fields("Set-Cookie").len(), 2);
    }
    lab.plain("OPTIONS /digest-auth/auth/u/p", &[]).expect(200);
    lab.plain("POST /digest-auth/auth/u/p", &[]).expect(405);
    for nowhere in ["/digest-auth/auth/u", "/digest-auth/auth//p", "/digest-auth/auth/u/p/MD5/1/2"] {
        lab.get(nowhere).expect(404);
    }
}

#[test]
fn every_hash_and_quality_opens_and_no_other_does() {
    let lab = lab();
    for offered in ["auth", "auth-int", "both"] {
        for algorithm in ["MD5", "SHA-256", "SHA-512"] {
            let path = format!("/digest-auth/{offered}/u/p/{algorithm}");
            for qop in ["auth", "auth-int", ""] {
                let right = Credentials { algorithm, qop, ..Credentials::new(&path) };
                if qop != offered && !qop.is_empty() && offered != "both" {
                    let refused = right.send(&lab, &[]).expect(400);
                    assert_eq!(refused.json()["parameter"], "qop");
                    continue;
                }
                let answer = right.send(&lab, &[]).expect(200);
                assert_eq!(answer.text(), SAID);
                assert_eq!(answer.fields("Set-Cookie"), ["fake=fake_value; Path=/"]);
                Credentials { method: "HEAD", ..right }.send(&lab, &[]).expect(200);
                for wrong in [
                    Credentials { user: "v", ..right },
                    Credentials { user: "", ..right },
                    Credentials { password: "q", ..right },
                    Credentials { realm: "me", ..right },
                ] {
                    let answer = wrong.send(&lab, &[]).expect(401);
                    assert_eq!(told(&answer, "stale"), "False");
                    assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false));
                }
                // Who knows the password, but is not the one that it belongs to.
                let other = right.field().replace("username=\"u\"", "username=\"v\"");
                lab.plain(&format!("GET {path}"), &[&other]).expect(401);
                let head = right.field();
                lab.plain(&format!("HEAD {path}"), &[&head]).expect(401);
            }
        }
    }
}

#[test]
fn what_other_clients_computed_fits() {
    let lab = lab();
    for (path, qop, cnonce, algorithm, response) in RECORDED {
        let field = format!(
            "Authorization: Digest username=\"u\", realm=\"{REALM}\", nonce=\"{NONCE}\", uri=\"{path}\", \
             cnonce=\"{cnonce}\", nc=00000001, qop={qop}, response=\"{response}\", opaque=\"{NONCE}\", \
             algorithm={algorithm}"
        );
        lab.plain(&format!("GET {path}"), &[&field]).expect(200);
    }
}

#[test]
fn an_older_client_tells_no_algorithm_where_it_is_md5() {
    let lab = lab();
    for (path, code) in [("/digest-auth/auth/u/p", 200), ("/digest-auth/auth/u/p/SHA-256", 400)] {
        let field = Credentials::new(path).field().replace(", algorithm=\"MD5\"", "");
        let answer = lab.plain(&format!("GET {path}"), &[&field]).expect(code);
        assert_eq!(answer.json()["parameter"].as_str(), (code == 400).then_some("algorithm"));
    }
    let path = "/digest-auth/auth/u/p/SHA-512";
    let answer = Credentials { algorithm: "SHA-256", ..Credentials::new(path) }.send(&lab, &[]).expect(400);
    assert_eq!(answer.json()["parameter"], "algorithm");
    assert_eq!(lab.decided(&answer), (Question::Consistent, false));
    let right = Credentials { algorithm: "SHA-512", ..Credentials::new(path) };
    let field = right.field().replace("algorithm=\"SHA-512\"", "Algorithm = sha-512");
    lab.plain(&format!("GET {path}"), &[&field]).expect(200);
}

#[test]
fn a_query_is_part_of_the_target() {
    let lab = lab();
    let uri = "/digest-auth/auth/u/p?a=b&c";
    Credentials::new(uri).send(&lab, &[]).expect(200);
    let other = Credentials::new("/digest-auth/auth/u/p").field();
    let answer = lab.plain(&format!("GET {uri}"), &[&other]).expect(400);
    assert_eq!(answer.json()["parameter"], "uri");
    assert_eq!(lab.decided(&answer), (Question::Consistent, false));
    // Whoever does not know the password is asked for it again, whatever target is told.
    let changed = other.replace("u/p\"", "u/p?\"");
    let answer = lab.plain(&format!("GET {uri}"), &[&changed]).expect(401);
    assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false));
    let whole = format!("http://{}{uri}", lab.place());
    for told in [uri, &whole] {
        let field = Credentials::new(told).field();
        lab.plain(&format!("GET {whole}"), &[&field]).expect(200);
    }
}

#[test]
fn names_beyond_ascii_are_taken_in_both_encodings() {
    let lab = lab();
    let path = "/digest-auth/auth/%C3%BC%22/p%C3%A9";
    let right = Credentials { user: "ü\"", password: "pé", ..Credentials::new(path) };
    let field = right.field().replace("ü\"\"", "ü\\\"\"");
    assert_eq!(lab.plain(&format!("GET {path}"), &[&field]).expect(200).json()["user"], "ü\"");
    // The name as Latin-1, and the response from UTF-8, as requests has it, or from Latin-1 too, or from neither.
    let of_latin1 = field.replace(&right.response(), "4ecee400ad3b93b0371e5740a81c9771");
    let of_neither = field.replace(&right.response(), NONCE);
    for (field, code) in [(field, 200), (of_latin1, 200), (of_neither, 401)] {
        let (before, after) = field.split_once('ü').expect("the name");
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{before}", lab.place());
        let mut client = lab.connect();
        client.send([head.as_bytes(), b"\xfc", after.as_bytes(), b"\r\n\r\n"].concat());
        client.answer(&format!("GET {path}")).expect(code);
    }
}

#[test]
fn cookies_make_a_nonce_stale() {
    let lab = lab();
    let path = "/digest-auth/auth/u/p/MD5/2";
    let right = Credentials::new(path);
    let wrong = Credentials { password: "q", ..right };
    let last = format!("last_nonce={NONCE}");
    let other = "last_nonce=abc".to_owned();
    for (credentials, cookies, code, stale, set) in [
        (right, "stale_after=2", 200, None, vec!["stale_after=1"]),
        (right, "stale_after=1", 200, None, vec!["stale_after=0"]),
        (right, "stale_after=0", 401, Some("True"), vec!["stale_after=2", &last]),
        (right, "stale_after=-1", 200, None, vec!["stale_after=-2"]),
        (right, "stale_after=never", 200, None, vec!["stale_after=never"]),
        (right, "stale_after=99999999999999999999", 200, None, vec!["stale_after=never"]),
        (right, "stale_after=", 200, None, vec![]),
        (right, "stale_after=5; stale_after=0", 200, None, vec!["stale_after=4"]),
        (right, &last, 401, Some("True"), vec!["stale_after=2", &last]),
        (right, &other, 200, None, vec![]),
        (right, "fake=x", 200, None, vec![]),
        // Staleness comes first, as it does on httpbin.
        (wrong, "stale_after=0", 401, Some("True"), vec!["stale_after=2", &last]),
        (wrong, "stale_after=1", 401, Some("False"), vec!["stale_after=2", &last]),
        (wrong, &other, 401, Some("False"), vec!["stale_after=2", &last]),
    ] {
        let answer = credentials.send(&lab, &[&format!("Cookie: {cookies}")]).expect(code);
        let told = stale.is_some().then(|| told(&answer, "stale"));
        assert_eq!(told.as_deref(), stale, "{cookies}");
        let mut expected = set.iter().map(|cookie| format!("{cookie}; Path=/")).collect::<Vec<_>>();
        expected.insert(if code == 200 { 0 } else { expected.len() }, "fake=fake_value; Path=/".into());
        assert_eq!(answer.fields("Set-Cookie"), expected, "{cookies}");
    }
}

#[test]
fn a_client_that_keeps_cookies_is_challenged_again_after_so_many_times() {
    let lab = lab();
    let path = "/digest-auth/auth/u/p/SHA-256/2";
    let mut cookies = std::collections::BTreeMap::new();
    let mut nonce = String::new();
    let mut codes = Vec::new();
    for _ in 0..7 {
        let kept = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let field = Credentials { algorithm: "SHA-256", nonce: &nonce, ..Credentials::new(path) }.field();
        let cookie = format!("Cookie: {kept}");
        let fields = if nonce.is_empty() { vec![] } else { vec![field.as_str(), &cookie] };
        let answer = lab.plain(&format!("GET {path}"), &fields);
        if answer.code() == 401 {
            nonce = told(&answer, "nonce");
        }
        for line in answer.fields("Set-Cookie") {
            let (name, value) = line.split_once(';').expect("Path").0.split_once('=').expect("a value");
            cookies.insert(name.to_owned(), value.to_owned());
        }
        codes.push(answer.code());
    }
    assert_eq!(codes, [401, 200, 200, 401, 200, 200, 401]);
}

#[test]
fn who_requires_cookies_is_let_in_with_that_of_the_challenge_alone() {
    let lab = lab();
    for wants in ["1", "t", "TRUE", "true"] {
        let uri = format!("/digest-auth/auth/u/p?require-cookie={wants}");
        let right = Credentials::new(&uri);
        let none = right.send(&lab, &[]).expect(401);
        assert_eq!(none.fields("Set-Cookie"), ["stale_after=never; Path=/", "fake=fake_value; Path=/"]);
        for other in ["a=b", "fake=", "fake=fake", "fake=x; fake=fake_value"] {
            let answer = right.send(&lab, &[&format!("Cookie: {other}")]).expect(403);
            assert_eq!(answer.fields("Set-Cookie"), ["fake=fake_value; Path=/"]);
            assert_eq!(lab.decided(&answer), (Question::Permitted, false), "{other}");
        }
        right.send(&lab, &["Cookie: a=b; fake=\"fake_value\""]).expect(200);
    }
    for wants in ["", "=", "=0", "=yes", "=2&require-cookie=1"] {
        Credentials::new(&format!("/digest-auth/auth/u/p?require-cookie{wants}")).send(&lab, &[]).expect(200);
    }
}

#[test]
fn what_covers_a_content_is_judged_once_that_is_here() {
    let lab = lab();
    for offered in ["auth-int", "both"] {
        let path = format!("/digest-auth/{offered}/u/p/SHA-512");
        let right = Credentials { algorithm: "SHA-512", qop: "auth-int", content: "[[{", ..Credentials::new(&path) };
        right.send(&lab, &["Content-Type: application/json"]).expect(200);
        let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", right.content.len(), right.content);
        let coded = [right.field(), "Transfer-Encoding: chunked".into()];
        lab.ask(&format!("GET {path}"), &[&coded[0], &coded[1]], chunked).expect(200);
        for (field, content) in [
            (right.field(), "[[["),
            (right.field(), "[["),
            (Credentials { content: "", ..right }.field(), "[[{"),
            (Credentials { password: "q", ..right }.field(), "[[{"),
        ] {
            let answer = lab.ask(&format!("GET {path}"), &[&field], content).expect(401);
            assert!(answer.field("WWW-Authenticate").ends_with("stale=False"), "{}", answer.shown());
            assert!(answer.fields("Set-Cookie").contains(&format!("last_nonce={NONCE}; Path=/").as_str()));
            assert_eq!(lab.decided(&answer), (Question::ContentProven, false));
        }
        let field = right.field();
        let elsewhere = lab.ask(&format!("GET {path}?a"), &[&field], right.content).expect(400);
        assert_eq!(elsewhere.json()["parameter"], "uri");
        // Who it is of is known before.
        let other = Credentials { user: "v", ..right }.send(&lab, &[]).expect(401);
        assert_eq!(lab.decided(&other), (Question::CredentialsValid, false));
        let empty = Credentials { content: "", ..right };
        empty.send(&lab, &["Content-Length: 0"]).expect(200);
        Credentials { password: "q", ..empty }.send(&lab, &["Content-Length: 0"]).expect(401);
    }
    // What is covered by nothing may be anything.
    let path = "/digest-auth/both/u/p";
    lab.ask(&format!("GET {path}"), &[&Credentials::new(path).field()], "x").expect(200);
}

#[test]
fn credentials_that_are_broken_are_told_at_which_parameter() {
    let lab = lab();
    let path = "/digest-auth/auth/u/p";
    let field = Credentials::new(path).field();
    let refused = |fields: &[&str], parameter: &str, question: Question| {
        let answer = lab.plain(&format!("GET {path}"), fields).expect(400);
        assert_eq!(answer.json()["parameter"], parameter, "{fields:?}");
        assert_eq!(lab.decided(&answer), (question, false), "{fields:?}");
        assert!(!answer.has("WWW-Authenticate") && !answer.has("Set-Cookie"));
    };
    for (parameter, question) in [
        ("username", Question::Complete),
        ("realm", Question::Complete),
        ("nonce", Question::Complete),
        ("uri", Question::Complete),
        ("response", Question::Complete),
        ("cnonce", Question::Complete),
        ("nc", Question::Complete),
    ] {
        let without = field.replace(&format!(" {parameter}="), " x=");
        refused(&[&without], parameter, question);
    }
    for (before, after, parameter, question) in [
        ("qop=auth,", "qop=token,", "qop", Question::Understood),
        ("qop=auth,", "qop=,", "qop", Question::Understood),
        ("qop=auth,", "qop=auth-int,", "qop", Question::Consistent),
        ("nc=00000001", "nc=1", "nc", Question::Understood),
        ("nc=00000001", "nc=0000000g", "nc", Question::Understood),
        ("nc=00000001", "nc=00000001, nc=00000001", "nc", Question::Understood),
        ("cnonce=\"abc\"", "cnonce=\"abc", "cnonce", Question::Understood),
        ("cnonce=\"abc\"", "cnonce=\"abc\" d", "cnonce", Question::Understood),
        ("cnonce=\"abc\"", "cnonce", "cnonce", Question::Understood),
        ("algorithm=\"MD5\"", "algorithm=MD5-sess", "algorithm", Question::Consistent),
        (" username", " =, username", "Authorization", Question::Understood),
        (" username", " user name=x, username", "Authorization", Question::Understood),
    ] {
        let broken = field.replace(before, after);
        assert_ne!(broken, field);
        refused(&[&broken], parameter, question);
    }
    refused(&["Authorization: Digest"], "username", Question::Complete);
    refused(&["Authorization: Digest dTpw"], "Authorization", Question::Understood);
    refused(&[&field, &field], "Authorization", Question::Understood);
}
