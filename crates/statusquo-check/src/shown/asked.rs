//! Tests on what was asked, and on the answers that came before.

use super::field::line;
use super::{Shown, broken, kept, not_judged};
use crate::{Answer, printable};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};
use statusquo_wire::Version;

pub(super) fn not_to(answer: &Answer<'_>, methods: &[&str]) -> Shown {
    match answer.method {
        "" => not_judged("the method is not known"),
        _ if answer.assumed => not_judged("the method is not known"),
        method if methods.contains(&method) => broken(format!("the request was {method}")),
        method => kept(format!("the request was {method}")),
    }
}

pub(super) fn not_to_http10(answer: &Answer<'_>) -> Shown {
    match answer.version {
        Version::Http10 => broken("the request was of HTTP/1.0"),
        version => kept(format!("the request was of {}", version.name())),
    }
}

pub(super) fn has_one_of(answer: &Answer<'_>, names: &[&str]) -> Shown {
    let Some(asked) = answer.asked else { return unknown() };
    match names.iter().find_map(|name| asked.get(name).map(|value| (name, value))) {
        Some((name, value)) => kept(format!("the request had {}", line(name, value))),
        None => broken(format!("the request had no {}", names.join(" and no "))),
    }
}

/// A member's name: what stands before its version (`a/1`) and its parameters (`a;q=1`) has to be the same.
fn name(member: &[u8]) -> &[u8] {
    member.split(|octet| *octet == b';').next().unwrap_or(member).trim_ascii()
}

pub(super) fn offered(answer: &Answer<'_>, chosen: &'static str, by: &'static str) -> Shown {
    let Some(asked) = answer.asked else { return unknown() };
    let is_offered = |member: &[u8]| asked.list(by).any(|offer| name(offer).eq_ignore_ascii_case(name(member)));
    match answer.fields.list(chosen).find(|member| !is_offered(member)) {
        Some(member) => {
            let what = format!("{}, which the request's {by} does not list", line(chosen, member));
            broken(what).at_line(answer.fields, chosen)
        }
        None => kept(format!("the request's {by} lists all of {chosen}")),
    }
}

pub(super) fn repeats(answer: &Answer<'_>, name: &str) -> Shown {
    let Some(asked) = answer.asked else { return unknown() };
    match (asked.get(name), answer.fields.get(name)) {
        (sent, said) if sent == said => kept(match said {
            Some(value) => format!("{}, as in the request", line(name, value)),
            None => format!("there is no {name}, and none was sent"),
        }),
        (_, None) => broken(format!("there is no {name}")),
        (None, Some(value)) => {
            broken(format!("{}, though the request had none", line(name, value))).at_line(answer.fields, name)
        }
        (Some(sent), Some(value)) => {
            let what = format!("{}, not {}", line(name, value), printable(&String::from_utf8_lossy(sent)));
            broken(what).at_line(answer.fields, name)
        }
    }
}

pub(super) fn several_ranges(answer: &Answer<'_>) -> Shown {
    let Some(asked) = answer.asked else { return unknown() };
    match asked.list("Range").count() {
        0 => broken("the request had no Range"),
        1 => broken(format!("the request had {}", line("Range", asked.get("Range").unwrap_or_default()))),
        several => kept(format!("the request asked for {several} ranges")),
    }
}

pub(super) fn after(answer: &Answer<'_>, code: u16) -> Shown {
    match answer.before {
        None => not_judged("what came before is not known"),
        Some(before) if before.contains(&code) => kept(format!("{code} came before")),
        Some(_) => broken(format!("no {code} came before")),
    }
}

/// What RFC 6455 has a server add to the key, so that nobody agrees by chance.
const WEB_SOCKET: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

pub(super) fn web_socket_accept(answer: &Answer<'_>) -> Shown {
    const NAME: &str = "Sec-WebSocket-Accept";
    let Some(asked) = answer.asked else { return unknown() };
    let Some(key) = asked.get("Sec-WebSocket-Key") else { return not_judged("the request had no Sec-WebSocket-Key") };
    let owed = STANDARD.encode(Sha1::digest([key, WEB_SOCKET.as_bytes()].concat()));
    match answer.fields.get(NAME) {
        None => broken(format!("there is no {NAME}")),
        Some(value) if value == owed.as_bytes() => kept(line(NAME, value)),
        Some(value) => broken(format!("{}, not {owed}", line(NAME, value))).at_line(answer.fields, NAME),
    }
}

/// Fields whose values nobody else may learn.
const SECRET: [&str; 3] = ["Authorization", "Proxy-Authorization", "Cookie"];

pub(super) fn lacks_secrets(answer: &Answer<'_>) -> Shown {
    let Some(asked) = answer.asked else { return unknown() };
    for name in SECRET {
        for value in asked.all(name).filter(|value| !value.is_empty()) {
            if let Some(at) = answer.content.windows(value.len()).position(|window| window == value) {
                return broken(format!("the content holds the request's {name}")).in_content(at..at + value.len());
            }
        }
    }
    match answer.cut {
        true => not_judged("the content is not all here"),
        false => kept("the content holds no credentials and no cookie of the request"),
    }
}

fn unknown() -> Shown {
    not_judged("the request is not known")
}
