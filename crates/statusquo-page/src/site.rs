//! Where pages stand: beside a lab that is running, or as files of a static site.

use crate::clients::Place;
use statusquo_check::asking::Url;

/// Where a page stands, so that its links lead somewhere.
#[derive(Clone, Debug)]
pub struct Site {
    /// A lab answers beside it.
    live: bool,
    /// That lab makes them happen for whoever asks by a page.
    happens: bool,
    /// What stands before every path: empty, or `/statusquo`.
    prefix: String,
    /// The origin for links that have to be whole: `https://codes.example`.
    origin: Option<String>,
    /// The lab that commands are for.
    place: Place,
}

impl Site {
    /// Beside a lab, at the root of its address.
    pub fn live() -> Self {
        Self { live: true, happens: true, prefix: String::new(), origin: None, place: Place::default() }
    }

    /// As files below this URL, which has a scheme and an authority, and perhaps a path; none if it has anything else, or says
    /// what no browser would ask for.
    ///
    /// ```
    /// use statusquo_page::Site;
    /// let site = Site::below("https://codes.example/http/").expect("an http URL");
    /// assert_eq!(site.path("/409"), "/http/409/");
    /// assert_eq!(site.path("/#codes"), "/http/#codes");
    /// assert_eq!(site.canonical("/409").as_deref(), Some("https://codes.example/http/409/"));
    /// assert_eq!(Site::below("https://codes.example//http").map(|site| site.path("/409")).as_deref(), Some("/http/409/"));
    /// assert!(Site::below("codes.example").is_none());
    /// ```
    pub fn below(url: &str) -> Option<Self> {
        let whole = Url::parse(url).ok()?;
        // Two slashes at the beginning of a link would make a host of what follows them.
        let path = whole.target().trim_matches('/');
        let leads_elsewhere = path.split('/').any(|segment| matches!(segment, "." | ".."));
        if whole.authorization().is_some() || leads_elsewhere || url.contains(['?', '#']) {
            return None;
        }
        let prefix = if path.is_empty() { String::new() } else { format!("/{path}") };
        let scheme = if whole.is_secure() { "https" } else { "http" };
        let origin = format!("{scheme}://{}", whole.authority());
        Some(Self { live: false, happens: false, prefix, origin: Some(origin), place: Place::default() })
    }

    /// The same, with commands for the lab at a place.
    #[must_use]
    pub fn with_lab_at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// The same, with no offer to make a code happen.
    #[must_use]
    pub fn without_happenings(self) -> Self {
        Self { happens: false, ..self }
    }

    /// Whether a page can have a code made to happen.
    pub fn makes_happen(&self) -> bool {
        self.happens
    }

    /// The lab that commands are for.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether a lab answers beside it.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Where a path of ours is: a page of a static site is a folder with an index.
    pub fn path(&self, path: &str) -> String {
        let (path, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
        let is_page = !self.live && !path.ends_with('/') && !path.rsplit('/').next().unwrap_or("").contains('.');
        format!("{}{path}{}{fragment}", self.prefix, if is_page { "/" } else { "" })
    }

    /// The same in full, where the origin is known.
    pub fn canonical(&self, path: &str) -> Option<String> {
        Some(format!("{}{}", self.origin.as_ref()?, self.path(path)))
    }
}
