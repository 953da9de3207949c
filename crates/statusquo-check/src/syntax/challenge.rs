//! Challenges of `WWW-Authenticate` and `Proxy-Authenticate` (RFC 9110 §11.2, §11.3, §11.6.1).

use super::token::{is_space, is_tchar, run};
use super::{Malformed, combined};
use statusquo_wire::message::FieldSection;

/// One challenge: a scheme, then parameters or a token68.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The scheme as it was written.
    pub scheme: String,
    /// The single value that stands in place of parameters.
    pub token68: Option<String>,
    /// The parameters in order: the name as it was written, and the value without its quotes.
    pub parameters: Vec<(String, Vec<u8>)>,
}

/// The challenges of a field over all its lines.
pub fn challenges(fields: FieldSection<'_>, name: &str) -> Result<Vec<Challenge>, Malformed> {
    parse_challenges(&combined(fields, name))
}

/// The challenges of a combined field value.
///
/// ```
/// use statusquo_check::syntax::parse_challenges;
/// let value = b"Basic realm=\"simple\", Newauth realm=\"apps\", type=1, Negotiate a2Y=";
/// let challenges = parse_challenges(value).unwrap();
/// assert_eq!(challenges.iter().map(|challenge| &*challenge.scheme).collect::<Vec<_>>(), ["Basic", "Newauth", "Negotiate"]);
/// assert_eq!(challenges[1].parameters[1], ("type".to_owned(), b"1".to_vec()));
/// assert_eq!(challenges[2].token68.as_deref(), Some("a2Y="));
/// ```
pub fn parse_challenges(value: &[u8]) -> Result<Vec<Challenge>, Malformed> {
    let mut reader = Reader { value, at: 0 };
    let mut challenges: Vec<Challenge> = Vec::new();
    loop {
        // Empty list members are to be borne (RFC 9110 §5.6.1.2).
        reader.skip(|byte| is_space(byte) || byte == b',');
        if reader.peek().is_none() {
            return Ok(challenges);
        }
        if reader.at_parameter() {
            let from = reader.at;
            match challenges.last_mut() {
                None => return Err(Malformed::at(from, "a parameter stands before any scheme")),
                Some(Challenge { token68: Some(_), .. }) => {
                    return Err(Malformed::at(from, "a parameter stands beside a token68"));
                }
                Some(challenge) => reader.parameter(&mut challenge.parameters)?,
            }
        } else {
            challenges.push(reader.challenge()?);
        }
        reader.skip(is_space);
        if !matches!(reader.peek(), None | Some(b',')) {
            return Err(reader.broken("a comma is missing"));
        }
    }
}

struct Reader<'a> {
    value: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.value.get(self.at).copied()
    }

    fn skip(&mut self, is: impl Fn(u8) -> bool) {
        self.at += run(self.value, self.at, is);
    }

    fn broken(&self, what: &'static str) -> Malformed {
        Malformed::at(self.at, what)
    }

    fn token(&mut self, what: &'static str) -> Result<String, Malformed> {
        let length = run(self.value, self.at, is_tchar);
        if length == 0 {
            return Err(self.broken(what));
        }
        let token = String::from_utf8_lossy(&self.value[self.at..self.at + length]).into_owned();
        self.at += length;
        Ok(token)
    }

    /// A scheme and the first of what follows it on the same list member.
    fn challenge(&mut self) -> Result<Challenge, Malformed> {
        let scheme = self.token("a scheme is a token")?;
        let mut challenge = Challenge { scheme, token68: None, parameters: Vec::new() };
        let spaces = run(self.value, self.at, |byte| byte == b' ');
        let after = self.at + run(self.value, self.at, is_space);
        if spaces == 0 || matches!(self.value.get(after), None | Some(b',')) {
            return Ok(challenge);
        }
        self.at += spaces;
        if let Some(length) = self.token68() {
            let token68 = &self.value[self.at..self.at + length];
            challenge.token68 = Some(String::from_utf8_lossy(token68).into_owned());
            self.at += length;
        } else {
            self.parameter(&mut challenge.parameters)?;
        }
        Ok(challenge)
    }

    /// How long the token68 is that makes up the rest of this list member.
    fn token68(&self) -> Option<usize> {
        let text = run(self.value, self.at, |byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte));
        let padding = run(self.value, self.at + text, |byte| byte == b'=');
        let end = self.at + text + padding;
        let after = end + run(self.value, end, is_space);
        (text > 0 && matches!(self.value.get(after), None | Some(b','))).then_some(text + padding)
    }

    /// Whether a name and an equals sign come next.
    fn at_parameter(&self) -> bool {
        let after = self.at + run(self.value, self.at, is_tchar);
        let equals = after + run(self.value, after, is_space);
        after > self.at && self.value.get(equals) == Some(&b'=')
    }

    /// A name and a value; white space around the equals sign is bad, but to be borne (RFC 9110 §5.6.3).
    fn parameter(&mut self, parameters: &mut Vec<(String, Vec<u8>)>) -> Result<(), Malformed> {
        let from = self.at;
        let name = self.token("a parameter's name is a token")?;
        self.skip(is_space);
        if self.peek() != Some(b'=') {
            return Err(self.broken("an equals sign is missing"));
        }
        self.at += 1;
        self.skip(is_space);
        let value = match self.peek() {
            Some(b'"') => self.quoted()?,
            _ => self.token("a parameter's value is a token or quoted")?.into_bytes(),
        };
        if parameters.iter().any(|(other, _)| other.eq_ignore_ascii_case(&name)) {
            return Err(Malformed::at(from, "a parameter stands twice in one challenge"));
        }
        parameters.push((name, value));
        Ok(())
    }

    /// A quoted string (RFC 9110 §5.6.4), without its quotes and backslashes.
    fn quoted(&mut self) -> Result<Vec<u8>, Malformed> {
        let mut text = Vec::new();
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => return Ok(text),
                b'\\' => match self.peek() {
                    Some(escaped) => {
                        text.push(escaped);
                        self.at += 1;
                    }
                    None => break,
                },
                byte => text.push(byte),
            }
        }
        Err(self.broken("a quoted value has no end"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    /// Challenges in a short form: scheme, token68 in brackets, parameters in braces.
    fn short(challenges: &[Challenge]) -> String {
        let mut text = String::new();
        for challenge in challenges {
            text.push_str(&challenge.scheme);
            if let Some(token68) = &challenge.token68 {
                text.push_str(&format!("[{token68}]"));
            }
            for (name, value) in &challenge.parameters {
                text.push_str(&format!("{{{name}={}}}", String::from_utf8_lossy(value)));
            }
            text.push(' ');
        }
        text.trim_end().to_owned()
    }

    #[test]
    fn values_that_are_allowed() {
        let cases = [
            ("Basic", "Basic"),
            ("Basic realm=\"a b\"", "Basic{realm=a b}"),
            ("Basic realm=simple", "Basic{realm=simple}"),
            ("Basic   realm=a,charset=\"UTF-8\"", "Basic{realm=a}{charset=UTF-8}"),
            ("Basic realm=\"a\", Bearer realm=\"b\", error=\"c\"", "Basic{realm=a} Bearer{realm=b}{error=c}"),
            ("Negotiate, Basic realm=a", "Negotiate Basic{realm=a}"),
            ("Negotiate a+/b==, NTLM", "Negotiate[a+/b==] NTLM"),
            ("Negotiate a=", "Negotiate[a=]"),
            ("X a", "X[a]"),
            ("X a=b", "X{a=b}"),
            ("Digest realm=\"a, b=c\", nonce=\"d\\\"e\\\\\"", "Digest{realm=a, b=c}{nonce=d\"e\\}"),
            ("Basic realm=\"\"", "Basic{realm=}"),
            ("Basic realm = \"a\" , x\t=\ty", "Basic{realm=a}{x=y}"),
            (", ,Basic realm=a, , ,Bearer,", "Basic{realm=a} Bearer"),
            ("Basic , Bearer ", "Basic Bearer"),
            ("Basic realm=\"caf\u{e9}\"", "Basic{realm=caf\u{e9}}"),
            ("a!#$%&'*+-.^_`|~9 x=y", "a!#$%&'*+-.^_`|~9{x=y}"),
            ("", ""),
            (" , ", ""),
        ];
        for (value, expected) in cases {
            assert_eq!(
                parse_challenges(value.as_bytes()).map(|parsed| short(&parsed)),
                Ok(expected.to_owned()),
                "{value}"
            );
        }
    }

    #[test]
    fn values_that_are_not() {
        let cases = [
            ("realm=\"a\"", 0, "a parameter stands before any scheme"),
            ("Basic realm=\"a", 14, "a quoted value has no end"),
            ("Basic realm=\"a\\", 15, "a quoted value has no end"),
            ("Basic realm", usize::MAX, ""),
            ("Basic realm=a b=c", 14, "a comma is missing"),
            ("Basic realm=\"a\" Bearer", 16, "a comma is missing"),
            ("Basic realm=", usize::MAX, ""),
            ("Basic realm=, Bearer", usize::MAX, ""),
            ("Basic realm=a, realm=b", 15, "a parameter stands twice in one challenge"),
            ("Basic realm=a, REALM=b", 15, "a parameter stands twice in one challenge"),
            ("Negotiate abc==, realm=a", 17, "a parameter stands beside a token68"),
            ("\"Basic\" realm=a", 0, "a scheme is a token"),
            ("Basic/1 realm=a", 5, "a comma is missing"),
            ("Basic: realm=a", 5, "a comma is missing"),
            ("Basic realm=a; charset=b", 13, "a comma is missing"),
            ("Basic \"a\"", 6, "a parameter's name is a token"),
            ("Basic a b", 8, "an equals sign is missing"),
            ("Basic realm=(a)", 12, "a parameter's value is a token or quoted"),
        ];
        for (value, at, what) in cases {
            let parsed = parse_challenges(value.as_bytes());
            match at {
                // A lone word, padded or not, is a token68, however much it was meant as a parameter.
                usize::MAX => assert!(parsed.is_ok_and(|parsed| parsed[0].token68.is_some()), "{value}"),
                _ => assert_eq!(parsed, Err(Malformed::at(at, what)), "{value}"),
            }
        }
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut fields = Fields::default();
        fields.push("WWW-Authenticate", "Digest realm=\"a\"");
        fields.push("Date", "x");
        fields.push("www-authenticate", "nonce=\"b\", Basic realm=\"c\"");
        let parsed = challenges(fields.section(), "WWW-Authenticate").unwrap();
        assert_eq!(short(&parsed), "Digest{realm=a}{nonce=b} Basic{realm=c}");
    }
}
