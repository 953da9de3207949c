//! Locks: whom they stop, whom they do not, and when they end; and the If field, in which clients show that they know them.

mod support;

use statusquo_decision::Question;
use support::dav::{DAV, XML, broken, lock_info, told};
use support::{TestLab, lab, lab_with, until};

fn furnished() -> TestLab {
    let lab = lab();
    lab.plain("MKCOL /lab/dav/c", &[]).expect(201);
    lab.ask("PUT /lab/dav/c/f", &[], "f").expect(201);
    lab
}

#[test]
fn a_lock_stops_whoever_does_not_show_its_token() {
    let lab = furnished();
    let token = lab.lock("/lab/dav/c/f", "exclusive", &["Timeout: Infinite, Second-9"]);
    let patch = "<propertyupdate xmlns=\"DAV:\"><set><prop><x xmlns=\"urn:x\"/></prop></set></propertyupdate>";
    let blocked = [
        lab.ask("PUT /lab/dav/c/f", &[], "g"),
        lab.plain("DELETE /lab/dav/c/f", &[]),
        lab.ask("PROPPATCH /lab/dav/c/f", &[XML], patch),
        lab.plain("MOVE /lab/dav/c/f", &["Destination: /lab/dav/g"]),
        lab.plain("COPY /lab/dav/note", &["Destination: /lab/dav/c/f"]),
        lab.plain("MOVE /lab/dav/note", &["Destination: /lab/dav/c/f"]),
    ];
    for answer in blocked {
        let answer = answer.expect(423);
        assert_eq!(broken(&answer), ("lock-token-submitted".to_owned(), Some("/lab/dav/c/f".to_owned())));
        assert_eq!(lab.decided(&answer), (Question::Unlocked, false));
    }
    assert_eq!(lab.get("/lab/dav/c/f").expect(200).text(), "f");
    lab.plain("COPY /lab/dav/c/f", &["Destination: /lab/dav/copy"]).expect(201);
    lab.ask("PUT /lab/dav/copy", &[], "locks are not copied").expect(204);
    lab.ask("PUT /lab/dav/c/other", &[], "other").expect(201);
    lab.ask("PUT /lab/dav/c/f", &[&format!("If: ({token})")], "g").expect(204);
    lab.ask("PUT /lab/dav/c/f", &[&format!("If: </lab/dav/c/f> ({token})")], "h").expect(204);
    lab.plain("UNLOCK /lab/dav/c/other", &[&format!("Lock-Token: {token}")]).expect(409);
    lab.plain("UNLOCK /lab/dav/c/f", &["Lock-Token: <urn:another>"]).expect(409);
    lab.plain("UNLOCK /lab/dav/c/f", &[]).expect(400);
    lab.plain("UNLOCK /lab/dav/c/f", &["Lock-Token: urn:bare"]).expect(400);
    lab.plain("UNLOCK /lab/dav/c/f", &[&format!("Lock-Token: {token}")]).expect(204);
    lab.ask("PUT /lab/dav/c/f", &[], "free").expect(204);
}

#[test]
fn a_refusal_is_a_problem_for_clients_that_like_problems_better() {
    let lab = furnished();
    lab.lock("/lab/dav/c/f", "exclusive", &[]);
    let put = |accept: &str| lab.ask("PUT /lab/dav/c/f", &[accept], "x").expect(423);
    assert!(put("Accept: application/problem+json").detail().contains("/lab/dav/c/f"));
    assert!(put("Accept: text/html").text().starts_with("<!DOCTYPE html>"));
    assert!(put("Accept: text/xml").field("Content-Type").starts_with("text/xml"));
    let xml = put("Accept: */*");
    let document = roxmltree::Document::parse(xml.text()).expect("XML");
    let problem = document.descendants().find(|node| node.has_tag_name(("urn:ietf:rfc:7807", "problem"))).expect("one");
    let status = problem.children().find(|node| node.has_tag_name(("urn:ietf:rfc:7807", "status"))).expect("a status");
    assert_eq!(status.text(), Some("423"));
}

#[test]
fn a_lock_on_a_collection_covers_what_is_and_comes_to_be_in_it() {
    let lab = furnished();
    let token = lab.lock("/lab/dav/c/", "exclusive", &[]);
    lab.ask("PUT /lab/dav/c/f", &[], "x").expect(423);
    lab.ask("PUT /lab/dav/c/new", &[], "x").expect(423);
    lab.plain("MKCOL /lab/dav/c/d", &[]).expect(423);
    lab.plain("MOVE /lab/dav/note", &["Destination: /lab/dav/c/note"]).expect(423);
    let shown = format!("If: </lab/dav/c/> ({token})");
    lab.ask("PUT /lab/dav/c/new", &[&shown], "x").expect(201);
    lab.ask("PUT /lab/dav/c/newer", &[&format!("If: ({token})")], "x").expect(201);
    lab.ask("PUT /lab/dav/c/new", &[], "y").expect(423);
    lab.plain("UNLOCK /lab/dav/c/f", &[&format!("Lock-Token: {token}")]).expect(204);
    lab.ask("PUT /lab/dav/c/new", &[], "y").expect(204);
    // One of depth 0 covers which members there are, but not what they are.
    let token = lab.lock("/lab/dav/c/", "exclusive", &["Depth: 0"]);
    lab.ask("PUT /lab/dav/c/new", &[], "z").expect(204);
    lab.plain("DELETE /lab/dav/c/new", &[]).expect(423);
    lab.plain("DELETE /lab/dav/c/new", &[&format!("If: </lab/dav/c/> ({token})")]).expect(204);
}

#[test]
fn a_member_that_is_locked_keeps_all_from_going() {
    let lab = furnished();
    let token = lab.lock("/lab/dav/c/f", "exclusive", &[]);
    for (request, fields) in [
        ("DELETE /lab/dav/c", &[][..]),
        ("MOVE /lab/dav/c", &["Destination: /lab/dav/d"]),
        ("COPY /lab/dav/closet", &["Destination: /lab/dav/c"]),
    ] {
        let answer = lab.plain(request, fields);
        assert_eq!(told(&answer), [("/lab/dav/c/f".to_owned(), vec![(423, vec![])])]);
        assert_eq!(lab.decided(&answer), (Question::ManyOutcomes, true));
        lab.get("/lab/dav/c/f").expect(200);
    }
    let answer = lab.ask("LOCK /lab/dav/c", &[XML], lock_info("exclusive"));
    let expected = [("/lab/dav/c/f", 423), ("/lab/dav/c/", 424)];
    assert_eq!(told(&answer), expected.map(|(href, code)| (href.to_owned(), vec![(code, vec![])])));
    lab.plain("DELETE /lab/dav/c", &[&format!("If: </lab/dav/c/f> ({token})")]).expect(204);
    lab.plain("MKCOL /lab/dav/c", &[]).expect(201);
    lab.ask("PUT /lab/dav/c/f", &[], "the lock went with what it was on").expect(201);
}

#[test]
fn an_exclusive_lock_is_alone_and_shared_ones_are_not() {
    let lab = furnished();
    let first = lab.lock("/lab/dav/note", "shared", &[]);
    let second = lab.lock("/lab/dav/note", "shared", &[]);
    assert_ne!(first, second);
    let answer = lab.ask("LOCK /lab/dav/note", &[XML], lock_info("exclusive")).expect(423);
    assert_eq!(broken(&answer), ("no-conflicting-lock".to_owned(), Some("/lab/dav/note".to_owned())));
    lab.ask("PUT /lab/dav/note", &[], "x").expect(423);
    lab.ask("PUT /lab/dav/note", &[&format!("If: ({second})")], "x").expect(204);
    for token in [first, second] {
        lab.plain("UNLOCK /lab/dav/note", &[&format!("Lock-Token: {token}")]).expect(204);
    }
    lab.lock("/lab/dav/note", "exclusive", &[]);
    lab.ask("LOCK /lab/dav/note", &[XML], lock_info("shared")).expect(423);
}

#[test]
fn an_owner_is_told_with_every_lock_and_so_is_bounded() {
    let lab = lab();
    let owned = |length: usize| lock_info("shared").replace("Ada", &"a".repeat(length));
    lab.ask("LOCK /lab/dav/note", &[XML], owned(1000)).expect(200);
    let answer = lab.ask("LOCK /lab/dav/note", &[XML], owned(3000)).expect(422);
    assert_eq!(lab.decided(&answer), (Question::Possible, false));
}

#[test]
fn a_lock_on_nothing_makes_an_empty_file() {
    let lab = lab();
    let answer = lab.ask("LOCK /lab/dav/new", &[XML, "Timeout: Second-9"], lock_info("exclusive")).expect(201);
    let token = answer.field("Lock-Token").to_owned();
    assert!(answer.text().contains("<D:timeout>Second-9</D:timeout>") && answer.text().contains(">Ada</owner>"));
    assert_eq!(lab.get("/lab/dav/new").expect(200).content, b"");
    lab.ask("PUT /lab/dav/new", &[&format!("If: ({token})")], "x").expect(204);
    lab.ask("LOCK /lab/dav/nowhere/new", &[XML], lock_info("exclusive")).expect(409);
    lab.ask("LOCK /lab/dav/newer", &[XML, "Depth: 1"], lock_info("exclusive")).expect(400);
    lab.get("/lab/dav/newer").expect(404);
}

#[test]
fn a_lock_is_refreshed_and_ends_when_its_time_is_over() {
    let lab = lab_with(|settings| settings.dav.lock_seconds = 1);
    let answer =
        lab.ask("LOCK /lab/dav/note", &[XML, "Timeout: Second-4100000000"], lock_info("exclusive")).expect(200);
    assert!(answer.text().contains("Second-1<"), "no longer than the most that is granted");
    let shown = format!("If: ({})", answer.field("Lock-Token"));
    lab.ask("PUT /lab/dav/note", &[], "x").expect(423);
    lab.plain("LOCK /lab/dav/note", &[]).expect(400);
    lab.plain("LOCK /lab/dav/note", &["If: (<urn:another>)"]).expect(412);
    lab.plain("LOCK /lab/dav/note", &["If: (Not <urn:another>)"]).expect(412);
    let refreshed = lab.plain("LOCK /lab/dav/note", &[&shown]).expect(200);
    assert!(!refreshed.has("Lock-Token") && refreshed.text().contains("<D:activelock>"));
    until("the lock is over", || (lab.ask("PUT /lab/dav/note", &[], "x").code() == 204).then_some(()));
    let answer = lab.ask("PUT /lab/dav/note", &[&shown], "x").expect(412);
    assert_eq!(lab.decided(&answer), (Question::IfHolds, false));
    let found = lab.ask("PROPFIND /lab/dav/note", &[XML], support::dav::wanted(&["lockdiscovery"]));
    assert!(found.text().contains("<D:lockdiscovery/>"), "{}", found.shown());
}

#[test]
fn if_is_a_precondition_on_locks_and_entity_tags() {
    let lab = furnished();
    let tag = lab.get("/lab/dav/c/f").expect(200).field("ETag").to_owned();
    let token = lab.lock("/lab/dav/c/f", "exclusive", &[]);
    let put = |target: &str, value: &str| lab.ask(&format!("PUT {target}"), &[&format!("If: {value}")], "f").code();
    // An entity tag is of this content alone, so it stays the same only if nothing was written.
    assert_eq!(put("/lab/dav/c/f", &format!("({token} [\"other\"])")), 412);
    assert_eq!(put("/lab/dav/c/f", &format!("({token} [W/{tag}])")), 412);
    assert_eq!(put("/lab/dav/c/f", &format!("([{tag}])")), 423);
    assert_eq!(put("/lab/dav/c/f", &format!("({token}) (Not <{DAV}no-lock>)")), 204);
    assert_eq!(put("/lab/dav/c/f", "(Not <DAV:no-lock>)"), 423);
    assert_eq!(put("/lab/dav/c/f", &format!("(Not {token})")), 412);
    assert_eq!(put("/lab/dav/note", &format!("({token})")), 412);
    assert_eq!(put("/lab/dav/note", &format!("</lab/dav/c/f> ({token})")), 204);
    assert_eq!(put("/lab/dav/note", &format!("<http://elsewhere.example/lab/dav/c/f> ({token})")), 412);
    assert_eq!(
        put("/lab/dav/note", &format!("<{}> ({token})", format_args!("http://{}/lab/dav/c/f", lab.address()))),
        204
    );
    assert_eq!(put("/lab/dav/never", "([\"x\"])"), 412);
    assert_eq!(put("/lab/dav/never", "(Not [\"x\"])"), 201);
    for unclear in ["", "()", "(<urn:a>", "(urn:a)", "<urn:a>", "([x])", "(<urn:a>) <urn:b> (<urn:c>)", "(Not)"] {
        assert_eq!(put("/lab/dav/note", unclear), 400, "{unclear}");
    }
    lab.ask("PUT /lab/dav/note", &["If: (Not <urn:a>)", "If: (Not <urn:a>)"], "x").expect(400);
    lab.plain("DELETE /lab/dav/note", &["If: (<urn:a>)"]).expect(412);
    lab.plain("DELETE /lab/dav/note", &["If: (Not <urn:a>)"]).expect(204);
}
