//! A route of httpbin's, and a request for one: which segments a path has to have, and what is done when it has them.

use super::content::Sent;
use super::json::Json;
use super::pairs::Pairs;
use super::shape::Shape;
use crate::reason::Reason;
use crate::visit::{Body, Visit, Wanted};
use statusquo_decision::Question;

/// What is done at one stage: it sets facts, and what the answer will carry.
pub(crate) type Step = for<'a, 'v> fn(&'a mut Visit<'v>, &'a Call);

/// What is read of the content, if anything is.
pub(crate) type Look = for<'a, 'v> fn(&'a Visit<'v>, &'a Call) -> Option<Wanted>;

/// One line of the route table.
#[derive(Debug)]
pub(crate) struct Route {
    /// Segments: a word that has to stand there, `{int:name}` for digits, `{text:name}` for anything, `{rest:name}` for all
    /// that follows, `{below:name}` for the same or nothing.
    path: &'static str,
    /// What it is for, in a sentence.
    pub(crate) says: &'static str,
    methods: &'static [&'static str],
    /// Any other method will do as well.
    any_method: bool,
    /// Whether the content is read.
    wants: Look,
    /// It is read as it is framed on the wire.
    framed: bool,
    /// The lab's own table leads there; here it is only listed.
    listed_only: bool,
    admit: Step,
    find: Step,
    /// Looks at the content as it came, where [`Call::sent`] is not made of it.
    judge: Option<Step>,
    perform: Step,
}

/// What may stand at an open place of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits.
    Int,
    /// Anything but nothing, up to the next slash.
    Text,
    /// All that follows, slashes too.
    Rest,
    /// The same, or nothing.
    Below,
}

/// What a resource that is only read offers.
const READING: &[&str] = &["GET", "HEAD", "OPTIONS"];

impl Route {
    /// A route for GET, whose facts are all usual.
    pub(crate) const fn get(path: &'static str, perform: Step) -> Self {
        Self {
            path,
            says: "",
            methods: READING,
            any_method: false,
            wants: no_content,
            framed: false,
            listed_only: false,
            admit: nothing,
            find: nothing,
            judge: None,
            perform,
        }
    }

    /// What is found in the lab's own table, but belongs to these.
    pub(crate) const fn listed(path: &'static str, methods: &'static [&'static str]) -> Self {
        Self { methods, listed_only: true, ..Self::get(path, nothing) }
    }

    /// What it is for, in a sentence: lists of routes tell it.
    pub(crate) const fn saying(self, says: &'static str) -> Self {
        Self { says, ..self }
    }

    /// For these methods instead.
    pub(crate) const fn only(self, methods: &'static [&'static str]) -> Self {
        Self { methods, ..self }
    }

    /// For these methods, and for any other that somebody makes up.
    pub(crate) const fn any(self, methods: &'static [&'static str]) -> Self {
        Self { methods, any_method: true, ..self }
    }

    /// Reads the content, so that [`Call::sent`] has it.
    pub(crate) const fn reading_content(self) -> Self {
        Self { wants: any_content, ..self }
    }

    /// Reads the content, and looks at it as it came, or at none if none came.
    pub(crate) const fn judging(self, judge: Step) -> Self {
        Self { wants: any_content, judge: Some(judge), ..self }
    }

    /// Reads the content as it is framed on the wire, and makes nothing of it.
    pub(crate) const fn reading_framing(self) -> Self {
        Self { wants: any_content, framed: true, judge: Some(nothing), ..self }
    }

    /// Reads the content of some requests alone.
    pub(crate) const fn wanting(self, wants: Look) -> Self {
        Self { wants, ..self }
    }

    /// Looks at the head before the content is read: whether it can be understood, and whatever else the table has to know
    /// before anything is done.
    pub(crate) const fn finding(self, find: Step) -> Self {
        Self { find, ..self }
    }

    /// Says whether a number is asked for, which is decided before all else.
    pub(crate) const fn admitting(self, admit: Step) -> Self {
        Self { admit, ..self }
    }

    /// What a path has at the places that are open, if the path is this one.
    pub(crate) fn matches(&self, path: &str) -> Option<Vec<String>> {
        let mut rest = Some(path).filter(|_| !self.listed_only);
        let mut open = Vec::new();
        for wanted in self.path.split('/').skip(1) {
            let whole = rest?;
            let (segment, after) = match whole.split_once('/') {
                Some((segment, after)) => (segment, Some(after)),
                None => (whole, None),
            };
            let place = place(wanted);
            let fits = match place {
                Some((Kind::Rest, _)) => {
                    open.push(whole.to_owned());
                    return (!whole.is_empty() && !whole.starts_with('/')).then_some(open);
                }
                Some((Kind::Below, _)) => {
                    open.push(whole.to_owned());
                    return Some(open);
                }
                Some((Kind::Int, _)) => number(segment).is_some(),
                Some((Kind::Text, _)) => !segment.is_empty(),
                None => wanted == segment,
            };
            if !fits {
                return None;
            }
            if place.is_some() {
                open.push(segment.to_owned());
            }
            rest = after;
        }
        rest.is_none().then_some(open)
    }

    /// The path as people write it, with the names of its open places: `/basic-auth/{user}/{passwd}`.
    pub(crate) fn template(&self) -> String {
        let segments = self.path.split('/').map(|segment| match place(segment) {
            Some((_, name)) => format!("{{{name}}}"),
            None => segment.to_owned(),
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// Its open places.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Kind, &'static str)> {
        self.path.split('/').filter_map(place)
    }

    /// The methods that are worth telling: HEAD comes with every GET, and OPTIONS with everything.
    pub(crate) fn told_methods(&self) -> impl Iterator<Item = &'static str> {
        let gets = self.methods.contains(&"GET");
        self.methods.iter().copied().filter(move |method| !(*method == "OPTIONS" || gets && *method == "HEAD"))
    }
}

/// What an open place takes, and its name.
fn place(segment: &'static str) -> Option<(Kind, &'static str)> {
    let inner = segment.strip_prefix('{')?.strip_suffix('}')?;
    let (kind, name) = inner.split_once(':').unwrap_or((inner, inner));
    let kind = match kind {
        "int" => Kind::Int,
        "rest" => Kind::Rest,
        "below" => Kind::Below,
        _ => Kind::Text,
    };
    Some((kind, name))
}

/// Whatever it is, it is read.
fn any_content(visit: &Visit<'_>, _: &Call) -> Option<Wanted> {
    Some(Wanted { limit: visit.state.settings.httpbin.content_bytes, media_type: None })
}

fn no_content(_: &Visit<'_>, _: &Call) -> Option<Wanted> {
    None
}

/// Where everything is found before, there is nothing left to do.
pub(crate) fn nothing(_: &mut Visit<'_>, _: &Call) {}

/// A number as it stands in a path: digits alone.
fn number(segment: &str) -> Option<u64> {
    segment.bytes().all(|octet| octet.is_ascii_digit()).then(|| segment.parse().ok()).flatten()
}

/// A request for a route.
#[derive(Debug)]
pub(crate) struct Call {
    /// The table that it was found in.
    pub(crate) routes: &'static [Route],
    route: &'static Route,
    open: Vec<String>,
    /// What came, once it was read.
    pub(crate) sent: Sent,
}

impl Call {
    /// A request for the first of these routes whose path this is.
    pub(crate) fn of(routes: &'static [Route], path: &str) -> Option<Self> {
        let found = |route: &'static Route| {
            let open = route.matches(path)?;
            Some(Self { routes, route, open, sent: Sent::default() })
        };
        routes.iter().find_map(found)
    }

    /// What stands at an open place of the path; the first one is 0.
    pub(crate) fn text(&self, place: usize) -> &str {
        self.open.get(place).map_or("", String::as_str)
    }

    /// The number there.
    pub(crate) fn number(&self, place: usize) -> u64 {
        number(self.text(place)).unwrap_or(0)
    }

    pub(crate) fn methods(&self) -> &'static [&'static str] {
        self.route.methods
    }

    pub(crate) fn takes_any_method(&self) -> bool {
        self.route.any_method
    }

    pub(crate) fn reads_framing(&self) -> bool {
        self.route.framed
    }

    pub(crate) fn wants(&self, visit: &Visit<'_>) -> Option<Wanted> {
        (self.route.wants)(visit, self)
    }

    /// Looks for a number that is asked for, if the route offers the method at all.
    pub(crate) fn admit(&self, visit: &mut Visit<'_>) {
        if visit.method() != "OPTIONS" && (self.route.any_method || self.route.methods.contains(&visit.method())) {
            (self.route.admit)(visit, self);
        }
    }

    /// Looks at the head, if the route offers the method at all.
    pub(crate) fn find(&self, visit: &mut Visit<'_>) {
        if !visit.facts.get(Question::MethodOffered) {
            return;
        }
        match self.wants(visit) {
            Some(wanted) if wanted.media_type.is_some() => visit.judge_declared_content(wanted),
            // Whatever its type and coding are, the content is shown as it came.
            Some(wanted) => visit.judge_declared_length(wanted.limit),
            None => {}
        }
        (self.route.find)(visit, self);
    }

    /// Judges the content, or makes of it what the answer shows of it.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if let Some(judge) = self.route.judge {
            judge(visit, self);
        } else if self.wants(visit).is_some() {
            match (Shape::of(visit).sent)(visit) {
                Ok(sent) => self.sent = sent,
                Err(reason) => visit.object(reason),
            }
        }
    }

    pub(crate) fn perform(&self, visit: &mut Visit<'_>) {
        (self.route.perform)(visit, self);
    }
}

/// The type that Flask gives whatever has no other.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// The query.
pub(crate) fn query(visit: &Visit<'_>) -> Pairs {
    Pairs::of(visit.target.query.unwrap_or(""))
}

/// Answers with JSON.
pub(crate) fn say(visit: &mut Visit<'_>, value: &Json) {
    let shape = Shape::of(visit);
    visit.say(shape.media_type, (shape.lay_out)(visit, value));
}

/// Answers with nothing, of the type that Flask gives it.
pub(crate) fn say_nothing(visit: &mut Visit<'_>) {
    visit.media_type = Some(HTML.into());
    visit.body = Body::Owned(Vec::new());
}

/// Refuses a parameter that cannot be understood, and names it.
pub(crate) fn refuse_parameter(visit: &mut Visit<'_>, parameter: &str, detail: impl Into<String>) {
    visit.object(Reason::new(Question::Understood, detail).member("parameter", parameter));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(route: &'static str, path: &str) -> Option<Vec<String>> {
        Route::get(route, nothing).matches(path)
    }

    #[test]
    fn open_places_take_what_their_kind_takes() {
        assert_eq!(open("/get", "get"), Some(vec![]));
        assert_eq!(open("/get", "get/"), None);
        assert_eq!(open("/get", "gets"), None);
        assert_eq!(open("/a/{int}", "a/007"), Some(vec!["007".into()]));
        for wrong in ["a", "a/", "a/-1", "a/+1", "a/1/", "a/1x", "a/99999999999999999999"] {
            assert_eq!(open("/a/{int}", wrong), None, "{wrong}");
        }
        assert_eq!(open("/a/{text}/{text}", "a/b/c"), Some(vec!["b".into(), "c".into()]));
        assert_eq!(open("/a/{text}/{text}", "a//c"), None);
        assert_eq!(open("/a/{rest}", "a/b//c/"), Some(vec!["b//c/".into()]));
        assert_eq!(open("/a/{rest}", "a/"), None);
        assert_eq!(open("/a/{rest}", "a"), None);
        assert_eq!(open("/a/{below}", "a/b//c/"), Some(vec!["b//c/".into()]));
        assert_eq!((open("/a/{below}", "a/"), open("/a/{below}", "a")), (Some(vec![String::new()]), None));
        assert_eq!(Route::listed("/a", READING).matches("a"), None);
    }

    #[test]
    fn open_places_have_names() {
        let route = Route::get("/a/{int:n}/b/{text}/{rest:path}", nothing);
        assert_eq!(route.matches("a/1/b/2/3/4"), Some(vec!["1".into(), "2".into(), "3/4".into()]));
        assert_eq!(route.template(), "/a/{n}/b/{text}/{path}");
        let places: Vec<_> = route.places().collect();
        assert_eq!(places, [(Kind::Int, "n"), (Kind::Text, "text"), (Kind::Rest, "path")]);
        assert_eq!(route.told_methods().collect::<Vec<_>>(), ["GET"]);
        assert_eq!(route.only(&["HEAD", "OPTIONS"]).told_methods().collect::<Vec<_>>(), ["HEAD"]);
    }
}
