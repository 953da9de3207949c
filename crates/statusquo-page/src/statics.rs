//! The reference as files for any static host: every page, what pages load, and a map of them for search engines.

use crate::prose::chip;
use crate::site::Site;
use crate::{assets, code, compare, decision, home, plain};
use maud::html;
use statusquo_catalog::{ALL, COMPARISONS, Class, PAGE};
use statusquo_decision::TABLE;

/// A file of the static site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it goes, below the folder of the site: `409/index.html`.
    pub path: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// Every file. The site is one that was made with [`Site::below`].
///
/// ```
/// use statusquo_page::{Site, statics};
/// let site = Site::below("https://codes.example").expect("an http URL");
/// assert!(statics::files(&site).iter().any(|file| file.path == "409/index.html"));
/// ```
pub fn files(site: &Site) -> Vec<File> {
    let mut pages =
        vec![("/".to_owned(), home::home(site, &[])), ("/decision".to_owned(), decision::decision(site, &[]))];
    pages.extend(ALL.iter().map(|entry| (format!("/{}", entry.code), code::entry(site, entry))));
    pages.extend(Class::ALL.map(|class| (format!("/{}", class.pattern()), compare::class(site, class))));
    pages.extend(COMPARISONS.iter().map(|group| (compare::path(group.codes), compare::compare(site, group.codes))));
    pages.extend(TABLE.iter().map(|row| (decision::path(row.question), decision::question(site, row.question))));
    let mut files: Vec<File> = Vec::new();
    files.push(File {
        path: "sitemap.xml".to_owned(),
        content: map(site, pages.iter().map(|(path, _)| path.as_str())).into_bytes(),
    });
    files.push(File { path: "404.html".to_owned(), content: missing(site).into_bytes() });
    files.extend(
        assets::ALL
            .iter()
            // What asks a lab has none to ask.
            .filter(|asset| ![assets::HAPPEN, assets::JOURNAL].contains(&asset.path))
            .map(|asset| File { path: asset.path.trim_start_matches('/').to_owned(), content: asset.content.to_vec() }),
    );
    files.extend(pages.into_iter().map(|(path, page)| {
        let folder = path.trim_matches('/');
        let path = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        File { path, content: page.into_bytes() }
    }));
    files
}

/// The map of the site (sitemaps.org).
fn map<'p>(site: &Site, paths: impl Iterator<Item = &'p str>) -> String {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in paths.filter_map(|path| site.canonical(path)) {
        map.push_str(&format!("<url><loc>{}</loc></url>\n", html! { (address) }.into_string()));
    }
    map + "</urlset>\n"
}

/// What a host shows where there is nothing.
fn missing(site: &Site) -> String {
    let body = html! {
        p { "There is nothing at this address. " a href=(site.path("/")) { "Every code" } " is a step away; these come up every day:" }
        ul.beyond { @for code in PAGE { li { (chip(site, code)) } } }
    };
    plain(site, "", "404 Not Found", body)
}
