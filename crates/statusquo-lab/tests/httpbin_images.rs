//! httpbin's picture: each format by its own address, and by what `Accept` names.

mod support;

use statusquo_decision::Question;
use support::{Answer, lab};

/// What an answer begins with, or has from its fifth octet on, by its type.
const MARKS: [(&str, &[u8]); 6] = [
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/webp", b"RIFF"),
    ("image/svg+xml", b"<?xml "),
    ("image/avif", b"ftypavif"),
    ("image/vnd.microsoft.icon", b"\0\0\x01\0"),
];

fn is_picture(answer: &Answer, media_type: &str) {
    assert_eq!((answer.code(), answer.field("Content-Type")), (200, media_type));
    let (_, mark) = MARKS.iter().find(|(of, _)| *of == media_type).expect("a known type");
    let from = if media_type == "image/avif" { 4 } else { 0 };
    assert!(answer.content[from..].starts_with(mark), "{media_type}");
    assert!(answer.content.len() < 20_000, "{} octets of {media_type}", answer.content.len());
}

#[test]
fn every_format_has_an_address() {
    let lab = lab();
    for (target, media_type) in [
        ("/image/png", "image/png"),
        ("/image/jpeg", "image/jpeg"),
        ("/image/webp", "image/webp"),
        ("/image/svg", "image/svg+xml"),
        ("/image/avif", "image/avif"),
        ("/static/favicon.ico", "image/vnd.microsoft.icon"),
    ] {
        let answer = lab.plain(&format!("GET {target}"), &["Accept: text/html"]);
        is_picture(&answer, media_type);
        let head = lab.plain(&format!("HEAD {target}"), &[]).expect(200);
        assert_eq!(head.field("Content-Length"), answer.content.len().to_string());
        assert_eq!(head.field("Access-Control-Allow-Origin"), "*");
        lab.plain(&format!("POST {target}"), &[]).expect(405);
    }
    for nothing in ["/image/gif", "/image/", "/static/", "/static/favicon.png", "/favicon.ico"] {
        lab.get(nothing).expect(404);
    }
}

#[test]
fn the_drawing_is_well_formed_and_runs_nothing() {
    let answer = lab().get("/image/svg").expect(200);
    let document = roxmltree::Document::parse(answer.text()).expect("well-formed");
    assert!(document.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    assert!(!document.descendants().any(|node| ["script", "foreignObject"].contains(&node.tag_name().name())));
}

#[test]
fn what_accept_names_is_sent_in_the_servers_order() {
    let lab = lab();
    for (accept, media_type) in [
        ("image/webp", "image/webp"),
        ("image/svg+xml", "image/svg+xml"),
        ("image/jpeg", "image/jpeg"),
        ("image/png", "image/png"),
        ("image/*", "image/png"),
        ("image/png,image/webp;q=0.1", "image/webp"),
        ("image/png;q=0", "image/png"),
        ("IMAGE/JPEG, image/png", "image/jpeg"),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/webp"),
        ("image/png, */*;q=0.5", "image/png"),
    ] {
        let answer = lab.plain("GET /image", &[&format!("Accept: {accept}")]);
        is_picture(&answer, media_type);
        assert_eq!(answer.field("Vary"), "Accept");
    }
    is_picture(&lab.get("/image"), "image/png");
    is_picture(&lab.plain("GET /image", &["Accept: text/html", "Accept: image/jpeg"]), "image/jpeg");
}

#[test]
fn who_names_none_of_them_is_told_which_there_are() {
    let lab = lab();
    let all = serde_json::json!(["image/webp", "image/svg+xml", "image/jpeg", "image/png", "image/*"]);
    for accept in ["*/*", "application/json", "image/avif", "image/gif, video/*", ""] {
        let answer = lab.plain("GET /image", &[&format!("Accept: {accept}")]).expect(406);
        assert_eq!((&answer.json()["accept"], answer.field("Vary")), (&all, "Accept"), "{accept}");
        assert_eq!(lab.decided(&answer), (Question::SeveralSuit, false));
        lab.plain("HEAD /image", &[&format!("Accept: {accept}")]).expect(406);
    }
    let answer = lab.plain("GET /image", &["Accept: text/html"]).expect(406);
    assert!(answer.field("Content-Type").starts_with("text/html") && answer.text().contains("image/svg+xml"));
}
