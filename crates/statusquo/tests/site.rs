//! `statusquo site`, run as a user runs it: every page is there, says what it is, and leads only to what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ORIGIN: &str = "https://example.org";
const PREFIX: &str = "/codes";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_statusquo")).arg("site").args(arguments).output().expect("the command runs")
}

/// The files of a site below [`ORIGIN`] and [`PREFIX`], by their path.
fn written() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("new/site");
    let output = run(&[target.to_str().expect("UTF-8"), "--base", &format!("{ORIGIN}{PREFIX}")]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = BTreeMap::new();
    read(&target, &target, &mut files);
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(said.starts_with(&format!("{} files, ", files.len())), "{said}");
    files
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below the root").to_str().expect("UTF-8").replace('\\', "/");
            files.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned());
        }
    }
}

fn pages(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter(|(name, _)| name.ends_with(".html")).map(|(name, text)| (name.as_str(), text.as_str()))
}

/// The values of an attribute, in whatever element.
fn values<'t>(page: &'t str, attribute: &str) -> Vec<&'t str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What stands between two texts, the first time.
fn between<'t>(page: &'t str, start: &str, end: &str) -> Option<&'t str> {
    page.split_once(start)?.1.split_once(end).map(|(found, _)| found)
}

/// The address of a page's file.
fn address(name: &str) -> String {
    format!("{PREFIX}/{}", name.strip_suffix("index.html").unwrap_or(name))
}

#[test]
fn every_code_class_and_question_has_its_page() {
    let files = written();
    let here = |path: String| assert!(files.contains_key(&path), "{path}");
    statusquo_catalog::ALL.iter().for_each(|entry| here(format!("{}/index.html", entry.code)));
    statusquo_catalog::Class::ALL.iter().for_each(|class| here(format!("{}/index.html", class.pattern())));
    ["index.html", "404.html", "sitemap.xml", "codes.json", "decision/index.html", "assets/style.css"]
        .into_iter()
        .for_each(|path| here(path.to_owned()));
    let questions = files.keys().filter(|name| name.starts_with("decision/")).count() - 1;
    assert_eq!(questions, statusquo_decision::TABLE.len());
    let codes: serde_json::Value = serde_json::from_str(&files["codes.json"]).expect("JSON");
    assert_eq!(codes.as_array().map(Vec::len), Some(statusquo_catalog::ALL.len()));
}

#[test]
fn every_link_leads_to_a_file_and_every_fragment_to_an_element() {
    let files = written();
    let there: BTreeMap<String, &str> = files.iter().map(|(name, text)| (address(name), text.as_str())).collect();
    let mut followed = 0;
    for (name, page) in pages(&files) {
        for link in values(page, "href").into_iter().chain(values(page, "src")).chain(values(page, "action")) {
            if link.starts_with("https://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { Some(page) } else { there.get(path).copied() };
            let target = target.unwrap_or_else(|| panic!("{name} leads to {link}"));
            assert!(fragment.is_empty() || target.contains(&format!("id=\"{fragment}\"")), "{name} leads to {link}");
            followed += 1;
        }
    }
    assert!(followed > 1000, "{followed}");
}

#[test]
fn every_page_says_what_it_is_and_where_it_stands() {
    let files = written();
    let mut titles = BTreeMap::new();
    let mut addresses = BTreeSet::new();
    for (name, page) in pages(&files) {
        let title = between(page, "<title>", "</title>").expect("a title");
        assert!(!title.is_empty() && titles.insert(title, name).is_none(), "{title}: {name} and another");
        let description = between(page, "<meta name=\"description\" content=\"", "\"").expect("a description");
        assert!(description.len() > if name == "404.html" { 5 } else { 30 }, "{name}: {description}");
        if name == "404.html" {
            // It is shown at addresses where nothing is, and stands at none.
            assert!(!page.contains("rel=\"canonical\"") && !page.contains("og:url"));
            continue;
        }
        let whole = format!("{ORIGIN}{}", address(name));
        assert_eq!(between(page, "<link rel=\"canonical\" href=\"", "\""), Some(&whole[..]));
        assert_eq!(between(page, "<meta property=\"og:url\" content=\"", "\""), Some(&whole[..]));
        let card = between(page, "<meta property=\"og:image\" content=\"", "\"").expect("a card");
        assert!(
            card.strip_prefix(&format!("{ORIGIN}{PREFIX}/")).is_some_and(|path| files.contains_key(path)),
            "{card}"
        );
        addresses.insert(whole);
    }
    let map = files["sitemap.xml"].split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    assert_eq!(map.map(str::to_owned).collect::<BTreeSet<_>>(), addresses);
}

#[test]
fn every_page_is_small_loads_nothing_from_elsewhere_and_asks_for_no_lab() {
    let files = written();
    for (name, page) in pages(&files) {
        assert!(page.len() < 100_000, "{name}: {} octets", page.len());
        assert!(page.starts_with("<!DOCTYPE html>") && !page.contains(" style=\"") && !page.contains("<style"));
        assert!(values(page, "src").iter().all(|source| source.starts_with(&format!("{PREFIX}/assets/"))), "{name}");
        for link in page.split("<link ").skip(1).filter_map(|rest| rest.split('>').next()) {
            let own = format!("href=\"{PREFIX}/assets/");
            assert!(link.contains(&own) || link.starts_with("rel=\"canonical\""), "{name} loads {link}");
        }
        assert!(
            values(page, "href").iter().all(|link| !link.starts_with("http:") && !link.starts_with("//")),
            "{name}"
        );
        assert!(!page.contains("<form") && !page.contains("/_/\""), "{name} needs a server");
    }
    let sheet = &files["assets/style.css"];
    assert!(!sheet.contains("@import") && !sheet.contains("url("));
}

#[test]
fn a_base_that_is_no_url_of_the_web_is_refused_in_a_sentence() {
    for base in [
        "codes.example",
        "ftp://codes.example",
        "https://",
        "https://codes.example/?a",
        "https://codes.example/#a",
        "https://codes.example/\"",
        "https://codes.example/a\\b",
        "https://codes.example/a/../b",
        "https://codes.example:65536",
        "https://codes.example:a",
        "https://reader:secret@codes.example",
        "https://[::1",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = run(&[folder.path().to_str().expect("UTF-8"), "--base", base]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{base}: {error}");
        assert!(error.contains("a URL with http or https, a host, and perhaps a path"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0, "nothing is written");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file, and no folder").expect("it is written");
    let output = run(&[taken.to_str().expect("UTF-8"), "--base", ORIGIN]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("taken") && error.contains("cannot be written") && error.lines().count() == 1, "{error}");
}
