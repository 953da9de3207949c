//! httpbin's routes that ask who the client is: Basic, hidden Basic and Bearer.

mod support;

use statusquo_decision::Question;
use support::lab;

#[test]
fn basic_credentials_are_those_of_the_path() {
    let lab = lab();
    let expected = "{\n  \"authenticated\": true,\n  \"user\": \"u\"\n}\n";
    for path in ["/basic-auth/u/p", "/hidden-basic-auth/u/p"] {
        for given in ["Authorization: Basic dTpw", "Authorization: bAsIc   dTpw"] {
            assert_eq!(lab.plain(&format!("GET {path}"), &[given]).expect(200).text(), expected);
        }
    }
    let answer = lab.plain("GET /basic-auth/%C3%BC%20/a:b", &["Authorization: Basic w7wgOmE6Yg=="]).expect(200);
    assert_eq!(answer.json()["user"], "ü ");
}

#[test]
fn without_them_there_is_a_challenge() {
    let lab = lab();
    let answer = lab.get("/basic-auth/u/p").expect(401);
    assert_eq!(answer.field("WWW-Authenticate"), "Basic realm=\"Fake Realm\"");
    assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
    assert_eq!(lab.decided(&answer), (Question::CredentialsGiven, false));
    for wrong in ["Basic dTpx", "Basic dTpw dTpw", "Basic !", "Bearer dTpw", "Basic", "dTpw", "Basic dQ=="] {
        let answer = lab.plain("GET /basic-auth/u/p", &[&format!("Authorization: {wrong}")]).expect(401);
        assert_eq!(lab.decided(&answer), (Question::CredentialsValid, false), "{wrong}");
        assert_eq!(answer.field("WWW-Authenticate"), "Basic realm=\"Fake Realm\"");
    }
    let twice = ["Authorization: Basic dTpw", "Authorization: Basic dTpw"];
    lab.plain("GET /basic-auth/u/p", &twice).expect(401);
    lab.plain("OPTIONS /basic-auth/u/p", &[]).expect(200);
    lab.plain("POST /basic-auth/u/p", &[]).expect(405);
    lab.get("/basic-auth//p").expect(404);
}

#[test]
fn what_is_hidden_is_not_there() {
    let lab = lab();
    for fields in [&[][..], &["Authorization: Basic dTpx"]] {
        let answer = lab.plain("GET /hidden-basic-auth/u/p", fields).expect(404);
        assert!(!answer.has("WWW-Authenticate"));
        assert_eq!(lab.decided(&answer), (Question::Exists, false));
    }
}

#[test]
fn any_token_bears() {
    let lab = lab();
    for (given, token) in [("Bearer abc", "abc"), ("Bearer  x y", " x y")] {
        let answer = lab.plain("GET /bearer", &[&format!("Authorization: {given}")]).expect(200);
        assert_eq!(answer.text(), format!("{{\n  \"authenticated\": true,\n  \"token\": \"{token}\"\n}}\n"));
    }
    let none = lab.get("/bearer").expect(401);
    assert_eq!(none.field("WWW-Authenticate"), "Bearer");
    for wrong in ["bearer abc", "Bearer", "Basic dTpw"] {
        let answer = lab.plain("GET /bearer", &[&format!("Authorization: {wrong}")]).expect(401);
        assert_eq!(answer.field("WWW-Authenticate"), "Bearer");
    }
}
