//! Properties: what PROPFIND tells and PROPPATCH changes; and XML that is bad, strange, or too much.

mod support;

use statusquo_decision::Question;
use support::dav::{XML, told, wanted};
use support::{Answer, TestLab, lab, lab_with};

fn patch(lab: &TestLab, path: &str, content: &str) -> Answer {
    let content = format!("<propertyupdate xmlns=\"DAV:\" xmlns:z=\"urn:z\">{content}</propertyupdate>");
    lab.ask(&format!("PROPPATCH {path}"), &[XML], content)
}

fn set(value: &str) -> String {
    format!("<set><prop>{value}</prop></set>")
}

fn group(code: u16, names: &[&str]) -> (u16, Vec<String>) {
    (code, names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn propfind_tells_all_these_or_their_names() {
    let lab = lab();
    patch(&lab, "/lab/dav/note", &set("<z:mood>good</z:mood>")).expect(207);
    let all = lab.plain("PROPFIND /lab/dav/note", &["Depth: 0"]);
    let usual = [
        "creationdate",
        "getcontentlength",
        "getcontenttype",
        "getetag",
        "getlastmodified",
        "lockdiscovery",
        "resourcetype",
        "supportedlock",
        "mood",
    ];
    assert_eq!(told(&all), [("/lab/dav/note".to_owned(), vec![group(200, &usual)])]);
    assert!(all.text().contains("<z:mood xmlns:z=\"urn:z\">good</z:mood>"));
    let content = "<propfind xmlns=\"DAV:\"><allprop/><include><resource-id/><nothing/><getetag/></include></propfind>";
    let more = told(&lab.ask("PROPFIND /lab/dav/note", &[XML], content));
    assert_eq!(more[0].1.iter().map(|(code, names)| (*code, names.len())).collect::<Vec<_>>(), [(200, 10), (404, 1)]);
    let names = lab.ask("PROPFIND /lab/dav/note", &[XML], "<propfind xmlns=\"DAV:\"><propname/></propfind>");
    assert_eq!(told(&names)[0].1[0].1.len(), 10);
    assert!(!names.text().contains("good"));
    let these = lab.ask("PROPFIND /lab/dav/note", &[XML], wanted(&["getetag", "mood", "quota-used-bytes"]));
    assert_eq!(told(&these)[0].1, [group(200, &["getetag"]), group(404, &["mood", "quota-used-bytes"])]);
    lab.plain("PROPFIND /lab/dav/nowhere", &[]).expect(404);
    lab.plain("PROPFIND /lab/dav/note", &["Depth: 2"]).expect(400);
}

#[test]
fn the_quota_of_a_collection_is_told_and_true() {
    let lab = lab();
    let asked = wanted(&["quota-available-bytes", "quota-used-bytes"]);
    let told = || lab.ask("PROPFIND /lab/dav/closet", &[XML, "Depth: 0"], asked.clone()).expect(207).text().to_owned();
    assert!(told().contains("<D:quota-available-bytes>100</D:quota-available-bytes>"));
    lab.ask("PUT /lab/dav/closet/hat", &["Content-Type: a/b"], "felt").expect(201);
    assert!(told().contains("<D:quota-used-bytes>10</D:quota-used-bytes>"), "{}", told());
    lab.ask("PUT /lab/dav/closet/x", &["Content-Type: a/b"], "x".repeat(86)).expect(201);
    assert!(told().contains("<D:quota-available-bytes>0</D:quota-available-bytes>"), "{}", told());
    lab.ask("PUT /lab/dav/closet/x", &["Content-Type: a/b"], "x".repeat(87)).expect(507);
}

#[test]
fn proppatch_changes_all_or_nothing() {
    let lab = lab();
    let done =
        patch(&lab, "/lab/dav/note", &(set("<z:a>1</z:a><z:b/>") + "<remove><prop><z:b/><z:c/></prop></remove>"));
    assert_eq!(told(&done)[0].1, [group(200, &["a", "b", "c"])]);
    let failed = patch(
        &lab,
        "/lab/dav/note",
        &(set("<z:a>2</z:a><getetag>x</getetag>") + "<remove><prop><resourcetype/></prop></remove>"),
    );
    assert_eq!(told(&failed)[0].1, [group(403, &["getetag", "resourcetype"]), group(424, &["a"])]);
    assert!(failed.text().contains("<D:error><D:cannot-modify-protected-property/></D:error>"));
    let read = lab.ask(
        "PROPFIND /lab/dav/note",
        &[XML],
        "<propfind xmlns=\"DAV:\"><prop><a xmlns=\"urn:z\"/></prop></propfind>",
    );
    assert!(read.text().contains(">1</z:a>"), "{}", read.shown());
    let moved = lab.plain("MOVE /lab/dav/note", &["Destination: /lab/dav/kept"]);
    moved.expect(201);
    assert!(lab.plain("PROPFIND /lab/dav/kept", &[]).text().contains(">1</z:a>"));
}

#[test]
fn a_value_is_kept_with_its_namespaces_languages_and_marks() {
    let lab = lab();
    let value = "<z:v xml:lang=\"de\">a &lt;&#x1F600; <y:w xmlns:y=\"urn:y\" y:k=\"&quot;1&quot;\"><bare xmlns=\"\"/></y:w>]]&gt;</z:v>";
    patch(&lab, "/lab/dav/note", &set(value)).expect(207);
    let inherits = "<set xml:lang=\"fr\"><prop><z:said>oui</z:said></prop></set>";
    patch(&lab, "/lab/dav/note", inherits).expect(207);
    let twice = "<both xmlns=\"urn:b\" xmlns:b=\"urn:b\" b:k=\"1\" k=\"2\"><b:in/></both>";
    patch(&lab, "/lab/dav/note", &set(twice)).expect(207);
    let read = lab.plain("PROPFIND /lab/dav/note", &[]);
    let kept = "<z:v xmlns:z=\"urn:z\" xml:lang=\"de\">a &lt;\u{1F600} <y:w xmlns:y=\"urn:y\" y:k=\"&quot;1&quot;\"><bare/></y:w>]]&gt;</z:v>";
    assert!(read.text().contains(kept), "{}", read.shown());
    assert!(read.text().contains("<z:said xmlns:z=\"urn:z\" xml:lang=\"fr\">oui</z:said>"), "{}", read.shown());
    assert!(
        read.text().contains("<both xmlns=\"urn:b\" xmlns:b=\"urn:b\" b:k=\"1\" k=\"2\"><in/></both>"),
        "{}",
        read.shown()
    );
    told(&read);
}

#[test]
fn names_are_escaped_wherever_they_are_told() {
    let lab = lab();
    for (path, href) in [
        ("/lab/dav/%3C&%3E'%22", "/lab/dav/%3C%26%3E%27%22"),
        ("/lab/dav/%E2%82%AC%20%25", "/lab/dav/%E2%82%AC%20%25"),
        ("/lab/dav/a;b=c:d@e", "/lab/dav/a%3Bb%3Dc%3Ad%40e"),
    ] {
        lab.ask(&format!("PUT {path}"), &[], "x").expect(201);
        let read = lab.plain(&format!("PROPFIND {path}"), &[]);
        assert_eq!(told(&read)[0].0, href);
        lab.get(href).expect(200);
    }
    lab.ask("PUT /lab/dav/typed", &["Content-Type: a/b;c=\"<&>\""], "x").expect(201);
    let read = lab.plain("PROPFIND /lab/dav/typed", &[]);
    assert!(read.text().contains("a/b;c=&quot;&lt;&amp;&gt;&quot;"), "{}", read.shown());
}

#[test]
fn xml_that_is_none_is_400_and_xml_that_orders_nothing_is_422() {
    let lab = lab();
    let bomb = "<!DOCTYPE p [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p xmlns=\"DAV:\">&b;</p>";
    let external = "<!DOCTYPE p SYSTEM \"file:///etc/passwd\"><p/>";
    let deep = format!("{}{}", "<a>".repeat(9_000), "</a>".repeat(9_000));
    // What a parser takes for declarations can grow with their cube, and a name takes the room of its namespace.
    let prefixes: String = (0..2000).map(|n| format!(" xmlns:p{n}=\"u\"")).collect();
    let declared = format!("<a{prefixes}>{}</a>", "<b xmlns=\"u\"/>".repeat(1500));
    let long = format!("<a xmlns=\"{}\">{}</a>", "u".repeat(30_000), "<b/>".repeat(7000));
    for content in [
        "<",
        "text",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<x:a/>",
        "<a xmlns:x=\"\"/>",
        "<a>&undefined;</a>",
        "<a b=1/>",
        bomb,
        external,
        &deep,
        &declared,
        &long,
    ] {
        let answer = lab.ask("PROPFIND /lab/dav/", &[XML], content).expect(400);
        assert_eq!(lab.decided(&answer), (Question::Understood, false));
        assert!(answer.detail().starts_with("The content is no XML that is taken here: "), "{}", answer.shown());
    }
    lab.ask("PROPFIND /lab/dav/", &[XML], b"<a>\xff</a>").expect(400);
    for (method, content) in [
        ("PROPFIND", "<propfind/>"),
        ("PROPFIND", "<propfind xmlns=\"DAV:\"/>"),
        ("PROPFIND", "<lockinfo xmlns=\"DAV:\"/>"),
        ("PROPPATCH", "<propertyupdate xmlns=\"DAV:\"/>"),
        ("PROPPATCH", "<propertyupdate xmlns=\"DAV:\"><set/></propertyupdate>"),
        ("LOCK", "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope></lockinfo>"),
        ("LOCK", "<lockinfo xmlns=\"DAV:\"><lockscope/><locktype><write/></locktype></lockinfo>"),
        ("BIND", "<bind xmlns=\"DAV:\"><segment>..</segment><href>/lab/dav/note</href></bind>"),
        ("BIND", "<bind xmlns=\"DAV:\"><segment>x</segment></bind>"),
        ("UNBIND", "<unbind xmlns=\"DAV:\"/>"),
    ] {
        let answer = lab.ask(&format!("{method} /lab/dav/"), &[XML], content).expect(422);
        assert_eq!(lab.decided(&answer), (Question::Possible, false), "{method} {content}");
    }
    lab.plain("PROPPATCH /lab/dav/", &[]).expect(400);
    let typed = lab.ask("PROPFIND /lab/dav/", &["Content-Type: application/json"], "{}").expect(415);
    assert!(typed.field("Accept").contains("application/xml"));
    lab.ask("PROPFIND /lab/dav/", &[XML], format!("<a>{}</a>", "x".repeat(70_000))).expect(413);
}

#[test]
fn properties_are_bounded_and_what_is_too_much_is_507_for_each() {
    let lab = lab_with(|settings| {
        settings.dav.properties = 2;
        settings.dav.property_octets = 230;
        settings.dav.properties_octets = 400;
    });
    let full = |path: &str, value: &str| told(&patch(&lab, path, value))[0].1.clone();
    assert_eq!(full("/lab/dav/note", &set("<z:a/><z:b/><z:c/>")), [group(507, &["a", "b", "c"])]);
    assert_eq!(full("/lab/dav/note", &set(&format!("<z:a>{}</z:a>", "x".repeat(100)))), [group(507, &["a"])]);
    // Whatever is kept of it counts: a long prefix, and many small nodes.
    let long = "p".repeat(200);
    assert_eq!(full("/lab/dav/note", &set(&format!("<{long}:a xmlns:{long}=\"urn:z\"/>"))), [group(507, &["a"])]);
    assert_eq!(full("/lab/dav/note", &set("<z:a>1<b/>2<b/>3</z:a>")), [group(507, &["a"])]);
    assert_eq!(full("/lab/dav/note", &set(&format!("<z:a>{}</z:a>", "x".repeat(80)))), [group(200, &["a"])]);
    let more = set(&format!("<z:b>{}</z:b>", "x".repeat(80))) + "<remove><prop><z:none/></prop></remove>";
    assert_eq!(full("/lab/dav/", &more), [group(507, &["b"]), group(424, &["none"])]);
    assert_eq!(full("/lab/dav/note", "<remove><prop><z:a/></prop></remove>"), [group(200, &["a"])]);
    assert_eq!(full("/lab/dav/", &set(&format!("<z:b>{}</z:b>", "x".repeat(80)))), [group(200, &["b"])]);
}
