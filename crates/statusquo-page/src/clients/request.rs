//! The steps of a trigger as requests: what a client library has to be told so that it sends the same.

use statusquo_catalog::{Capture, Step, Trigger};

/// A request, as far as the trigger's bytes say it.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) method: String,
    pub(super) target: String,
    /// The last part of the request line.
    pub(super) version: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) content: Content,
    /// Its head came to its end.
    pub(super) whole: bool,
    pub(super) times: Times,
    pub(super) capture: Option<Capture>,
    /// Over TLS, with this server asked for in the handshake.
    pub(super) tls: Option<&'static str>,
    /// The trigger's code stands within the content of its answer.
    pub(super) inside: bool,
    /// The trigger's code is an interim one that comes before its answer.
    pub(super) interim: bool,
    /// So many milliseconds are to pass before it is sent.
    pub(super) pause: Option<u32>,
    /// Its bytes, as the steps cut them: an answer is waited for between them.
    pub(super) bytes: Vec<String>,
}

/// The content of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    None,
    Text(String),
    /// Sent in chunks, so that nobody knows its length beforehand.
    Chunked(String),
    /// As many octets as the head announces: which does not matter, since the trigger sends none.
    Octets(usize),
}

/// How often a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    Once,
    /// One after the other.
    InARow(usize),
    /// Each on a connection of its own.
    AtOnce(usize),
}

impl Ask {
    /// The value of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A field that comes more than once.
    pub(super) fn repeated(&self) -> Option<&str> {
        let mut names = self.fields.iter().map(|(name, _)| name.as_str()).enumerate();
        names.find_map(|(at, name)| self.fields[..at].iter().any(|(other, _)| other == name).then_some(name))
    }

    /// The fields that a library is told: not those that it makes of the address and of the content by itself.
    pub(super) fn told(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(move |(name, value)| match *name {
            "Host" => self.proxied().is_none() && *value != "{authority}",
            "Content-Length" | "Transfer-Encoding" => false,
            _ => true,
        })
    }

    /// The host that a target in absolute form names: the request is one for a proxy.
    pub(super) fn proxied(&self) -> Option<&str> {
        let (_, rest) = self.target.split_once("://")?;
        Some(rest.split(['/', '?']).next().unwrap_or(rest))
    }
}

/// Codes whose answers lead elsewhere: libraries follow them unless they are told not to.
pub(super) fn is_followed(code: u16) -> bool {
    matches!(code, 301 | 302 | 303 | 307 | 308)
}

/// The requests of a trigger, in order. Steps that make a request together are one; what they wait before its end, a client waits
/// before its beginning, since no library sends half a head.
pub(super) fn requests(trigger: &Trigger) -> Vec<Ask> {
    let mut all = Vec::new();
    let mut begun: Vec<String> = Vec::new();
    let mut paused = None;
    for (at, step) in trigger.steps.iter().enumerate() {
        let last = at + 1 == trigger.steps.len();
        begun.push(step.send.to_owned());
        let asks = read(&begun.concat(), step);
        let is_whole = |ask: &Ask| ask.whole && !matches!(ask.content, Content::Octets(_));
        if !last && !asks.iter().all(is_whole) {
            paused = step.wait_ms.or(paused);
            continue;
        }
        let mut asks = merged(asks, &begun, step);
        if let Some(first) = asks.first_mut() {
            first.pause = paused.take();
        }
        paused = step.wait_ms;
        all.append(&mut asks);
        begun.clear();
    }
    all
}

/// Requests that are the same, as one that is sent several times; one alone keeps the cuts of its bytes.
fn merged(mut asks: Vec<Ask>, bytes: &[String], step: &Step) -> Vec<Ask> {
    let same = asks.windows(2).all(|two| two[0].bytes == two[1].bytes);
    let count = asks.len();
    if count > 1 && same {
        asks.truncate(1);
        asks[0].times = Times::InARow(count);
    } else if let [ask] = &mut asks[..] {
        ask.bytes = bytes.to_vec();
        ask.times = match (step.parallel, step.repeat) {
            (Some(count), _) => Times::AtOnce(count.into()),
            (_, Some(count)) => Times::InARow(count.into()),
            _ => Times::Once,
        };
    }
    if let Some(last) = asks.last_mut() {
        last.capture = step.capture;
        last.inside = step.inside.is_some();
    }
    asks
}

/// The requests in bytes, one after the other; the last one may lack something.
fn read(bytes: &str, step: &Step) -> Vec<Ask> {
    let mut asks = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (head, after) = rest.split_once("\r\n\r\n").map_or((rest, None), |(head, after)| (head, Some(after)));
        let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
        let mut words = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
        let mut word = || words.next().unwrap_or_default();
        let (method, target, version) = (word(), word(), word());
        let fields: Vec<(String, String)> =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.into(), value.into())).collect();
        let (content, used) = content(&fields, after.unwrap_or_default());
        let end = after.map_or(rest.len(), |after| rest.len() - after.len() + used);
        asks.push(Ask {
            method,
            target,
            version,
            fields,
            content,
            whole: after.is_some(),
            times: Times::Once,
            capture: None,
            tls: step.tls,
            inside: false,
            interim: false,
            pause: None,
            bytes: vec![rest[..end].to_owned()],
        });
        rest = &rest[end..];
    }
    asks
}

/// The content that a head announces, from what comes after it, and how much of that it is.
fn content(fields: &[(String, String)], after: &str) -> (Content, usize) {
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    if field("Transfer-Encoding").is_some() {
        let mut text = String::new();
        let mut rest = after;
        while let Some((size, data)) = rest.split_once("\r\n") {
            let size = usize::from_str_radix(size, 16).unwrap_or(0);
            let end = (size + 2).min(data.len());
            text.push_str(data.get(..size).unwrap_or_default());
            rest = &data[end..];
            if size == 0 {
                break;
            }
        }
        return (Content::Chunked(text), after.len() - rest.len());
    }
    let length = field("Content-Length").and_then(|length| length.parse().ok()).unwrap_or(0);
    match after.get(..length) {
        _ if length == 0 => (Content::None, 0),
        Some(text) => (Content::Text(text.to_owned()), length),
        None => (Content::Octets(length), after.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_catalog::entry;

    fn of(code: u16) -> Vec<Ask> {
        requests(&entry(code).expect("a registered code").trigger.expect("a trigger"))
    }

    #[test]
    fn steps_that_make_one_request_are_one() {
        let [only] = &of(100)[..] else { panic!("one request") };
        assert_eq!(only.content, Content::Text("Milk, bread and two lemons".to_owned()));
        assert_eq!(only.bytes.len(), 2);
        let [first, then] = &of(303)[..] else { panic!("two requests") };
        assert_eq!((first.capture.map(|it| it.name), first.pause), (Some("job"), None));
        assert_eq!((then.target.as_str(), then.pause), ("{job}", Some(500)));
    }

    #[test]
    fn what_is_not_whole_stays_so() {
        let half = &of(408)[0];
        assert!(!half.whole && half.method == "GET", "{half:?}");
        assert_eq!(of(413)[0].content, Content::Octets(2_000_000));
    }

    #[test]
    fn the_same_request_is_one_that_is_sent_more_often() {
        let times = |code| of(code)[0].times;
        assert_eq!([times(429), times(402), times(503)], [Times::InARow(6), Times::InARow(4), Times::AtOnce(3)]);
    }

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(of(411)[0].content, Content::Chunked("hello".to_owned()));
    }

    #[test]
    fn what_is_told_is_what_a_library_does_not_know_by_itself() {
        assert_eq!(of(204)[0].told().collect::<Vec<_>>(), [("Content-Type", "text/plain")]);
        assert_eq!(of(431)[0].repeated(), Some("X-Line"));
        assert_eq!(of(407)[0].proxied(), Some("example.com"));
    }
}
