//! The share: files and collections come, are read, copied, moved and go, each with the code that RFC 4918 gives it.

mod support;

use statusquo_decision::Question;
use support::dav::{broken, told};
use support::{lab, lab_with};

#[test]
fn options_says_which_classes_of_webdav_there_are() {
    let lab = lab();
    for target in ["/lab/dav", "/lab/dav/", "/lab/dav/note", "/lab/dav/nowhere/at/all"] {
        let answer = lab.plain(&format!("OPTIONS {target}"), &[]).expect(204);
        assert_eq!(answer.list("DAV"), ["1", "2", "bind"]);
    }
    assert!(!lab.plain("OPTIONS /lab/documents/welcome", &[]).has("DAV"));
    // What only begins alike is not in the share.
    lab.plain("PROPFIND /lab/davenport", &[]).expect(404);
    lab.plain("PROPFIND /lab/documents/welcome", &[]).expect(405);
}

#[test]
fn a_file_is_made_read_replaced_and_removed() {
    let lab = lab();
    let made = lab.ask("PUT /lab/dav/a%20%3Cb%3E", &["Content-Type: text/html"], "<script>").expect(201);
    assert_eq!(made.field("Location"), "/lab/dav/a%20%3Cb%3E");
    let read = lab.get("/lab/dav/a%20%3cb%3e").expect(200);
    assert_eq!((read.text(), read.field("Content-Type")), ("<script>", "text/html"));
    assert_eq!((read.field("X-Content-Type-Options"), read.field("Content-Security-Policy")), ("nosniff", "sandbox"));
    assert_eq!(read.field("ETag"), made.field("ETag"));
    let head = lab.plain("HEAD /lab/dav/a%20%3Cb%3E", &[]).expect(200);
    assert_eq!((head.field("Content-Length"), head.content.len()), ("8", 0));
    let replaced =
        lab.ask("PUT /lab/dav/a%20%3Cb%3E", &[&format!("If-Match: {}", made.field("ETag"))], "b").expect(204);
    assert_ne!(replaced.field("ETag"), made.field("ETag"));
    lab.ask("PUT /lab/dav/a%20%3Cb%3E", &[&format!("If-Match: {}", made.field("ETag"))], "c").expect(412);
    lab.plain("GET /lab/dav/a%20%3Cb%3E", &[&format!("If-None-Match: {}", replaced.field("ETag"))]).expect(304);
    lab.plain("DELETE /lab/dav/a%20%3Cb%3E", &[]).expect(204);
    lab.get("/lab/dav/a%20%3Cb%3E").expect(404);
    lab.plain("DELETE /lab/dav/a%20%3Cb%3E", &[]).expect(404);
}

#[test]
fn a_collection_is_a_page_whose_names_are_text() {
    let lab = lab();
    lab.ask("PUT /lab/dav/%3Cimg%20src=x%3E%22", &[], "x").expect(201);
    for target in ["/lab/dav", "/lab/dav/"] {
        let page = lab.get(target).expect(200);
        assert!(page.text().contains("<a href=\"/lab/dav/%3Cimg%20src%3Dx%3E%22\">&lt;img src=x&gt;&quot;</a>"));
        assert!(page.text().contains("<a href=\"/lab/dav/closet/\">closet</a>") && !page.text().contains("<img"));
        assert!(page.field("Content-Security-Policy").starts_with("default-src 'none'"));
    }
}

#[test]
fn mkcol_makes_a_collection_where_one_can_be() {
    let lab = lab();
    assert_eq!(lab.plain("MKCOL /lab/dav/c", &[]).expect(201).field("Location"), "/lab/dav/c/");
    let again = lab.plain("MKCOL /lab/dav/c/", &[]).expect(405);
    assert!(!again.list("Allow").contains(&"MKCOL") && again.list("Allow").contains(&"PROPFIND"));
    lab.plain("MKCOL /lab/dav/note", &[]).expect(405);
    lab.plain("MKCOL /lab/dav/nowhere/c", &[]).expect(409);
    lab.plain("MKCOL /lab/dav/note/c", &[]).expect(409);
    lab.ask("MKCOL /lab/dav/d", &["Content-Type: application/xml"], "<x/>").expect(415);
    lab.ask("MKCOL /lab/dav/d", &["Transfer-Encoding: chunked"], "1\r\nx\r\n0\r\n\r\n").expect(415);
    lab.get("/lab/dav/d").expect(404);
    lab.ask("PUT /lab/dav/nowhere/f", &[], "x").expect(409);
    lab.ask("PUT /lab/dav/f/", &[], "x").expect(409);
    lab.ask("PUT /lab/dav/c", &[], "x").expect(405);
}

#[test]
fn names_that_climb_or_hide_a_slash_lead_nowhere() {
    let lab = lab();
    for name in ["..", "%2e%2E", ".", "a%2Fb", "a%00", "%FF", "a//b", "%2e%2e/documents/welcome", "..%2f", "../../etc"]
    {
        for method in ["PUT", "MKCOL", "GET", "PROPFIND"] {
            let answer = lab.plain(&format!("{method} /lab/dav/{name}"), &[]).expect(404);
            assert_eq!(lab.decided(&answer), (Question::RouteKnown, false), "{method} {name}");
        }
        lab.plain("COPY /lab/dav/note", &[&format!("Destination: /lab/dav/{name}")]).expect(400);
    }
}

#[test]
fn a_collection_is_copied_alone_or_with_all_that_is_in_it() {
    let lab = lab();
    lab.plain("MKCOL /lab/dav/c", &[]).expect(201);
    lab.plain("MKCOL /lab/dav/c/d", &[]).expect(201);
    lab.ask("PUT /lab/dav/c/d/f", &[], "f").expect(201);
    let copied = lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/e/"]).expect(201);
    assert_eq!(copied.field("Location"), "/lab/dav/e/");
    lab.ask("PUT /lab/dav/c/d/f", &[], "g").expect(204);
    assert_eq!(lab.get("/lab/dav/e/d/f").expect(200).text(), "f");
    lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/e"]).expect(204);
    assert_eq!(lab.get("/lab/dav/e/d/f").expect(200).text(), "g");
    lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/g", "Depth: 0"]).expect(201);
    lab.get("/lab/dav/g/").expect(200);
    lab.get("/lab/dav/g/d").expect(404);
    // Into itself, too: what is copied is what was there before.
    lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/c/d/c"]).expect(201);
    lab.get("/lab/dav/c/d/c/d/f").expect(200);
    lab.get("/lab/dav/c/d/c/d/c").expect(404);
    lab.plain("DELETE /lab/dav/c/", &["Depth: infinity"]).expect(204);
    lab.get("/lab/dav/c/d/f").expect(404);
}

#[test]
fn a_destination_decides_copy_and_move() {
    let lab = lab();
    let authority = lab.address();
    lab.plain("MKCOL /lab/dav/c", &[]).expect(201);
    for method in ["COPY", "MOVE"] {
        let to = |destination: &str, more: &[&str]| {
            let destination = format!("Destination: {destination}");
            lab.plain(&format!("{method} /lab/dav/note"), &[&[destination.as_str()], more].concat())
        };
        lab.plain(&format!("{method} /lab/dav/note"), &[]).expect(400);
        for elsewhere in ["http://elsewhere.example/lab/dav/x", "/lab/documents/x", "https://127.0.0.1:1/lab/dav/x"] {
            let answer = to(elsewhere, &[]).expect(502);
            assert_eq!(lab.decided(&answer), (Question::DestinationHere, false));
        }
        for unclear in ["x", "ftp://127.0.0.1/x", "/lab/dav/x?y", "//", "/lab/dav/x#y"] {
            let answer = to(unclear, &[]);
            assert!(matches!(answer.code(), 400 | 502), "{unclear}: {}", answer.shown());
        }
        to("/lab/dav/x", &["Destination: /lab/dav/y"]).expect(400);
        to("/lab/dav/x", &["Overwrite: maybe"]).expect(400);
        to("/lab/dav/nowhere/x", &[]).expect(409);
        to("/lab/dav/note", &[]).expect(403);
        to("/lab/dav/", &[]).expect(403);
        let answer = to("/lab/dav/c", &["Overwrite: F"]).expect(412);
        assert_eq!(lab.decided(&answer), (Question::IfHolds, false));
        lab.plain(&format!("{method} /lab/dav/nowhere"), &["Destination: /lab/dav/x"]).expect(404);
        let made = to(&format!("http://{authority}/lab/dav/{method}"), &["Overwrite: F"]).expect(201);
        assert_eq!(made.field("Location"), format!("/lab/dav/{method}"));
    }
    lab.get("/lab/dav/note").expect(404);
    lab.plain("MOVE /lab/dav/MOVE", &["Destination: /lab/dav/COPY", "Overwrite: T"]).expect(204);
    lab.plain("MOVE /lab/dav/c", &["Destination: /lab/dav/c/d"]).expect(403);
    lab.plain("MOVE /lab/dav/c", &["Destination: /lab/dav/d", "Depth: 0"]).expect(400);
    lab.plain("MOVE /lab/dav/", &["Destination: /lab/dav/c/d"]).expect(403);
    lab.plain("DELETE /lab/dav/", &[]).expect(403);
    lab.plain("DELETE /lab/dav/c", &["Depth: 1"]).expect(400);
    lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/d", "Depth: 1"]).expect(400);
}

#[test]
fn what_many_write_at_once_is_all_there() {
    let lab = lab_with(|settings| settings.threads = 4);
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let lab = &lab;
            scope.spawn(move || {
                let mut client = lab.connect();
                for file in 0..20 {
                    client.ask(&format!("PUT /lab/dav/{writer}-{file}"), &[], "x").expect(201);
                }
            });
        }
    });
    assert_eq!(told(&lab.plain("PROPFIND /lab/dav/", &["Depth: 1"])).len(), 3 + 8 * 20);
}

#[test]
fn each_bound_has_its_own_answer_and_what_is_there_stays() {
    let lab = lab_with(|settings| {
        settings.dav.resources = 5;
        settings.dav.names = 6;
        settings.dav.depth = 3;
        settings.dav.octets = 1000;
        settings.dav.locks = 1;
    });
    let put = |path: &str, octets: usize| lab.ask(&format!("PUT {path}"), &[], vec![b'x'; octets]);
    let full = put("/lab/dav/large", 990).expect(507);
    assert_eq!(broken(&full).0, "quota-not-exceeded");
    assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    assert_eq!(broken(&put("/lab/dav/closet/large", 100).expect(507)).0, "quota-not-exceeded");
    lab.plain("MKCOL /lab/dav/a", &[]).expect(201);
    lab.plain("MKCOL /lab/dav/a/b", &[]).expect(201);
    lab.plain("MKCOL /lab/dav/a/b/c", &[]).expect(507);
    lab.plain("COPY /lab/dav/a", &["Destination: /lab/dav/d"]).expect(507);
    lab.plain("MOVE /lab/dav/a", &["Destination: /lab/dav/closet/a"]).expect(201);
    let deep = lab.plain("MOVE /lab/dav/note", &["Destination: /lab/dav/closet/a/b/note"]).expect(403);
    assert_eq!(lab.decided(&deep), (Question::Allowed, false));
    lab.bind("/lab/dav/", "x", "/lab/dav/note").expect(201);
    lab.bind("/lab/dav/", "y", "/lab/dav/note").expect(201);
    assert_eq!(broken(&lab.bind("/lab/dav/", "z", "/lab/dav/note").expect(507)).0, "sufficient-disk-space");
    lab.lock("/lab/dav/note", "shared", &[]);
    lab.ask("LOCK /lab/dav/note", &[support::dav::XML], support::dav::lock_info("shared")).expect(507);
    lab.get("/lab/dav/closet/a/b/").expect(200);
}

#[test]
fn what_is_read_or_listed_is_bounded() {
    let lab = lab_with(|settings| settings.dav.listed = 4);
    assert_eq!(told(&lab.plain("PROPFIND /lab/dav/", &[])).len(), 3);
    for name in ["a", "b"] {
        lab.ask(&format!("PUT /lab/dav/{name}"), &[], name).expect(201);
    }
    let answer = lab.plain("PROPFIND /lab/dav/", &["Depth: infinity"]).expect(403);
    assert_eq!(broken(&answer).0, "propfind-finite-depth");
    let answer = lab.plain("PROPFIND /lab/dav/", &["Depth: 1"]).expect(403);
    assert_eq!(broken(&answer).0, "number-of-matches-within-limits");
    assert_eq!(told(&lab.plain("PROPFIND /lab/dav/", &["Depth: 0"])).len(), 1);
}
