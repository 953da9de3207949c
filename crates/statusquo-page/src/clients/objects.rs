//! Content that libraries take as values: JSON, the fields of a form, a name with its password.

/// JSON as people write it, with a space after each colon and comma; whether a name goes without its quotes is the language's.
pub(super) fn spaced(json: &str, bare_names: bool) -> String {
    let mut out = String::new();
    let mut rest = json;
    while let Some(character) = rest.chars().next() {
        let length = if character == '"' { string(rest) } else { character.len_utf8() };
        let (token, after) = rest.split_at(length);
        rest = after.trim_start();
        let name = token.trim_matches('"');
        let is_name = bare_names && rest.starts_with(':') && is_identifier(name);
        out.push_str(if is_name { name } else { token });
        match character {
            ':' | ',' => out.push(' '),
            '{' if bare_names => out.push(' '),
            _ if bare_names && rest.starts_with('}') => out.push(' '),
            _ => {}
        }
    }
    out
}

/// How long the string is that the text begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, character)| {
        let is_end = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        is_end
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

fn is_identifier(name: &str) -> bool {
    let is_letter = |octet: u8| octet.is_ascii_alphabetic() || octet == b'_';
    name.bytes().next().is_some_and(is_letter) && name.bytes().all(|octet| is_letter(octet) || octet.is_ascii_digit())
}

/// Whether text is one object of JSON whose values both languages write alike.
pub(super) fn is_object(text: &str) -> bool {
    text.starts_with('{') && text.ends_with('}') && !["true", "false", "null"].iter().any(|word| text.contains(word))
}

/// The fields of a form, where none of them is percent-encoded.
pub(super) fn form(text: &str) -> Option<Vec<(&str, &str)>> {
    let is_plain = !text.contains(['%', '+', '"', '\\']);
    if is_plain { text.split('&').map(|pair| pair.split_once('=')).collect() } else { None }
}

/// The name and the password in credentials of Basic.
pub(super) fn basic(credentials: &str) -> Option<(String, String)> {
    let encoded = credentials.strip_prefix("Basic ")?;
    let (mut octets, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for octet in encoded.trim_end_matches('=').bytes() {
        let value = match octet {
            b'A'..=b'Z' => octet - b'A',
            b'a'..=b'z' => octet - b'a' + 26,
            b'0'..=b'9' => octet - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        (bits, held) = (bits << 6 | u32::from(value), held + 6);
        if held >= 8 {
            held -= 8;
            octets.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    let text = String::from_utf8(octets).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_as_people_write_it() {
        let json = r#"{"name":"a, \"b\": {c}", "age":-3,"of":[1,{"x-y":2}]}"#;
        assert_eq!(spaced(json, false), r#"{"name": "a, \"b\": {c}", "age": -3, "of": [1, {"x-y": 2}]}"#);
        assert_eq!(spaced(json, true), r#"{ name: "a, \"b\": {c}", age: -3, of: [1, { "x-y": 2 }] }"#);
        assert!(is_object(json) && !is_object("{\"a\":true}") && !is_object("[]"));
    }

    #[test]
    fn forms_and_credentials_are_taken_apart() {
        assert_eq!(form("a=b&c=d=e"), Some(vec![("a", "b"), ("c", "d=e")]));
        assert_eq!((form("a=%20"), form("a")), (None, None));
        let reader = Some(("reader".to_owned(), "reader".to_owned()));
        assert_eq!(basic("Basic cmVhZGVyOnJlYWRlcg=="), reader);
        assert_eq!([basic("Bearer abc"), basic("Basic ?"), basic("Basic YWJj")], [None, None, None]);
    }
}
