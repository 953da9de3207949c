//! A path within the share: how it is read, and how it is written.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Where the share begins.
pub(crate) const ROOT: &str = "/lab/dav";
/// The longest name, in octets once it is decoded.
const NAME: usize = 255;
/// The most names in a path. A collection can contain itself, so that a path may be longer than any that is needed; and an
/// answer that lists a collection has it once for each member.
const NAMES: usize = 128;
/// Stays as it is in a path segment: unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The names that lead from the root to a resource; none of them for the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path {
    names: Vec<String>,
    /// Whether it was written with a slash at its end, as that of a collection is.
    pub(crate) slash: bool,
}

impl Path {
    /// Reads the path of a URI, if it lies within the share and every name in it is one.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let within = path.strip_prefix(ROOT)?;
        if within.is_empty() {
            return Some(Self::default());
        }
        let mut segments = within.strip_prefix('/')?;
        let slash = segments.is_empty() || segments.ends_with('/');
        segments = segments.strip_suffix('/').unwrap_or(segments);
        let names: Option<Vec<String>> = match segments {
            "" => Some(Vec::new()),
            segments if segments.split('/').nth(NAMES).is_some() => None,
            segments => segments.split('/').map(name).collect(),
        };
        Some(Self { names: names?, slash })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The path of what holds it, and its name there; none for the root.
    pub(crate) fn split(&self) -> Option<(Path, &str)> {
        let (name, before) = self.names.split_last()?;
        Some((Self { names: before.to_vec(), slash: true }, name))
    }

    /// The path of a member.
    pub(crate) fn member(&self, name: &str) -> Self {
        let mut names = self.names.clone();
        names.push(name.to_owned());
        Self { names, slash: false }
    }

    /// Whether another path is this one, or leads through it.
    pub(crate) fn leads_to(&self, other: &Path) -> bool {
        other.names.starts_with(&self.names)
    }

    /// The path as it stands in a URI: encoded, and with a slash at its end for a collection.
    pub(crate) fn href(&self, is_collection: bool) -> String {
        let mut href = ROOT.to_owned();
        for name in &self.names {
            href.push('/');
            href.extend(utf8_percent_encode(name, SEGMENT));
        }
        if is_collection {
            href.push('/');
        }
        href
    }
}

/// A name as it stands in a path, decoded; none if it is no name.
pub(crate) fn name(segment: &str) -> Option<String> {
    let name = percent_decode_str(segment).decode_utf8().ok()?.into_owned();
    is_name(&name).then_some(name)
}

/// Whether a resource can have this name.
pub(crate) fn is_name(name: &str) -> bool {
    let fits = !name.is_empty() && name.len() <= NAME && name != "." && name != "..";
    fits && !name.contains('/') && !name.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_and_written_back_encoded() {
        for (path, names, href) in [
            ("/lab/dav", &[][..], "/lab/dav/"),
            ("/lab/dav/", &[], "/lab/dav/"),
            ("/lab/dav/a%20b/c%C3%A4", &["a b", "cä"], "/lab/dav/a%20b/c%C3%A4/"),
            ("/lab/dav/%3Ca&b%3E/", &["<a&b>"], "/lab/dav/%3Ca%26b%3E/"),
            ("/lab/dav/a%5Cb", &["a\\b"], "/lab/dav/a%5Cb/"),
        ] {
            let read = Path::parse(path).unwrap();
            assert_eq!((read.names(), read.href(true).as_str()), (&names.map_names()[..], href));
            assert_eq!(read.slash, path.ends_with('/'));
        }
    }

    #[test]
    fn what_climbs_hides_a_slash_or_is_no_text_is_no_path() {
        for path in ["/lab/davs", "/lab/dav//a", "/lab/dav/a//", "/lab/dav/..", "/lab/dav/a/%2e%2E/b", "/lab/dav/."] {
            assert_eq!(Path::parse(path), None, "{path}");
        }
        for segment in ["a%2Fb", "a%00", "%FF", "%0A", &"a".repeat(256)] {
            assert_eq!(Path::parse(&format!("/lab/dav/{segment}")), None, "{segment}");
        }
        assert!(Path::parse(&format!("/lab/dav/{}", "a".repeat(255))).is_some());
        assert!(Path::parse(&format!("/lab/dav{}/", "/s".repeat(NAMES))).is_some());
        assert_eq!(Path::parse(&format!("/lab/dav{}", "/s".repeat(NAMES + 1))), None);
    }

    trait Names {
        fn map_names(&self) -> Vec<String>;
    }

    impl Names for [&str] {
        fn map_names(&self) -> Vec<String> {
            self.iter().map(|name| (*name).to_owned()).collect()
        }
    }
}
