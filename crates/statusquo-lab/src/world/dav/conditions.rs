//! The `If` field of WebDAV (RFC 4918): lists of conditions on locks and entity tags, and the tokens that it submits.

/// One condition on the state of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    /// Whether it is to be false.
    pub(super) not: bool,
    pub(super) state: State,
}

/// What a condition is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A lock with this token covers the resource.
    Token(String),
    /// The resource has this entity tag.
    Tag(String),
}

/// Conditions on one resource that have to hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// The URI of that resource; without it, it is the request's.
    pub(super) resource: Option<String>,
    pub(super) conditions: Vec<Condition>,
}

/// The whole field: it holds if one of its lists does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions(pub(super) Vec<List>);

impl Conditions {
    /// Reads the field's value; what is wrong, and at which octet, if it is not what RFC 4918 says.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let mut reader = Reader { value, at: 0 };
        let mut lists = Vec::new();
        let mut resource = None;
        let tagged = reader.comes('<');
        while !reader.is_over() {
            if tagged && reader.comes('<') {
                resource = Some(reader.between('<', '>')?);
                if !reader.comes('(') {
                    return Err(reader.error("a list in parentheses"));
                }
            }
            lists.push(List { resource: resource.clone(), conditions: reader.list()? });
        }
        if lists.is_empty() { Err(reader.error("a list in parentheses")) } else { Ok(Self(lists)) }
    }

    /// Every token in it: whether its list holds or not, the client shows that it knows it.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|list| &list.conditions).filter_map(|condition| match &condition.state {
            State::Token(token) => Some(token.as_str()),
            State::Tag(_) => None,
        })
    }
}

struct Reader<'v> {
    value: &'v str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&mut self) -> &str {
        let rest = &self.value[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        &self.value[self.at..]
    }

    fn is_over(&mut self) -> bool {
        self.rest().is_empty()
    }

    fn comes(&mut self, mark: char) -> bool {
        self.rest().starts_with(mark)
    }

    fn error(&self, wanted: &str) -> String {
        format!("octet {} of If is not where {wanted} should begin", self.at)
    }

    /// What stands between two marks; it has no space in it and is not empty.
    fn between(&mut self, open: char, close: char) -> Result<String, String> {
        let found = self.rest().strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(found, _)| found);
        match found.filter(|found| !found.is_empty() && !found.contains([' ', '\t', '<', '('])) {
            Some(found) => {
                let found = found.to_owned();
                self.at += found.len() + 2;
                Ok(found)
            }
            None => Err(self.error(&format!("something between {open} and {close}"))),
        }
    }

    /// An entity tag in brackets; there may be any mark between its quotes.
    fn tag(&mut self) -> Result<String, String> {
        let rest = self.rest();
        let inside = rest.strip_prefix('[').unwrap_or(rest);
        let opaque = inside.strip_prefix("W/").unwrap_or(inside).strip_prefix('"');
        let end = opaque
            .and_then(|opaque| opaque.find("\"]"))
            .filter(|end| !opaque.is_some_and(|opaque| opaque[..*end].contains(['"', ' ', '\t'])));
        match (opaque, end) {
            (Some(opaque), Some(end)) => {
                let length = inside.len() - opaque.len() + end + 1;
                let tag = inside[..length].to_owned();
                self.at += length + 2;
                Ok(tag)
            }
            _ => Err(self.error("an entity tag in brackets")),
        }
    }

    fn list(&mut self) -> Result<Vec<Condition>, String> {
        if !self.comes('(') {
            return Err(self.error("a list in parentheses"));
        }
        self.at += 1;
        let mut conditions = Vec::new();
        while !self.comes(')') {
            let not = self.rest().get(..3).is_some_and(|word| word.eq_ignore_ascii_case("Not"));
            self.at += if not { 3 } else { 0 };
            let state = if self.comes('[') { State::Tag(self.tag()?) } else { State::Token(self.between('<', '>')?) };
            conditions.push(Condition { not, state });
        }
        self.at += 1;
        if conditions.is_empty() { Err(self.error("a condition in a list")) } else { Ok(conditions) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(token: &str) -> Condition {
        Condition { not: false, state: State::Token(token.to_owned()) }
    }

    fn tag(tag: &str) -> Condition {
        Condition { not: false, state: State::Tag(tag.to_owned()) }
    }

    fn list(resource: Option<&str>, conditions: Vec<Condition>) -> List {
        List { resource: resource.map(str::to_owned), conditions }
    }

    #[test]
    fn lists_are_read_with_and_without_a_resource() {
        let read = |value| Conditions::parse(value).unwrap().0;
        assert_eq!(read("(<urn:a>)"), [list(None, vec![token("urn:a")])]);
        assert_eq!(read("(<urn:a> [\"x(])\"]) ([W/\"\"])").len(), 2);
        assert_eq!(
            read("  (<urn:a>[\"x\"])(nOt <DAV:no-lock>)\t"),
            [
                list(None, vec![token("urn:a"), tag("\"x\"")]),
                list(None, vec![Condition { not: true, ..token("DAV:no-lock") }])
            ]
        );
        assert_eq!(
            read("</a> (<urn:a>) (<urn:b>) <http://h/b> ([W/\"1\"])"),
            [
                list(Some("/a"), vec![token("urn:a")]),
                list(Some("/a"), vec![token("urn:b")]),
                list(Some("http://h/b"), vec![tag("W/\"1\"")])
            ]
        );
        let tokens = Conditions::parse("(Not <urn:a>) (<urn:b> [\"x\"])").unwrap();
        assert_eq!(tokens.tokens().collect::<Vec<_>>(), ["urn:a", "urn:b"]);
    }

    #[test]
    fn what_rfc_4918_does_not_allow_is_refused_with_its_octet() {
        for (value, octet) in [
            ("", 0),
            ("()", 2),
            ("(", 1),
            ("(<>)", 1),
            ("(<urn:a>", 8),
            ("(<urn:a)", 1),
            ("<urn:a>", 7),
            ("(<urn:a>) </a> (<urn:b>)", 10),
            ("([x])", 1),
            ("([\"x\")", 1),
            ("(not)", 4),
            ("urn:a", 0),
            ("(<urn:a>) x", 10),
            ("(<a b>)", 1),
            ("(Not Not <a>)", 5),
        ] {
            let error = Conditions::parse(value).unwrap_err();
            assert!(error.contains(&format!("octet {octet} ")), "{value}: {error}");
        }
    }
}
