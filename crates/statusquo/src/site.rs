//! `statusquo site`: the reference as a static site, for any host.

use crate::json;
use clap::Args;
use statusquo_catalog::ALL;
use statusquo_page::Site;
use statusquo_page::statics::{File, files};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write every code, the decision table and the captured exchanges as a static site
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The folder to write into; it is made if it is not there, and what else is in it is left alone
    dir: PathBuf,
    // No doc comment: what looks like an address there would have to be a link.
    #[arg(long, value_name = "URL", value_parser = base, help = BASE_HELP)]
    base: Site,
}

const BASE_HELP: &str = "Where the site will stand: https://codes.example, or https://example.org/codes";

const AFTER_HELP: &str = "\
Every page is a folder with an index.html, so that any host serves it at the same address; sitemap.xml, 404.html and \
codes.json (all that is known, as data) are written too. No page loads anything from elsewhere, and none needs the lab.

Examples:
  statusquo site public --base https://codes.example
  statusquo site public/codes --base https://example.org/codes

Exit codes:
  0  written
  1  a file could not be written
  2  bad usage";

fn base(text: &str) -> Result<Site, String> {
    Site::below(text).ok_or_else(|| "a URL with http or https, a host, and perhaps a path".to_owned())
}

/// Writes the site.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let codes = json::text(&ALL.iter().map(json::entry).collect());
    let mut all = files(&arguments.base);
    all.push(File { path: "codes.json".to_owned(), content: codes.into_bytes() });
    for file in &all {
        let path = arguments.dir.join(&file.path);
        if let Err(error) = write(&path, &file.content) {
            eprintln!("statusquo: {} cannot be written: {error}", path.display());
            return ExitCode::from(1);
        }
    }
    let octets: usize = all.iter().map(|file| file.content.len()).sum();
    crate::output::print(&format!("{} files, {} kB, in {}\n", all.len(), octets / 1000, arguments.dir.display()))
}

fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}
