//! Wall: all that is to be played, for a code, for one of its causes or over one version, can be played as it is written.

use statusquo_catalog::{ALL, Carried, Cause, Entry, Step};

/// The longest pause in milliseconds: somebody watches, and the lab waits for a slow client no longer than 2 s.
const PAUSE: u32 = 1_500;

/// What is to be played for a code, and for which cause: its hint, or a word for what is for none of them.
#[derive(Clone, Copy)]
struct Play {
    code: u16,
    of: &'static str,
    steps: &'static [Step],
}

impl Play {
    fn is(&self, (code, of, _): &(u16, &str, &str)) -> bool {
        (self.code, self.of) == (*code, *of)
    }

    /// All that it sends, one after the other.
    fn sends(&self) -> String {
        self.steps.iter().map(|step| step.send).collect()
    }
}

/// The causes of an entry that have steps.
fn causes(entry: &'static Entry) -> impl Iterator<Item = &'static Cause> {
    entry.causes.iter().filter(|cause| cause.trigger.is_some())
}

/// All that is to be played for an entry; what is the same for the code and for a cause is that cause's.
fn plays(entry: &'static Entry) -> Vec<Play> {
    let play = |of, steps| Play { code: entry.code, of, steps };
    let mut all: Vec<Play> =
        causes(entry).filter_map(|cause| Some(play(cause.lab.unwrap_or("a cause"), cause.trigger?.steps))).collect();
    if let Some(trigger) = entry.trigger.filter(|trigger| all.iter().all(|play| play.steps != trigger.steps)) {
        all.push(play("trigger", trigger.steps));
    }
    for (version, carried) in entry.versions.each() {
        if let Carried::ForAnotherCause { trigger, .. } = carried {
            all.push(play(version, trigger.steps));
        }
    }
    all
}

fn all() -> impl Iterator<Item = Play> {
    ALL.iter().flat_map(plays)
}

/// Asserts something of all that is to be played, and names at once what breaks it.
fn each(what: &str, keeps: impl Fn(&Play) -> bool) {
    let breaking: Vec<_> = all().filter(|play| !keeps(play)).map(|play| (play.code, play.of)).collect();
    assert!(breaking.is_empty(), "{what}: {breaking:#?}");
}

/// The same of all but some, each of which has a reason to break it, and does.
fn each_but(what: &str, some: &[(u16, &str, &str)], keeps: impl Fn(&Play) -> bool) {
    each(what, |play| some.iter().any(|row| play.is(row)) || keeps(play));
    for row in some {
        let play = all().find(|play| play.is(row)).unwrap_or_else(|| panic!("nothing is played for {row:?}"));
        assert!(!keeps(&play), "{what}: this needs no exemption any more: {row:?}");
    }
}

#[test]
fn steps_send_something_in_whole_lines() {
    each("there are steps", |play| !play.steps.is_empty());
    each("each step sends something", |play| play.steps.iter().all(|step| !step.send.is_empty()));
    each("every LF follows a CR", |play| play.sends().matches('\n').count() == play.sends().matches("\r\n").count());
    each("bursts are of two or more", |play| {
        play.steps.iter().all(|step| step.repeat.is_none_or(|n| n > 1) && step.parallel.is_none_or(|n| n > 1))
    });
    each("pauses are short", |play| play.steps.iter().all(|step| step.wait_ms.is_none_or(|pause| pause <= PAUSE)));
}

#[test]
fn steps_of_a_cause_are_its_own() {
    for entry in ALL {
        for (at, cause) in causes(entry).enumerate() {
            assert!(cause.lab.is_some(), "{} is played and not in the lab: {}", entry.code, cause.text);
            let same = causes(entry).skip(at + 1).find(|other| other.trigger == cause.trigger);
            assert!(
                same.is_none(),
                "{}: {:?} is played as {:?} is",
                entry.code,
                cause.lab,
                same.and_then(|same| same.lab)
            );
        }
    }
}

/// What is for another host than the lab's own address, or for none, and why.
const FOR_ANOTHER_HOST: &[(u16, &str, &str)] = &[
    (400, "GET / HTTP/1.1 without a Host field", "that it is missing is the cause"),
    (400, "GET / with Host: a b", "that it names no host is the cause"),
    (400, "curl -sk https:// to the lab's HTTP port", NO_HTTP),
    (400, "GARBAGE as the first line", NO_HTTP),
    (403, "GET http://example.com/, the whole URI as the target, with Proxy-Authorization for proxy:proxy", PROXY),
    (
        407,
        "GET http://example.com/, the whole URI as the target: the lab is a forward proxy for what is not its own",
        PROXY,
    ),
    (407, "the same with Proxy-Authorization: Basic and other credentials than proxy:proxy", PROXY),
    (407, "CONNECT example.com:443", PROXY),
    (407, "HTTP/2", PROXY),
    (
        421,
        "over TLS, ask for localhost in the handshake and send Host: other.localhost",
        "that it is another is the cause",
    ),
    (
        502,
        "a request to the lab as a proxy, proxy:proxy, with the Via that an answer through it carries",
        "it is the lab's other address",
    ),
    (511, "GET / at the host portal.localhost, let through with the cookie that POST /lab/portal/login sets", PORTAL),
    (511, "the same after a login with seconds=1, a second later", PORTAL),
];

const NO_HTTP: &str = "it is no HTTP";
const PROXY: &str = "a proxy is asked for what is somebody else's";
const PORTAL: &str = "the portal stands before that name alone";

#[test]
fn all_is_for_the_lab() {
    each_but("a Host that is the lab's", FOR_ANOTHER_HOST, |play| {
        let sent = play.sends();
        let mut hosts = sent.split("\r\n").filter_map(|line| line.strip_prefix("Host: ")).peekable();
        hosts.peek().is_some() && hosts.all(|host| host == "{authority}")
    });
}

/// The placeholders in a step's bytes: what stands in braces and is a plain name, unlike JSON.
fn placeholders(send: &str) -> impl Iterator<Item = &str> {
    send.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).filter(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

#[test]
fn placeholders_are_the_authority_or_were_captured_before() {
    each("placeholders are known", |play| {
        let mut known = vec!["authority"];
        play.steps.iter().all(|step| {
            let all_known = placeholders(step.send).all(|name| known.contains(&name));
            known.extend(step.capture.map(|capture| capture.name));
            all_known
        })
    });
    each("what is captured is used", |play| {
        let steps = play.steps;
        steps.iter().enumerate().filter_map(|(at, step)| step.capture.map(|capture| (at, capture.name))).all(
            |(at, captured)| steps[at + 1..].iter().any(|step| placeholders(step.send).any(|name| name == captured)),
        )
    });
}

/// What announces content that does not follow at once, and why.
const ANNOUNCED_ONLY: &[(u16, &str, &str)] = &[
    (
        100,
        "PUT /lab/documents/notes with Expect: 100-continue, the content held back",
        "the content waits for the go-ahead, in a later step",
    ),
    (
        408,
        "PUT /lab/documents/slow with Content-Length: 10 and two octets of content",
        "that the rest does not come is the cause",
    ),
    (408, "HTTP/2", "that the rest does not come is the cause"),
    (408, "HTTP/3", "that the rest does not come is the cause"),
    (413, "PUT /lab/documents/big with Content-Length: 2000000", "the content is refused before any of it is sent"),
];

/// Whether each request that begins in these bytes is followed by exactly the content that it announces.
fn content_is_as_announced(send: &str) -> bool {
    let mut rest = send;
    while let Some((head, after)) = rest.split_once("\r\n\r\n") {
        let value = |name: &str| {
            head.lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(field, _)| field.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim())
        };
        if value("Transfer-Encoding").is_some() {
            return true; // chunks say their own lengths
        }
        let announced = value("Content-Length").map_or(Some(0), |length| length.parse::<usize>().ok());
        match announced.and_then(|length| after.split_at_checked(length)) {
            Some((_, next)) => rest = next,
            None => return false,
        }
        if !rest.is_empty() && !rest.lines().next().is_some_and(|line| line.contains(" HTTP/")) {
            return false; // octets beyond the announced content that begin no request
        }
    }
    true
}

#[test]
fn content_is_as_long_as_announced() {
    each_but("content as announced", ANNOUNCED_ONLY, |play| {
        play.steps.iter().all(|step| content_is_as_announced(step.send))
    });
}

#[test]
fn a_wrong_content_length_is_noticed() {
    let put = |length: usize, content: &str| format!("PUT /x HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{content}");
    assert!(content_is_as_announced(&put(2, "hi")));
    assert!(!content_is_as_announced(&put(3, "hi")));
    assert!(!content_is_as_announced(&put(1, "hi")));
    assert!(content_is_as_announced(&(put(2, "hi") + "GET / HTTP/1.1\r\n\r\n")));
    assert!(!content_is_as_announced("GET / HTTP/1.1\r\n\r\nhi"));
}
