//! The directives of `Cache-Control`, in a request or an answer (RFC 9111 §5.2).

use statusquo_wire::message::FieldSection;

/// More seconds than this are as good as this (RFC 9111 §1.2.2).
const LONGEST: u64 = 1 << 31;

/// The directives in a field section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directives<'f>(pub(super) FieldSection<'f>);

impl<'f> Directives<'f> {
    /// The argument of the first directive of this name, empty if it has none; none if there is no such directive.
    fn argument(self, name: &str) -> Option<&'f [u8]> {
        self.0.list("Cache-Control").find_map(|directive| {
            let end = directive.iter().position(|byte| *byte == b'=').unwrap_or(directive.len());
            let (have, argument) = directive.split_at(end);
            have.eq_ignore_ascii_case(name.as_bytes()).then(|| argument.get(1..).unwrap_or_default())
        })
    }

    /// Whether there is such a directive.
    pub(super) fn has(self, name: &str) -> bool {
        self.argument(name).is_some()
    }

    /// Seconds, as a token or a quoted string; `Some(None)` where a directive of this name says something else.
    pub(super) fn seconds(self, name: &str) -> Option<Option<u64>> {
        let argument = self.argument(name)?;
        let bare = argument.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(argument);
        let digits = !bare.is_empty() && bare.iter().all(u8::is_ascii_digit);
        let number = || std::str::from_utf8(bare).ok()?.parse::<u64>().ok();
        Some(digits.then(|| number().unwrap_or(LONGEST).min(LONGEST)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    #[test]
    fn names_are_compared_without_case_and_the_first_counts() {
        let mut fields = Fields::default();
        fields.push("Cache-Control", "No-Transform, max-age=5,max-age=6, x=\"a, no-store\"");
        fields.push("cache-control", "s-maxage=\"7\", min-fresh=, max-stale, stale=soon, huge=99999999999999999999");
        let directives = Directives(fields.section());
        assert!(directives.has("no-transform") && directives.has("max-stale") && directives.has("x"));
        assert!(!directives.has("no-store") && !directives.has("max"), "what is quoted is no directive");
        for (name, seconds) in [
            ("max-age", Some(Some(5))),
            ("s-maxage", Some(Some(7))),
            ("huge", Some(Some(LONGEST))),
            ("min-fresh", Some(None)),
            ("max-stale", Some(None)),
            ("stale", Some(None)),
            ("other", None),
        ] {
            assert_eq!(directives.seconds(name), seconds, "{name}");
        }
    }
}
