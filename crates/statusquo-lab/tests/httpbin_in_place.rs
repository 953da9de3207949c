//! Where the lab stands in httpbin's place: what clients' tests compare is written as httpbin writes it, and comes out the
//! same each time.

mod support;

use statusquo_lab::ServesAs;
use support::{TestLab, lab, lab_with};

fn in_place_of(serves_as: ServesAs) -> TestLab {
    lab_with(|settings| settings.serves_as = serves_as)
}

/// Targets of every way in which an answer comes about: by its cause, by its number, refused, sent elsewhere, and piece by
/// piece.
const TARGETS: [(&str, &str); 6] = [
    ("/get", "OK"),
    ("/status/404", "Not Found"),
    ("/basic-auth/u/p", "Unauthorized"),
    ("/bearer", "Unauthorized"),
    ("/redirect/1", "Found"),
    ("/delay/x", "Bad Request"),
];

#[test]
fn phrases_are_in_capitals_for_httpbin_alone() {
    for serves_as in [ServesAs::Httpbin, ServesAs::GoHttpbin, ServesAs::Statusquo] {
        let lab = in_place_of(serves_as);
        for (target, phrase) in TARGETS.into_iter().chain([("/nowhere", "Not Found")]) {
            let capitals = serves_as == ServesAs::Httpbin;
            let phrase = if capitals { phrase.to_ascii_uppercase() } else { phrase.to_owned() };
            assert_eq!(lab.get(target).head.reason(), phrase.as_bytes(), "{serves_as:?}");
        }
    }
}

#[test]
fn a_teapot_has_its_phrase_where_httpbin_gives_it_one() {
    assert_eq!(in_place_of(ServesAs::Httpbin).get("/status/418").head.reason(), b"I'M A TEAPOT");
    // It is registered as unused.
    assert_eq!(lab().get("/status/418").head.reason(), b"(Unused)");
}

#[test]
fn the_same_request_has_the_same_answer() {
    for serves_as in [ServesAs::Httpbin, ServesAs::GoHttpbin] {
        let lab = in_place_of(serves_as);
        for (target, _) in TARGETS {
            let [first, second] = [lab.get(target), lab.get(target)];
            assert_eq!(first.content, second.content, "{target}");
            assert_eq!(first.fields_without(&["Date"]), second.fields_without(&["Date"]), "{target}");
            assert!(!first.has("Statusquo-Exchange"), "{target}");
        }
        // What is the lab's own still tells under which number it can be looked up.
        assert!(lab.get("/lab/documents/welcome").has("Statusquo-Exchange"));
    }
    assert!(lab().get("/get").has("Statusquo-Exchange"));
}
