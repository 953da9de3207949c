//! Bindings: several names for one resource, collections that contain themselves, and how far a walk through them goes.

mod support;

use statusquo_decision::Question;
use support::dav::{XML, binding, broken, lock_info, told, wanted};
use support::{TestLab, lab};

fn furnished() -> TestLab {
    let lab = lab();
    lab.plain("MKCOL /lab/dav/c", &[]).expect(201);
    lab.ask("PUT /lab/dav/c/f", &[], "f").expect(201);
    lab
}

/// Which status each href has.
fn statuses(lab: &TestLab, path: &str, fields: &[&str]) -> Vec<(String, u16)> {
    let answer = lab.ask(&format!("PROPFIND {path}"), &[&[XML], fields].concat(), wanted(&["resourcetype"]));
    told(&answer).into_iter().map(|(href, groups)| (href, groups[0].0)).collect()
}

fn pairs(expected: &[(&str, u16)]) -> Vec<(String, u16)> {
    expected.iter().map(|(href, code)| ((*href).to_owned(), *code)).collect()
}

#[test]
fn a_resource_has_as_many_names_as_it_is_given() {
    let lab = furnished();
    let bound = lab.bind("/lab/dav/", "g", "/lab/dav/c/f").expect(201);
    assert_eq!(bound.field("Location"), "/lab/dav/g");
    assert!(bound.text().contains("<D:bind-response xmlns:D=\"DAV:\"><D:href>/lab/dav/g</D:href></D:bind-response>"));
    lab.ask("PUT /lab/dav/g", &[], "by its other name").expect(204);
    assert_eq!(lab.get("/lab/dav/c/f").expect(200).text(), "by its other name");
    let id = |path: &str| {
        let answer = lab.ask(&format!("PROPFIND {path}"), &[XML], wanted(&["resource-id"])).expect(207);
        answer
            .text()
            .split("<D:resource-id>")
            .nth(1)
            .expect("an id")
            .split("</D:resource-id>")
            .next()
            .map(str::to_owned)
    };
    assert_eq!(id("/lab/dav/g"), id("/lab/dav/c/f"));
    assert_ne!(id("/lab/dav/g"), id("/lab/dav/note"));
    lab.plain("COPY /lab/dav/g", &["Destination: /lab/dav/c/f"]).expect(403);
    lab.plain("DELETE /lab/dav/c", &[]).expect(204);
    assert_eq!(lab.get("/lab/dav/g").expect(200).text(), "by its other name");
    lab.ask("UNBIND /lab/dav/", &[XML], "<unbind xmlns=\"DAV:\"><segment>g</segment></unbind>").expect(204);
    lab.get("/lab/dav/g").expect(404);
    let answer =
        lab.ask("UNBIND /lab/dav/", &[XML], "<unbind xmlns=\"DAV:\"><segment>g</segment></unbind>").expect(409);
    assert_eq!(broken(&answer).0, "unbind-source-exists");
}

#[test]
fn what_cannot_be_bound_says_why() {
    let lab = furnished();
    assert_eq!(broken(&lab.bind("/lab/dav/", "g", "/lab/dav/nowhere").expect(409)).0, "bind-source-exists");
    assert_eq!(broken(&lab.bind("/lab/dav/", "g", "http://elsewhere.example/x").expect(403)).0, "cross-server-binding");
    lab.bind("/lab/dav/note", "g", "/lab/dav/c").expect(405);
    lab.bind("/lab/dav/nowhere/", "g", "/lab/dav/c").expect(404);
    let taken = lab.ask("BIND /lab/dav/", &[XML, "Overwrite: F"], binding("bind", "note", "/lab/dav/c")).expect(412);
    assert_eq!((broken(&taken).0.as_str(), lab.decided(&taken)), ("can-overwrite", (Question::StillHolds, false)));
    lab.lock("/lab/dav/note", "exclusive", &[]);
    lab.bind("/lab/dav/", "note", "/lab/dav/c").expect(423);
    lab.bind("/lab/dav/", "notes", "/lab/dav/note").expect(201);
    lab.ask("PUT /lab/dav/notes", &[], "the lock is on what both names lead to").expect(423);
}

#[test]
fn a_binding_moves() {
    let lab = furnished();
    let rebind = |collection: &str, segment: &str, href: &str| {
        lab.ask(&format!("REBIND {collection}"), &[XML], binding("rebind", segment, href))
    };
    rebind("/lab/dav/closet", "g", "/lab/dav/c/f").expect(201);
    lab.get("/lab/dav/c/f").expect(404);
    lab.get("/lab/dav/closet/g").expect(200);
    assert_eq!(broken(&rebind("/lab/dav/c", "x", "/lab/dav/c/f").expect(409)).0, "rebind-source-exists");
    rebind("/lab/dav/c", "itself", "/lab/dav/c").expect(403);
    rebind("/lab/dav/c", "all", "/lab/dav/").expect(403);
    rebind("/lab/dav/", "note", "/lab/dav/closet/g").expect(204);
    assert_eq!(lab.get("/lab/dav/note").expect(200).text(), "f");
}

#[test]
fn nothing_is_moved_to_where_nothing_would_lead_to_it() {
    let lab = furnished();
    lab.plain("MKCOL /lab/dav/c/d", &[]).expect(201);
    lab.bind("/lab/dav/", "e", "/lab/dav/c").expect(201);
    lab.plain("MOVE /lab/dav/c/d", &["Destination: /lab/dav/e/d/inside"]).expect(403);
    lab.ask("REBIND /lab/dav/e/d", &[XML], binding("rebind", "inside", "/lab/dav/c/d")).expect(403);
    lab.get("/lab/dav/c/d/").expect(200);
    // By its other name it can be left.
    lab.plain("MOVE /lab/dav/c", &["Destination: /lab/dav/e/c"]).expect(201);
    assert_eq!(lab.get("/lab/dav/e/c/c/f").expect(200).text(), "f");
}

#[test]
fn who_knows_bindings_is_told_of_a_collection_once() {
    let lab = furnished();
    lab.bind("/lab/dav/", "d", "/lab/dav/c").expect(201);
    let expected = pairs(&[
        ("/lab/dav/", 200),
        ("/lab/dav/c/", 200),
        ("/lab/dav/c/f", 200),
        ("/lab/dav/closet/", 200),
        ("/lab/dav/d/", 208),
        ("/lab/dav/note", 200),
    ]);
    assert_eq!(statuses(&lab, "/lab/dav/", &["DAV: 1, bind"]), expected);
    let twice = statuses(&lab, "/lab/dav/", &[]);
    assert!(
        twice.contains(&("/lab/dav/d/f".to_owned(), 200)) && twice.iter().all(|(_, code)| *code == 200),
        "{twice:?}"
    );
}

#[test]
fn a_collection_that_contains_itself_ends_in_208_or_508() {
    let lab = furnished();
    lab.bind("/lab/dav/c", "again", "/lab/dav/c").expect(201);
    let known = pairs(&[("/lab/dav/c/", 200), ("/lab/dav/c/again/", 208), ("/lab/dav/c/f", 200)]);
    assert_eq!(statuses(&lab, "/lab/dav/c", &["DAV: bind"]), known);
    assert_eq!(statuses(&lab, "/lab/dav/c", &["DAV: bind", "Depth: 1"]), known);
    let endless = lab.plain("PROPFIND /lab/dav/c", &[]).expect(508);
    assert_eq!(
        (lab.decided(&endless), endless.json()["at"].as_str()),
        ((Question::Loops, true), Some("/lab/dav/c/again/"))
    );
    lab.plain("PROPFIND /lab/dav/", &["Depth: infinity"]).expect(508);
    let one_level = statuses(&lab, "/lab/dav/c", &["Depth: 1"]);
    assert!(one_level.iter().all(|(_, code)| *code == 200) && one_level.len() == 3);
    assert_eq!(lab.get("/lab/dav/c/again/again/again/f").expect(200).text(), "f");
    // A copy has the same shape, and is finite too.
    lab.plain("COPY /lab/dav/c", &["Destination: /lab/dav/d"]).expect(201);
    lab.ask("PUT /lab/dav/d/again/again/f", &[], "of the copy").expect(204);
    assert_eq!(lab.get("/lab/dav/d/f").expect(200).text(), "of the copy");
    assert_eq!(lab.get("/lab/dav/c/f").expect(200).text(), "f");
    lab.ask("LOCK /lab/dav/c", &[XML], lock_info("exclusive")).expect(200);
    lab.plain("DELETE /lab/dav/d", &[]).expect(204);
    lab.get("/lab/dav/d/again").expect(404);
}

#[test]
fn many_ways_through_few_collections_are_bounded() {
    let lab = lab();
    // Each level doubles the ways: 2 to the 20 of them.
    lab.plain("MKCOL /lab/dav/m", &[]).expect(201);
    let mut inner = "/lab/dav/m".to_owned();
    for level in 0..20 {
        let outer = format!("/lab/dav/w{level}");
        lab.plain(&format!("MKCOL {outer}"), &[]).expect(201);
        lab.bind(&outer, "a", &inner).expect(201);
        lab.bind(&outer, "b", &inner).expect(201);
        inner = outer;
    }
    assert_eq!(broken(&lab.plain(&format!("PROPFIND {inner}"), &[]).expect(403)).0, "propfind-finite-depth");
    let told = statuses(&lab, &inner, &["DAV: bind"]);
    assert_eq!(told.iter().filter(|(_, code)| *code == 208).count(), 20);
    lab.plain(&format!("COPY {inner}"), &["Destination: /lab/dav/copy"]).expect(201);
    lab.plain("DELETE /lab/dav/copy", &[]).expect(204);
}
