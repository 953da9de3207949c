//! httpbin's pages that are the same for everybody, and those that lead to each other.

mod support;

use support::{Answer, TestLab, lab};

fn page(lab: &TestLab, target: &str, media_type: &str) -> Answer {
    let answer = lab.get(target).expect(200);
    assert_eq!(answer.field("Content-Type"), media_type, "{target}");
    assert_eq!(answer.field("Access-Control-Allow-Origin"), "*");
    let head = lab.plain(&format!("HEAD {target}"), &[]).expect(200);
    assert_eq!((head.content.len(), head.field("Content-Type")), (0, media_type));
    assert_eq!(head.field("Content-Length"), answer.content.len().to_string());
    lab.plain(&format!("POST {target}"), &[]).expect(405);
    answer
}

const HTML: &str = "text/html; charset=utf-8";

#[test]
fn robots_are_told_where_not_to_go_and_so_is_who_goes_there() {
    let lab = lab();
    assert_eq!(page(&lab, "/robots.txt", "text/plain").text(), "User-agent: *\nDisallow: /deny\n");
    let denied = page(&lab, "/deny", "text/plain");
    assert!(denied.text().contains("YOU SHOULDN'T BE HERE") && denied.text().is_ascii());
}

#[test]
fn pages_have_what_clients_look_for_and_no_script() {
    let lab = lab();
    for (target, wanted) in [
        ("/html", "<h1>Herman Melville - Moby-Dick</h1>"),
        ("/encoding/utf8", "<h1>Unicode Demo</h1>"),
        ("/forms/post", "<form method=\"post\" action=\"/post\">"),
        ("/links/3/1", "<title>Links</title>"),
    ] {
        let answer = page(&lab, target, HTML);
        let text = answer.text();
        assert!(text.starts_with("<!doctype html>\n<html lang=\"en\">") && text.contains(wanted), "{target}");
        assert!(!text.contains("<script") && !text.contains("://"), "{target}");
        assert!(text.contains("<title>") && text.contains("color-scheme") && text.contains("<meta charset=\"utf-8\">"));
    }
    assert_eq!(lab.get("/html").content.len(), 3741);
    assert!(lab.get("/html").text().is_ascii());
}

#[test]
fn characters_of_every_length_are_there() {
    let answer = lab().get("/encoding/utf8");
    for length in 1..=4 {
        let count = answer.text().chars().filter(|character| character.len_utf8() == length).count();
        assert!(count > 20, "{count} of {length} octets");
    }
    for sample in ["∮ E⋅da = Q", "Ελληνικά", "Русский", "العربية", "日本語", "ไทย", "├─────────┼", "A\u{30a}", "𝄞"]
    {
        assert!(answer.text().contains(sample), "{sample}");
    }
}

#[test]
fn the_form_has_the_fields_that_clients_fill_in() {
    let lab = lab();
    let answer = lab.get("/forms/post");
    for name in ["custname", "custtel", "custemail", "size", "topping", "delivery", "comments"] {
        assert!(answer.text().contains(&format!(" name=\"{name}\"")), "{name}");
    }
    for value in ["small", "medium", "large", "bacon", "cheese", "onion", "mushroom"] {
        assert!(answer.text().contains(&format!(" value=\"{value}\"")), "{value}");
    }
    let sent = "custname=Ada&size=medium&topping=bacon&topping=onion";
    let shown = lab.ask("POST /post", &["Content-Type: application/x-www-form-urlencoded"], sent).expect(200).json();
    assert_eq!(shown["form"]["topping"], serde_json::json!(["bacon", "onion"]));
}

#[test]
fn the_slides_are_the_same_in_json_and_in_xml() {
    let lab = lab();
    let answer = page(&lab, "/json", "application/json");
    let json = answer.json();
    let show = &json["slideshow"];
    assert!(answer.text().starts_with("{\n  \"slideshow\": {\n    \"author\": \"Yours Truly\",\n"));
    let slides = show["slides"].as_array().expect("slides");
    assert!(show["title"] == "Sample Slide Show" && slides.iter().all(|slide| slide["type"] == "all"));
    assert_eq!((&show["date"], slides[1]["items"].as_array().map(Vec::len)), (&"date of publication".into(), Some(2)));

    let answer = page(&lab, "/xml", "application/xml");
    assert!(answer.text().is_ascii() && answer.text().starts_with("<?xml version='1.0' encoding='us-ascii'?>"));
    let document = roxmltree::Document::parse(answer.text()).expect("well-formed");
    let root = document.root_element();
    assert!(root.has_tag_name("slideshow"));
    assert_eq!((root.attribute("title"), root.attribute("author")), (Some("Sample Slide Show"), Some("Yours Truly")));
    let titles: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("title"))
        .map(|node| node.text().expect("text"))
        .collect();
    assert_eq!(titles, slides.iter().map(|slide| slide["title"].as_str().expect("text")).collect::<Vec<_>>());
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("item")).count(), 3);
}

#[test]
fn links_lead_to_all_pages_but_this_one() {
    let lab = lab();
    for (target, count, own) in
        [("/links/3/1", 3, 1), ("/links/0/0", 1, 0), ("/links/200/199", 200, 199), ("/links/4000000/007", 200, 7)]
    {
        let answer = page(&lab, target, HTML);
        for other in 0..count {
            let link = format!("<a href='/links/{count}/{other}'>{other}</a>");
            assert_eq!(answer.text().contains(&link), other != own, "{link}");
        }
        assert_eq!(answer.text().matches("<a ").count(), count - 1);
    }
    assert_eq!(lab.get("/links/10/10").text().matches("<a ").count(), 10);
    let answer = lab.get("/links/10").expect(302);
    assert_eq!((answer.field("Location"), answer.field("Content-Type")), ("/links/10/0", HTML));
    assert!(answer.text().contains("<title>Redirecting...</title>"));
    for nothing in ["/links", "/links/", "/links/-1", "/links/x", "/links/1/", "/links/1/x", "/links/1/2/3"] {
        lab.get(nothing).expect(404);
    }
}
