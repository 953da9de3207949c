//! The reference: `/{code}` in text, JSON and HTML, itself a 200 that begins by saying so.

mod support;

use support::{Answer, TestLab, lab};

fn ask(lab: &TestLab, code: &str, accept: &str) -> Answer {
    lab.plain(&format!("GET /{code}"), &[&format!("Accept: {accept}")]).expect(200)
}

/// `text`, `json` or `html`.
fn form(answer: &Answer) -> &'static str {
    match answer.field("Content-Type") {
        "text/plain; charset=utf-8" => "text",
        "application/json" => "json",
        "text/html; charset=utf-8" => "html",
        other => panic!("{other}"),
    }
}

#[test]
fn every_registered_code_has_its_page_in_all_three_forms() {
    let lab = lab();
    let mut client = lab.connect();
    for entry in statusquo_catalog::ALL {
        let line = format!("GET /{}", entry.code);
        let text = client.ask(&line, &[], "").expect(200);
        assert!(text.text().contains(entry.phrase), "{}", entry.code);
        let html = client.ask(&line, &["Accept: text/html"], "").expect(200);
        assert!(html.text().starts_with("<!DOCTYPE html>"));
        let json = client.ask(&line, &["Accept: application/json"], "").expect(200).json();
        assert_eq!((&json["code"], &json["phrase"]), (&entry.code.into(), &entry.phrase.into()));
    }
}

#[test]
fn advice_history_and_browsers_are_told_in_all_three_forms() {
    let lab = lab();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    // RFCs that a text names are links to them there.
    let unlinked = |html: &str| {
        let mut parts = html.split("<a class=\"source\"");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + &part.split_once('>').expect("a whole tag").1.replacen("</a>", "", 1))
    };
    for entry in [301, 401, 413].map(|code| statusquo_catalog::entry(code).expect("it is registered")) {
        let code = entry.code.to_string();
        let json = ask(&lab, &code, "application/json").json();
        let (text, html) = (ask(&lab, &code, "text/plain"), ask(&lab, &code, "text/html"));
        let browsers = entry.browsers.expect("these have something to say of browsers");
        for (key, said) in [("author", entry.author), ("history", entry.history), ("browsers", browsers)] {
            assert_eq!(json[key], said, "{code}");
            assert!(flat(text.text()).contains(said), "{code}: {key}");
            assert!(unlinked(html.text()).contains(&escaped(said)), "{code}: {key}");
        }
    }
    assert!(ask(&lab, "409", "application/json").json()["browsers"].is_null());
}

#[test]
fn it_says_that_it_is_a_200_and_how_to_receive_and_how_to_cause_the_code() {
    let lab = lab();
    for (accept, parts, before) in [
        ("text/plain", ["itself a 200", "To receive 404: /status/404", "To cause one: curl"], "RFC 9110"),
        ("text/html", ["<b>By hand: </b><code>curl -si", "<code>/status/404</code>", "itself a 200"], "Real causes"),
    ] {
        let answer = ask(&lab, "404", accept);
        let text = answer.text();
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part:?} is not in {}", answer.shown()));
        let places: Vec<usize> = parts.into_iter().chain([before]).map(at).collect();
        assert!(places.is_sorted(), "{parts:?} before {before}: {places:?}");
        assert!(text[..at(before)].contains(&lab.place().to_string()), "the command can be run as it is");
    }
    assert!(ask(&lab, "404", "text/plain").text().starts_with("This is the entry for 404, and itself a 200."));
}

#[test]
fn every_command_leads_to_this_lab() {
    let lab = lab();
    for entry in statusquo_catalog::ALL.iter().filter(|entry| entry.curl.is_some_and(|line| line.contains(":8080"))) {
        let answer = lab.get(&format!("/{}", entry.code)).expect(200);
        let opening = answer.text().lines().next().expect("a line");
        assert!(opening.contains(&lab.place().to_string()) && !opening.contains(":8080"), "{opening}");
    }
}

#[test]
fn a_host_that_a_shell_would_run_stands_in_no_command() {
    let lab = lab();
    for accept in ["Accept: text/plain", "Accept: text/html"] {
        // A name by RFC 3986 §3.2.2, and a command within a command.
        let answer = lab.ask("GET /404", &["Host: $(reboot).test", accept], b"").expect(200);
        assert!(!answer.text().contains("reboot") && answer.text().contains("curl -si http://127.0.0.1:8080/"));
        let answer = lab.ask("GET /404", &["Host: lab.test:81", accept], b"").expect(200);
        assert!(answer.text().contains("curl -si http://lab.test:81/"), "{}", answer.shown());
    }
}

#[test]
fn a_code_that_the_lab_does_not_cause_promises_no_command() {
    let lab = lab();
    for entry in statusquo_catalog::ALL.iter().filter(|entry| entry.curl.is_none()) {
        let answer = lab.get(&format!("/{}", entry.code)).expect(200);
        assert!(!answer.text().contains("To cause one:"), "{}", entry.code);
    }
}

#[test]
fn text_is_the_default_and_accept_chooses_by_weight() {
    let lab = lab();
    assert_eq!(form(&lab.get("/409").expect(200)), "text");
    for (accept, expected) in [
        ("*/*", "text"),
        ("", "text"),
        ("application/json", "json"),
        ("text/html", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/html;q=0.5, application/json;q=0.6", "json"),
        ("text/html;q=0.6, application/json;q=0.5", "html"),
        ("application/json;q=0.1, text/plain;q=0", "json"),
        ("application/*", "json"),
        ("text/*;q=0.2, application/json;q=0.1", "text"),
        ("*/*;q=0.1, text/html;q=0.2", "html"),
        ("APPLICATION/JSON", "json"),
        ("application/json; q=0.5, text/plain; q=0.4", "json"),
        ("image/png", "text"),
        ("nonsense", "text"),
    ] {
        assert_eq!(form(&ask(&lab, "409", accept)), expected, "{accept}");
    }
    let lines = ["Accept: image/png", "Accept: application/json"];
    assert_eq!(form(&lab.plain("GET /409", &lines)), "json", "all lines count");
}

#[test]
fn every_form_says_that_it_depends_on_accept_and_is_not_sniffed() {
    let lab = lab();
    for accept in ["text/plain", "application/json", "text/html"] {
        let answer = ask(&lab, "409", accept);
        assert!(answer.list("Vary").contains(&"Accept"));
        assert_eq!(answer.field("X-Content-Type-Options"), "nosniff");
        assert!(answer.has("Statusquo-Exchange"));
    }
    let html = ask(&lab, "409", "text/html");
    assert!(html.field("Content-Security-Policy").starts_with("default-src 'none'"));
    assert!(!html.without_our_scripts().contains("<script") && !html.text().contains("http://www"));
    assert!(!html.text().contains("style="), "the policy would not let it in");
}

#[test]
fn a_number_that_is_not_registered_is_explained_as_such() {
    let lab = lab();
    for code in ["299", "420", "499", "520", "599", "600", "799", "999", "099", "000"] {
        let text = lab.get(&format!("/{code}")).expect(200);
        assert!(text.text().contains("not registered") || text.text().contains("no status code"), "{}", text.shown());
        let json = ask(&lab, code, "application/json").json();
        assert_eq!(json["registered"], false, "{code}");
        ask(&lab, code, "text/html");
    }
    assert!(lab.get("/499").text().contains("nginx"), "whose it is, where that is known");
}

#[test]
fn what_is_not_three_digits_is_no_page() {
    let lab = lab();
    for path in ["40", "4040", "4o4", "+40", "abc", "404/", "4%304"] {
        lab.get(&format!("/{path}")).expect(404);
    }
}

#[test]
fn the_index_lists_what_there_is_to_try() {
    let lab = lab();
    let index = lab.get("/").expect(200);
    for target in [
        "/409",
        "/status/409",
        "/lab/documents/welcome",
        "/lab/users",
        "/lab/vault",
        "/lab/jobs",
        "/lab/limited",
        "/lab/divide",
        "/lab/gateway/healthy",
        "/lab/busy",
        "/lab/echo",
        "/_/maintenance",
        "/_/exchanges",
        "/_/limits",
    ] {
        assert!(index.text().contains(target), "{target}");
        assert_ne!(lab.get(target).code(), 404, "{target} is there");
    }
}

#[test]
fn the_page_of_a_code_links_what_it_is_mistaken_for_and_every_link_leads_somewhere() {
    let lab = lab();
    let page = ask(&lab, "409", "text/html");
    let links: Vec<&str> = page.text().split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.contains(&"/422") && links.contains(&"/412"), "{links:?}");
    for link in links.iter().filter(|link| link.starts_with('/')) {
        lab.get(link.split('#').next().unwrap_or(link)).expect(200);
    }
    for name in links.iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(page.text().contains(&format!("id=\"{name}\"")), "{name}");
    }
}

#[test]
fn a_version_that_does_not_have_the_code_is_told_with_what_happens_instead_in_all_three_forms() {
    let lab = lab();
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (accept, expected) in [
        ("text/plain", "Versions HTTP/1.1 yes HTTP/2 no. Many streams"),
        (
            "text/html",
            "<dl class=\"versions\"><dt>HTTP/1.1</dt><dd>As above.</dd><dt>HTTP/2</dt><dd><b>Not there. </b>Many streams",
        ),
    ] {
        let text = flat(ask(&lab, "101", accept).text().to_owned());
        assert!(text.contains(expected) && text.contains("Instead"), "{text}");
    }
    let versions = &ask(&lab, "101", "application/json").json()["versions"];
    assert_eq!((&versions["http1_1"], &versions["http2"]), (&true.into(), &false.into()));
    assert!(versions["absent"]["http2"]["instead"].as_str().is_some_and(|instead| instead.contains("CONNECT")));
}
