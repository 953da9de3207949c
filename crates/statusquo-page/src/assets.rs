//! What pages load besides themselves: a style sheet, a script, a picture. All of it is in the program.

/// A file that pages load.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its path on the server and in the static site.
    pub path: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub content: &'static [u8],
}

/// The style sheet of every page.
pub(crate) const STYLE: &str = "/assets/style.css";
/// What makes pages do more than be read.
pub(crate) const SCRIPT: &str = "/assets/page.js";
/// What is shown where somebody shares a page.
pub(crate) const CARD: &str = "/assets/card.png";
/// What makes a code happen without leaving its page.
pub(crate) const HAPPEN: &str = "/assets/happen.js";
/// What makes the journal follow.
pub(crate) const JOURNAL: &str = "/assets/journal.js";
/// The mark.
pub(crate) const MARK: &str = "/assets/mark.svg";

/// All of them.
pub const ALL: [Asset; 6] = [
    Asset { path: STYLE, media_type: "text/css; charset=utf-8", content: include_bytes!("../assets/style.css") },
    Asset { path: SCRIPT, media_type: "text/javascript; charset=utf-8", content: include_bytes!("../assets/page.js") },
    Asset { path: CARD, media_type: "image/png", content: include_bytes!("../assets/card.png") },
    Asset {
        path: HAPPEN,
        media_type: "text/javascript; charset=utf-8",
        content: include_bytes!("../assets/happen.js"),
    },
    Asset {
        path: JOURNAL,
        media_type: "text/javascript; charset=utf-8",
        content: include_bytes!("../assets/journal.js"),
    },
    Asset { path: MARK, media_type: "image/svg+xml", content: include_bytes!("../assets/mark.svg") },
];

/// The one at a path.
pub fn at(path: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.path == path)
}
