//! The request's fields as a program behind gunicorn sees them: names in title case, several lines joined into one.

use super::json::Json;
use super::pairs::Pairs;
use crate::visit::Visit;
use statusquo_wire::message::FieldSection;

/// What a host's own proxies add, and a client did not send: left out unless `show_env` is asked for.
const OF_PROXIES: [&str; 15] = [
    "Connect-Time",
    "Total-Route-Time",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
    "X-Forwarded-Protocol",
    "X-Forwarded-Ssl",
    "X-Heroku-Dynos-In-Use",
    "X-Heroku-Queue-Depth",
    "X-Heroku-Queue-Wait-Time",
    "X-Real-Ip",
    "X-Request-Id",
    "X-Request-Start",
    "X-Varnish",
];

/// The value of a field, its lines joined, octets beyond ASCII as Latin-1; none if there is no line.
pub(crate) fn value(fields: FieldSection<'_>, name: &str) -> Option<String> {
    let mut all = fields.all(name).map(latin1);
    let first = all.next()?;
    Some(all.fold(first, |joined, next| joined + "," + &next))
}

/// All of them, as `headers` shows them.
pub(crate) fn all(visit: &Visit<'_>) -> Json {
    Json::object(in_order(visit))
}

/// The same in the order in which they came.
pub(crate) fn in_order(visit: &Visit<'_>) -> Vec<(String, Json)> {
    let mut joined: Vec<(String, String)> = Vec::new();
    for (name, value) in visit.request.fields().iter() {
        // A name with an underscore would be taken for the same name with a hyphen: such lines do not get there.
        if name.contains(&b'_') {
            continue;
        }
        let (name, value) = (title(name), latin1(value));
        match joined.iter_mut().find(|(have, _)| *have == name) {
            Some((_, before)) => *before = format!("{before},{value}"),
            None => joined.push((name, value)),
        }
    }
    // In HTTP/2 and HTTP/3, :authority stands for it.
    if let Some(authority) = visit.request.authority().filter(|_| visit.request.version.has_streams())
        && !joined.iter().any(|(name, _)| name == "Host")
    {
        joined.insert(0, ("Host".to_owned(), authority.to_owned()));
    }
    let shows_all = Pairs::of(visit.target.query.unwrap_or("")).has("show_env");
    joined.retain(|(name, value)| {
        !(name == "Content-Type" && value.is_empty()) && (shows_all || !OF_PROXIES.contains(&name.as_str()))
    });
    joined.into_iter().map(|(name, value)| (name, value.into())).collect()
}

fn latin1(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(*octet)).collect()
}

/// The first letter of each run of letters as a capital, the others small.
fn title(name: &[u8]) -> String {
    let mut within = false;
    let letters = name.iter().map(|octet| {
        let letter = if within { octet.to_ascii_lowercase() } else { octet.to_ascii_uppercase() };
        within = octet.is_ascii_alphabetic();
        char::from(letter)
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_title_case() {
        for (name, titled) in
            [("x-fOO", "X-Foo"), ("dnt", "Dnt"), ("x-b3-a'b", "X-B3-A'B"), ("a1b", "A1B"), ("ETag", "Etag")]
        {
            assert_eq!(title(name.as_bytes()), titled);
        }
    }
}
