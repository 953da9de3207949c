//! httpbin's redirections: so many times, and wherever the client says.

mod support;

use statusquo_decision::Question;
use std::net::SocketAddr;
use support::{Answer, lab, lab_with};

const HOST: &str = "Host: h.test:80";

fn leads(answer: &Answer, location: &str, with_page: bool) {
    assert_eq!((answer.code(), answer.field("Location")), (302, location), "{}", answer.shown());
    assert_eq!(answer.field("Content-Type"), "text/html; charset=utf-8");
    assert_eq!(answer.text().contains(&format!("<a href=\"{location}\">")), with_page);
    assert_eq!(answer.text().contains("<title>Redirecting...</title>"), with_page);
    assert_eq!(answer.content.is_empty(), !with_page);
    assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
}

#[test]
fn each_step_leads_to_the_one_before_and_the_last_to_get() {
    let lab = lab();
    for (target, location, with_page) in [
        ("/redirect/3", "/relative-redirect/2", true),
        ("/redirect/1", "/get", true),
        ("/redirect/007", "/relative-redirect/6", true),
        ("/redirect/3?absolute=True", "http://h.test/absolute-redirect/2", true),
        ("/redirect/1?absolute=true", "http://h.test/get", true),
        ("/redirect/2?Absolute=true", "/relative-redirect/1", true),
        ("/relative-redirect/2", "/relative-redirect/1", false),
        ("/relative-redirect/1", "/get", false),
        ("/absolute-redirect/2", "http://h.test/absolute-redirect/1", true),
        ("/absolute-redirect/1", "http://h.test/get", true),
    ] {
        let answer = lab.plain(&format!("GET {target}"), &[HOST]);
        leads(&answer, location, with_page);
        assert_eq!(lab.decided(&answer), (Question::MovedForGood, false));
        let head = lab.plain(&format!("HEAD {target}"), &[HOST]).expect(302);
        assert_eq!(head.field("Content-Length"), answer.field("Content-Length"));
    }
    let answer = lab.plain("GET /absolute-redirect/1", &[HOST, "X-Forwarded-Proto: https"]);
    leads(&answer, "https://h.test:80/get", true);
}

#[test]
fn too_many_slashes_lead_to_where_there_is_one() {
    let lab = lab();
    for (target, location) in [
        ("/anything//a//b?c=%41&d", "http://h.test/anything/a/b?c=%41&d"),
        ("//cookies///set?a=b", "http://h.test/cookies/set?a=b"),
    ] {
        let answer = lab.plain(&format!("POST {target}"), &[HOST]).expect(308);
        assert_eq!(answer.field("Location"), location);
        assert!(answer.text().contains("<title>Redirecting...</title>"));
    }
    // At the beginning they count for one, and what a route shows as it came keeps them.
    for target in ["//get", "///status/200", "/anything/a//b"] {
        lab.get(target).expect(200);
    }
    // An escaped slash is one as well, but is no other address without it; and what leads nowhere leads nowhere.
    for target in ["/anything/%2Fa", "/nowhere//a", "/get//"] {
        lab.get(target).expect(404);
    }
}

#[test]
fn no_steps_at_all_are_400_and_fewer_lead_nowhere() {
    let lab = lab();
    for kind in ["redirect", "relative-redirect", "absolute-redirect"] {
        let answer = lab.get(&format!("/{kind}/0")).expect(400);
        assert_eq!(answer.json()["parameter"], "n");
        assert_eq!(lab.decided(&answer), (Question::Understood, false));
        lab.get(&format!("/{kind}/-1")).expect(404);
        lab.get(&format!("/{kind}/x")).expect(404);
        lab.plain(&format!("POST /{kind}/1"), &[]).expect(405);
        lab.plain(&format!("OPTIONS /{kind}/1"), &[]).expect(200);
    }
}

#[test]
fn wherever_the_client_says() {
    let lab = lab();
    for (query, location) in [
        ("url=http://x/%C3%A9%20a", "http://x/%C3%A9%20a"),
        ("URL=get", "get"),
        ("url=/a&url=/b", "/a"),
        ("url=javascript:alert(1)", "javascript:alert(1)"),
        ("url=//elsewhere.test/%0d%0aX:1", "//elsewhere.test/%0D%0AX:1"),
        ("url=/get&status_code=404", "/get"),
        ("url=/get&status_code=-5", "/get"),
        ("url=", ""),
    ] {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"] {
            leads(&lab.plain(&format!("{method} /redirect-to?{query}"), &[]), location, false);
        }
    }
    lab.plain("PROPFIND /redirect-to?url=/", &[]).expect(405);
}

#[test]
fn with_the_code_that_it_asks_for() {
    let lab = lab();
    for code in [300, 301, 302, 303, 304, 305, 307, 308, 399] {
        let answer = lab.get(&format!("/redirect-to?url=/get&Status_Code={code}")).expect(code);
        assert_eq!((answer.field("Location"), answer.content.len()), ("/get", 0));
        assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
    }
    let answer = lab.get("/redirect-to?url=/get&status_code=soon").expect(400);
    assert_eq!(answer.json()["parameter"], "status_code");
    let answer = lab.get("/redirect-to?status_code=301").expect(400);
    assert_eq!((&answer.json()["parameter"], lab.decided(&answer)), (&"url".into(), (Question::Complete, false)));
    lab.plain("PROPFIND /redirect-to?url=/&status_code=301", &[]).expect(405);
}

#[test]
fn a_server_that_others_reach_sends_only_where_its_operator_says() {
    let lab = lab_with(|settings| {
        settings.listen = vec![SocketAddr::from(([0, 0, 0, 0], 0))];
        settings.redirect_hosts = vec!["ok.test".to_owned()];
    });
    for url in ["/get", "get", "http://ok.test/a", "https://OK.test:8443"] {
        lab.get(&format!("/redirect-to?url={url}")).expect(302);
        lab.get(&format!("/redirect-to?url={url}&status_code=307")).expect(307);
        lab.get(&format!("/response-headers?location={url}")).expect(200);
        lab.get(&format!("/response-headers?Refresh=0;url={url}")).expect(200);
    }
    for url in [
        "http://evil.test",
        "//evil.test",
        "/%5Cevil.test",
        "javascript:x",
        "http://ok.test@evil.test",
        "%09//evil.test",
    ] {
        for target in [
            format!("/redirect-to?url={url}"),
            format!("/redirect-to?url={url}&status_code=301"),
            format!("/response-headers?Location={url}"),
            format!("/response-headers?refresh=0;%20URL={url}"),
            format!("/response-headers?refresh=0,url={url}"),
        ] {
            let answer = lab.get(&target);
            if answer.code() != 400 {
                let answer = answer.expect(403);
                assert_eq!(lab.decided(&answer), (Question::Allowed, false));
            }
        }
    }
    // A browser takes a comma or a space for the semicolon, and what stands in quotes for the place.
    for value in
        ["0,//evil.test;url=/get", "0%20//evil.test;url=/get", "0;url='//evil.test'", "0;url=%22//evil.test%22"]
    {
        lab.get(&format!("/response-headers?Refresh={value}")).expect(403);
        lab.get(&format!("/mix?header=Refresh:{value}")).expect(403);
    }
    lab.get("/response-headers?Refresh=5").expect(200);
    lab.get("/redirect/2").expect(302);
}
