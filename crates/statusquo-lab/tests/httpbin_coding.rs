//! Content codings: httpbin's routes that have one whatever is asked for, and what `Accept-Encoding` comes to where it is asked.

mod support;

use statusquo_decision::Question;
use std::io::Read;
use support::{Answer, TestLab, lab};

const HOST: &str = "Host: h.test";
const CODINGS: [&str; 4] = ["br", "zstd", "gzip", "deflate"];

/// The content without its coding, which has to be the one that the answer names.
fn decoded(answer: &Answer) -> String {
    let coded = &answer.content[..];
    assert_eq!(answer.field("Content-Length"), coded.len().to_string());
    let mut reader: Box<dyn Read + '_> = match answer.optional("Content-Encoding") {
        Some("br") => Box::new(brotli::Decompressor::new(coded, 4096)),
        Some("zstd") => Box::new(ruzstd::decoding::StreamingDecoder::new(coded).expect("a frame")),
        Some("gzip") => Box::new(flate2::read::GzDecoder::new(coded)),
        Some("deflate") => Box::new(flate2::read::ZlibDecoder::new(coded)),
        Some(other) => panic!("{other}"),
        None => Box::new(coded),
    };
    let mut content = String::new();
    reader.read_to_string(&mut content).expect("it is in the coding that the answer names");
    content
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&decoded(answer)).expect("JSON")
}

fn accepting(lab: &TestLab, line: &str, accepted: &str) -> Answer {
    lab.plain(line, &[HOST, &format!("Accept-Encoding: {accepted}")])
}

/// The head of an answer, but for the number of its exchange.
fn head(answer: &Answer) -> Vec<(String, String)> {
    answer.fields_without(&["Statusquo-Exchange", "Date"])
}

#[test]
fn a_route_with_a_coding_has_it_whatever_the_client_takes() {
    let lab = lab();
    for (path, coding, member) in [
        ("/gzip", "gzip", "gzipped"),
        ("/deflate", "deflate", "deflated"),
        ("/brotli", "br", "brotli"),
        ("/br", "br", "brotli"),
        ("/zstd", "zstd", "zstd"),
    ] {
        for accepted in ["identity", "gzip, deflate", "*;q=0", ""] {
            let answer = accepting(&lab, &format!("GET {path}?a=1"), accepted).expect(200);
            let names: Vec<String> = head(&answer).into_iter().map(|(name, _)| name).collect();
            let expected = [
                "Content-Encoding",
                "Content-Type",
                "Access-Control-Allow-Origin",
                "Access-Control-Allow-Credentials",
                "Content-Length",
            ];
            assert_eq!(names, expected, "{}", answer.shown());
            assert_eq!((answer.field("Content-Encoding"), answer.field("Content-Type")), (coding, "application/json"));
            let (first, last) =
                if member < "headers" { (format!("  \"{member}\": true,\n"), "") } else { Default::default() };
            let last = if member == "zstd" { ",\n  \"zstd\": true" } else { last };
            let expected = format!(
                "{{\n{first}  \"headers\": {{\n    \"Accept-Encoding\": \"{accepted}\",\n    \"Host\": \"h.test\"\n  }},\n  \
                 \"method\": \"GET\",\n  \"origin\": \"127.0.0.1\"{last}\n}}\n"
            );
            assert_eq!(decoded(&answer), expected);
            let asked = accepting(&lab, &format!("HEAD {path}?a=1"), accepted).expect(200);
            assert_eq!((head(&asked), asked.content.len()), (head(&answer), 0));
        }
        let options = lab.plain(&format!("OPTIONS {path}"), &[]).expect(200);
        assert_eq!((options.list("Allow"), options.content.len()), (vec!["GET", "HEAD", "OPTIONS"], 0));
        assert!(!options.has("Content-Encoding"));
        lab.plain(&format!("POST {path}"), &[]).expect(405);
    }
}

#[test]
fn the_coding_that_is_preferred_is_taken_and_told_with_the_reason() {
    let lab = lab();
    for (accepted, coding, why) in [
        ("gzip, deflate, br, zstd", "br", "prefers it"),
        ("gzip, deflate", "gzip", "prefers it"),
        ("zstd;q=0.5, gzip;q=0.4", "zstd", "prefers it"),
        ("deflate, gzip;q=0.9", "deflate", "prefers it"),
        ("X-GZIP", "gzip", "prefers it"),
        ("*", "br", "prefers it"),
        ("deflate, identity;q=0", "deflate", "prefers it"),
        ("", "identity", "names no coding"),
        ("compress, br;q=0", "identity", "takes no coding that there is here"),
        ("identity", "identity", "prefers identity"),
        ("gzip;q=0.5, identity", "identity", "prefers identity"),
    ] {
        let answer = accepting(&lab, "GET /content-coding", accepted).expect(200);
        assert_eq!(answer.optional("Content-Encoding").unwrap_or("identity"), coding, "{accepted}");
        assert_eq!(answer.list("Vary"), ["Accept-Encoding"]);
        let shown = json(&answer);
        assert_eq!(shown["coding"], coding);
        assert!(shown["why"].as_str().is_some_and(|said| said.contains(why)), "{shown}");
        assert_eq!(head(&accepting(&lab, "HEAD /content-coding", accepted).expect(200)), head(&answer));
    }
    let plain = lab.get("/content-coding").expect(200);
    assert_eq!((&plain.json()["coding"], plain.has("Content-Encoding")), (&"identity".into(), false));
    assert_eq!(plain.json()["why"], "there is no Accept-Encoding");
}

#[test]
fn who_takes_neither_a_coding_nor_none_is_told_what_there_is() {
    let lab = lab();
    for accepted in ["*;q=0", "identity;q=0", "compress, identity;q=0", "br;q=0, *;q=0"] {
        let answer = accepting(&lab, "GET /content-coding", accepted).expect(406);
        assert_eq!(lab.decided(&answer), (Question::SeveralSuit, false));
        assert_eq!(answer.json()["codings"], serde_json::json!(["br", "zstd", "gzip", "deflate", "identity"]));
        assert_eq!(answer.list("Vary"), ["Accept-Encoding", "Accept"]);
    }
    accepting(&lab, "OPTIONS /content-coding", "*;q=0").expect(200);
}

#[test]
fn a_content_comes_back_coded_until_it_is_longer_than_what_is_coded() {
    let lab = lab();
    let fields = [HOST, "Accept-Encoding: gzip"];
    for (line, content) in
        [("POST /content-coding/a/b?c=d", "x".repeat(200_000)), ("INVENT /content-coding", "é".into())]
    {
        let answer = lab.ask(line, &fields, &content).expect(200);
        let shown = json(&answer);
        assert_eq!((answer.field("Content-Encoding"), &shown["coding"]), ("gzip", &"gzip".into()));
        assert_eq!(
            (&shown["data"], line.starts_with(shown["method"].as_str().expect("text"))),
            (&content.into(), true)
        );
    }
    let answer = lab.ask("POST /content-coding", &fields, "é".repeat(100_000)).expect(200);
    assert!(!answer.has("Content-Encoding") && answer.content.len() > 256 * 1024);
    assert_eq!(answer.json()["coding"], "identity");
    assert!(answer.json()["why"].as_str().is_some_and(|why| why.contains("longer than 262144 octets")));
}

#[test]
fn the_reference_is_coded_where_the_client_asks_and_says_what_that_depends_on() {
    let lab = lab();
    for line in ["GET /404", "GET /", "GET /299"] {
        let plain = lab.plain(line, &[HOST]).expect(200);
        let mut tags = vec![plain.field("ETag").to_owned()];
        assert!(!plain.has("Content-Encoding") && plain.list("Vary").contains(&"Accept-Encoding"));
        for coding in CODINGS {
            let answer = accepting(&lab, line, coding).expect(200);
            if plain.content.len() < 1024 {
                assert_eq!(head(&answer), head(&plain), "what is short is left as it is");
                let answer = accepting(&lab, line, &format!("{coding}, identity;q=0")).expect(200);
                assert_eq!(answer.field("Content-Encoding"), coding, "unless that is refused");
                continue;
            }
            assert_eq!(answer.field("Content-Encoding"), coding);
            assert_eq!(
                (decoded(&answer).as_str(), answer.field("Content-Type")),
                (plain.text(), plain.field("Content-Type"))
            );
            assert!(answer.content.len() * 3 < plain.content.len() * 2, "{line} in {coding}");
            assert_eq!(answer.list("Vary"), plain.list("Vary"));
            tags.push(answer.field("ETag").to_owned());
            let asked = accepting(&lab, &line.replace("GET", "HEAD"), coding).expect(200);
            assert_eq!((head(&asked), asked.content.len()), (head(&answer), 0));
        }
        assert!(tags.iter().all(|tag| tag.starts_with('"')), "they are strong: {tags:?}");
        let count = tags.len();
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), count, "{line}: each representation has its own");
    }
    // What nobody can have is given as it is, as it is with Accept.
    assert!(!accepting(&lab, "GET /404", "*;q=0").expect(200).has("Content-Encoding"));
    assert_ne!(lab.get("/404").field("ETag"), lab.get("/405").field("ETag"));
}

#[test]
fn conditions_are_compared_with_the_representation_that_the_client_would_get() {
    let lab = lab();
    let tag = accepting(&lab, "GET /404", "br").expect(200).field("ETag").to_owned();
    let ask = |line: &str, coding: &str, condition: &str| {
        lab.plain(line, &[HOST, &format!("Accept-Encoding: {coding}"), &format!("{condition}: {tag}")])
    };
    for line in ["GET /404", "HEAD /404"] {
        let same = ask(line, "br", "If-None-Match").expect(304);
        assert_eq!((same.field("ETag"), same.content.len()), (tag.as_str(), 0));
        assert!(same.list("Vary").contains(&"Accept-Encoding") && !same.has("Content-Encoding"));
    }
    for coding in ["gzip", "identity"] {
        assert_ne!(ask("GET /404", coding, "If-None-Match").expect(200).field("ETag"), tag);
        ask("GET /404", coding, "If-Match").expect(412);
    }
    ask("GET /404", "br", "If-Match").expect(200);
    // There is no date to compare with.
    for condition in ["If-Modified-Since", "If-Unmodified-Since"] {
        for date in ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            lab.plain("GET /404", &[&format!("{condition}: {date}")]).expect(200);
        }
    }
    lab.plain("OPTIONS /404", &[&format!("If-None-Match: {tag}")]).expect(204);
}

#[test]
fn parts_are_never_coded() {
    let lab = lab();
    let asks = ["Range: bytes=0-99", "Accept-Encoding: gzip"];
    let whole = lab.plain("GET /404", &asks).expect(200);
    assert_eq!(
        decoded(&whole).as_bytes(),
        lab.plain("GET /404", &asks[..1]).expect(200).content,
        "there are no parts of it"
    );
    let part = lab.plain("GET /lab/documents/welcome", &["Range: bytes=0-9", asks[1]]).expect(206);
    assert_eq!((part.has("Content-Encoding"), part.content.len()), (false, 10));
}

#[test]
fn all_else_is_left_as_it_is() {
    let lab = lab();
    let long = "x".repeat(5000);
    let asks = ["Accept-Encoding: br, zstd, gzip, deflate, identity;q=0"];
    lab.ask("PUT /lab/documents/long", &[], &long).expect(201);
    for (target, code) in [("/get", 200), ("/lab/documents/long", 200), ("/_/exchanges", 200), ("/nowhere", 404)] {
        let answer = lab.plain(&format!("GET {target}?q={long}"), &asks).expect(code);
        assert!(!answer.has("Content-Encoding") && answer.content.len() > 1024, "{}", answer.shown());
    }
    let answer = lab.ask("POST /post", &asks, &long).expect(200);
    assert_eq!((answer.json()["data"].as_str(), answer.has("Vary")), (Some(long.as_str()), false));
}
