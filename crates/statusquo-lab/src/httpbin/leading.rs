//! Where an answer may send its client, if the client chose that: anywhere from a server that only its own machine reaches,
//! and from any other only to places that its operator named. Else it could be used to make a foreign address look like its own.

use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;

/// Refuses a place, if it is not one that may be sent to; true if it is.
pub(crate) fn admit(visit: &mut Visit<'_>, place: &str) -> bool {
    if is_admitted(visit, place) {
        return true;
    }
    let detail = "This server is reached from elsewhere, so it sends nobody to an address of a client's choice, but for paths \
                  of its own and the hosts that its operator has named.";
    visit.object(Reason::new(Question::Allowed, detail).member("location", place));
    false
}

/// Whether it is one that may be sent to.
pub(crate) fn is_admitted(visit: &Visit<'_>, place: &str) -> bool {
    visit.state.local_only || is_own_or_named(place, &visit.state.settings.redirect_hosts)
}

/// What clients remember of a whole server, long after the answer: another address for it, TLS alone, nothing stored.
const LASTING: [&str; 3] = ["Alt-Svc", "Clear-Site-Data", "Strict-Transport-Security"];

/// Refuses a field that would outlast the answer, where others than this machine would remember it; true if it is none.
pub(crate) fn admit_lasting(visit: &mut Visit<'_>, name: &str) -> bool {
    if visit.state.local_only || !LASTING.iter().any(|lasting| lasting.eq_ignore_ascii_case(name)) {
        return true;
    }
    let detail = format!(
        "This server is reached from elsewhere, so {name} is not a client's to choose: others would remember it for the whole \
         server."
    );
    visit.object(Reason::new(Question::Allowed, detail).member("field", name));
    false
}

/// The same of what `Refresh` says: seconds, and perhaps a place.
pub(crate) fn admit_refresh(visit: &mut Visit<'_>, value: &str) -> bool {
    match refreshed_by(value) {
        Some(None) => true,
        Some(Some(place)) => admit(visit, place),
        // What cannot be read for certain may be read as anything.
        None => admit(visit, "//"),
    }
}

/// The place in a `Refresh`, if it has one; none at all where browsers might find another one than is found here: they take a
/// comma or a space for the semicolon too, and what is in quotes for the place.
fn refreshed_by(value: &str) -> Option<Option<&str>> {
    let (seconds, rest) = value.split_once(';').map_or((value, None), |(seconds, rest)| (seconds, Some(rest.trim())));
    if !seconds.trim().bytes().all(|octet| octet.is_ascii_digit() || octet == b'.') {
        return None;
    }
    let Some(rest) = rest else { return Some(None) };
    let place = rest.get(..4).filter(|name| name.eq_ignore_ascii_case("url=")).map(|_| &rest[4..])?;
    (!place.contains(['"', '\''])).then_some(Some(place))
}

/// Whether a place is on this server, or on one of these hosts. What readers of addresses disagree about is neither.
fn is_own_or_named(place: &str, hosts: &[String]) -> bool {
    if !place.bytes().all(|octet| octet.is_ascii_graphic() && octet != b'\\') {
        return false;
    }
    let rest = match place.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => rest,
        _ if place.starts_with("//") => &place[2..],
        _ => {
            let first = place.split(['/', '?', '#']).next().unwrap_or("");
            return !first.contains(':');
        }
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    hosts.iter().any(|host| {
        let port = authority.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host));
        let port = port.map(|_| &authority[host.len()..]);
        port.is_some_and(|port| {
            port.is_empty()
                || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|digit| digit.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_own_or_named, refreshed_by};

    #[test]
    fn a_refresh_is_read_only_where_all_read_the_same() {
        for (value, place) in [
            ("", None),
            ("5", None),
            ("0.5", None),
            ("0;url=/a", Some("/a")),
            (" 1 ; URL=//evil ", Some("//evil")),
            ("0;url=", Some("")),
            ("0;url=/a;url=//evil", Some("/a;url=//evil")),
        ] {
            assert_eq!(refreshed_by(value), Some(place), "{value}");
        }
        for value in [
            "0,//evil;url=/a",
            "0 //evil;url=/a",
            "0,url=//evil",
            "0 url=//evil",
            "0;//evil",
            "0;url =//evil",
            "0;url='//evil'",
            "0;url=\"//evil\"",
            "0;url='//evil",
            "x",
            "-1;url=/a",
        ] {
            assert_eq!(refreshed_by(value), None, "{value}");
        }
    }

    #[test]
    fn only_own_paths_and_named_hosts_are_admitted() {
        let hosts = ["ok.test".to_owned(), "[::1]".to_owned()];
        for place in [
            "/",
            "/a?b=//c",
            "get",
            "",
            "?x=a:b",
            "#f",
            "http://ok.test",
            "HTTPS://OK.test:8/x",
            "//ok.test/a",
            "http://[::1]:1/",
        ] {
            assert!(is_own_or_named(place, &hosts), "{place}");
        }
        for place in [
            "//evil",
            "///evil",
            "/\\evil",
            "\\\\evil",
            "http://evil",
            "http://ok.test.evil",
            "http://ok.test@evil",
            "http:/evil",
            "http:evil",
            "javascript:alert(1)",
            "java\nscript:x",
            " //evil",
            "/\t/evil",
            "http://evil/http://ok.test",
            "data:,x",
            "http://ok.test:8@evil/",
            "ftp://ok.test/",
            "http:///ok.test",
            "http://xok.test",
            "http://évil",
        ] {
            assert!(!is_own_or_named(place, &hosts), "{place}");
        }
    }
}
