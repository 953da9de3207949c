//! Proactive negotiation by `Accept-Encoding` (RFC 9110 §12.5.3): which coding a client likes best, and whether to use it.

use super::accept::quality;
use super::coding::{Coding, MOST};
use statusquo_wire::Fields;
use statusquo_wire::message::FieldSection;

/// What is shorter gains nothing by being coded.
const LEAST: usize = 1024;

/// What a client's preferences come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preferred {
    /// This one, and whether the content may come as it is, too.
    Coded(Coding, Plain),
    /// No coding, and why.
    Plain(&'static str),
    /// Neither any coding that there is nor none.
    Nothing,
}

/// Whether a content may come without any coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Acceptable,
    Refused,
}

/// Weighs the codings and none of them: what has the highest weight is preferred, and a coding before another in the server's
/// order, and before none of them where that is liked as much.
pub(crate) fn preferred(fields: FieldSection<'_>) -> Preferred {
    if !fields.has("Accept-Encoding") {
        // Any would be acceptable then, but not every client that says nothing can decode one.
        return Preferred::Plain("there is no Accept-Encoding");
    }
    let members: Vec<_> = fields.list("Accept-Encoding").filter_map(parse).collect();
    if members.is_empty() {
        return Preferred::Plain("Accept-Encoding names no coding");
    }
    let named = |is: &dyn Fn(&str) -> bool| members.iter().find(|(name, _)| is(name)).map(|(_, weight)| *weight);
    let any_other = named(&|name| name == "*");
    let plain = named(&|name| name.eq_ignore_ascii_case("identity")).or(any_other);
    let weight = |coding: Coding| named(&|name| coding.is(name)).or(any_other).unwrap_or(0);
    // Of several that weigh the same the last is the greatest.
    let best = Coding::ALL.into_iter().rev().max_by_key(|coding| weight(*coding));
    match best.map(|coding| (coding, weight(coding))) {
        Some((_, best)) if plain.is_some_and(|plain| plain > best) => {
            Preferred::Plain("Accept-Encoding prefers identity")
        }
        Some((coding, 1..)) => {
            Preferred::Coded(coding, if plain == Some(0) { Plain::Refused } else { Plain::Acceptable })
        }
        _ if plain == Some(0) => Preferred::Nothing,
        _ => Preferred::Plain("Accept-Encoding takes no coding that there is here"),
    }
}

/// A member and its weight.
fn parse(member: &[u8]) -> Option<(&str, u16)> {
    let mut parts = std::str::from_utf8(member).ok()?.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    Some((name, quality(parts)?))
}

impl Preferred {
    /// The coding for a content of this length in an answer with these fields, if it is to have one: a short content is left as
    /// it is where that will do, and so are a long one, one that has a coding, a part, and what nobody is to transform. What
    /// cannot be as the client wants it comes as it is.
    pub(crate) fn of_content(self, length: usize, fields: &Fields) -> Option<Coding> {
        let Preferred::Coded(coding, plain) = self else { return None };
        let least = if plain == Plain::Acceptable { LEAST } else { 0 };
        let fields = fields.section();
        let may_be = !fields.has("Content-Encoding")
            && !fields.has("Content-Range")
            && !fields.lists("Cache-Control", "no-transform");
        ((least..=MOST).contains(&length) && may_be).then_some(coding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(accept_encoding: &str) -> Preferred {
        let mut fields = Fields::default();
        fields.push("Accept-Encoding", accept_encoding);
        preferred(fields.section())
    }

    #[test]
    fn the_highest_weight_decides_then_the_servers_order_and_none_comes_last_unless_it_is_asked_for() {
        use Coding::{Brotli, Deflate, Gzip, Zstd};
        for (accepted, coding) in [
            ("gzip", Some(Gzip)),
            ("GZip", Some(Gzip)),
            ("x-gzip", Some(Gzip)),
            ("deflate", Some(Deflate)),
            ("gzip, deflate", Some(Gzip)),
            ("deflate, gzip, br, zstd", Some(Brotli)),
            ("gzip, deflate, zstd", Some(Zstd)),
            ("br;q=0.9, zstd;q=0.8, gzip", Some(Gzip)),
            ("gzip;q=0.001", Some(Gzip)),
            ("gzip; Q=0.5 , br;q=0", Some(Gzip)),
            ("*", Some(Brotli)),
            ("br;q=0, *", Some(Zstd)),
            ("gzip;q=0.5, *;q=0.1", Some(Gzip)),
            ("gzip;q=0.1, *;q=0.5", Some(Brotli)),
            ("compress, gzip", Some(Gzip)),
            ("identity, gzip", Some(Gzip)),
            ("identity;q=0.5, gzip;q=0.5", Some(Gzip)),
            ("gzip;q=nonsense, deflate", Some(Deflate)),
            ("gzip, gzip;q=0", Some(Gzip)),
            ("", None),
            (" , ", None),
            ("compress", None),
            ("identity", None),
            ("gzip;q=0", None),
            ("br;q=0, gzip;q=0", None),
            ("identity;q=0.6, gzip;q=0.5", None),
            ("identity, *;q=0.9", None),
            ("identity, *;q=0", None),
            ("nonsense;", None),
        ] {
            match coding {
                Some(coding) => assert_eq!(by(accepted), Preferred::Coded(coding, Plain::Acceptable), "{accepted}"),
                None => assert!(matches!(by(accepted), Preferred::Plain(_)), "{accepted}: {:?}", by(accepted)),
            }
        }
        assert!(matches!(preferred(Fields::default().section()), Preferred::Plain(_)));
    }

    #[test]
    fn none_is_refused_by_its_name_or_with_all_that_is_not_named() {
        for accepted in ["gzip, identity;q=0", "gzip, *;q=0", "gzip;q=0.1, IDENTITY; q=0.000"] {
            assert_eq!(by(accepted), Preferred::Coded(Coding::Gzip, Plain::Refused), "{accepted}");
        }
        for accepted in ["identity;q=0", "*;q=0", "compress, identity;q=0", "br;q=0, *;q=0"] {
            assert_eq!(by(accepted), Preferred::Nothing, "{accepted}");
        }
    }

    #[test]
    fn a_content_is_coded_only_where_that_gains_something_and_is_not_forbidden() {
        let none = Fields::default();
        assert_eq!(by("gzip").of_content(LEAST, &none), Some(Coding::Gzip));
        assert_eq!(by("gzip").of_content(MOST, &none), Some(Coding::Gzip));
        assert_eq!(by("gzip").of_content(LEAST - 1, &none), None);
        assert_eq!(by("gzip").of_content(MOST + 1, &none), None);
        assert_eq!(by("gzip, identity;q=0").of_content(1, &none), Some(Coding::Gzip));
        assert_eq!(by("identity").of_content(LEAST, &none), None);
        assert_eq!(by("*;q=0").of_content(LEAST, &none), None);
        for (name, value) in
            [("Content-Encoding", "br"), ("Content-Range", "bytes 0-1/2"), ("Cache-Control", "max-age=1, No-Transform")]
        {
            let mut fields = Fields::default();
            fields.push(name, value);
            assert_eq!(by("gzip").of_content(LEAST, &fields), None, "{name}");
        }
    }
}
