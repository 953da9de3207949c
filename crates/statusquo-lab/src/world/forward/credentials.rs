//! Who may use the proxy: whoever comes with the one name and the one password (RFC 9110 §11.7.2).

use crate::world::vault::{pair, same};
use statusquo_wire::message::FieldSection;

const NAME: &str = "proxy";
const PASSWORD: &str = "proxy";

/// Whether the request carries them; if not, what is wrong, without a word of what it carries.
pub(super) fn judge(fields: FieldSection<'_>) -> Result<(), &'static str> {
    let mut values = fields.all("Proxy-Authorization");
    let value = values.next().ok_or(
        "The request is for another server, so that this one would be its proxy, and the proxy asks who you are: send \
         Proxy-Authorization with Basic credentials.",
    )?;
    if values.next().is_some() {
        return Err("Proxy-Authorization came in several lines; it is one field with one set of credentials.");
    }
    let text = std::str::from_utf8(value).map_err(|_| "Proxy-Authorization is not text.")?;
    let (scheme, rest) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("Basic") {
        return Err("Proxy-Authorization does not begin with the scheme that is taken here: Basic, then a space.");
    }
    match pair(rest.trim_start_matches(' ')) {
        Ok((name, password)) if same(&name, NAME) & same(&password, PASSWORD) => Ok(()),
        Ok(_) => Err("The proxy's name or password is wrong."),
        Err(_) => Err("What follows Basic is not the Base64 of a name, a colon and a password."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use statusquo_wire::Fields;

    fn told(values: &[&[u8]]) -> Result<(), &'static str> {
        let mut fields = Fields::default();
        for value in values {
            fields.push("Proxy-Authorization", value);
        }
        judge(fields.section())
    }

    #[test]
    fn one_pair_opens_the_proxy_and_everything_else_is_told_by_kind() {
        let basic = |pair: &[u8]| format!("Basic {}", STANDARD.encode(pair)).into_bytes();
        assert_eq!(told(&[&basic(b"proxy:proxy")]), Ok(()));
        assert_eq!(told(&[b"bAsIc  cHJveHk6cHJveHk="]), Ok(()));
        for (wrong, part) in [
            (basic(b"proxy:"), "wrong"),
            (basic(b"proxy:proxy:"), "wrong"),
            (basic(b"Proxy:proxy"), "wrong"),
            (basic(b"proxy"), "not the Base64 of"),
            (basic(b"proxy:\xff"), "not the Base64 of"),
            (b"Basic".to_vec(), "not the Base64 of"),
            (b"Basic cHJveHk6cHJveHk".to_vec(), "not the Base64 of"),
            (b"Bearer proxy".to_vec(), "does not begin"),
            (b"\xff".to_vec(), "not text"),
        ] {
            assert!(told(&[&wrong]).is_err_and(|detail| detail.contains(part)), "{}", wrong.escape_ascii());
        }
        assert!(told(&[]).is_err_and(|detail| detail.contains("asks who you are")));
        let good = basic(b"proxy:proxy");
        assert!(told(&[&good, &good]).is_err_and(|detail| detail.contains("several lines")));
    }
}
