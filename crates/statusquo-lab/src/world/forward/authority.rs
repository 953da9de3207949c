//! Whose authority a target names: the server's own, one of its listeners, or anybody's else. No name is ever resolved.

use crate::visit::Visit;
use statusquo_wire::message::Form;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A listener of the lab, which the proxy may connect to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Destination(pub(super) SocketAddr);

impl Destination {
    /// The listener that the target names, or why it names none.
    pub(super) fn of(visit: &Visit<'_>) -> Result<Self, String> {
        let authority = visit.request.authority().unwrap_or("");
        if visit.target.secure {
            let detail = format!("An https URI is reached through CONNECT {authority}, and TLS with the other side.");
            return Err(detail);
        }
        let default = if visit.target.form == Form::Authority { 0 } else { 80 };
        let Some((host, port)) = split(authority, default) else {
            return Err(format!("{authority} names no host and port."));
        };
        let found = literals(host).into_iter().flatten().map(|ip| SocketAddr::new(ip, port));
        found.into_iter().find(|address| is_listener(visit, *address)).map(Self).ok_or_else(|| {
            format!(
                "{authority} is no listener of this server: the proxy connects to those alone, told by their addresses, and \
                 looks up no name."
            )
        })
    }
}

/// Whether an absolute target is for the authority that the client has connected to: the address, `localhost` or a name
/// under it with that port, or a name that the operator gave the server.
pub(super) fn is_own(visit: &Visit<'_>) -> bool {
    let default = if visit.target.secure { 443 } else { 80 };
    let Some((host, port)) = visit.request.authority().and_then(|authority| split(authority, default)) else {
        return false;
    };
    if visit.state.settings.admin_hosts.iter().any(|name| name.eq_ignore_ascii_case(host)) {
        return true;
    }
    let local = visit.local;
    port == local.port() && (is_localhost(host) || literal(host) == Some(local.ip().to_canonical()))
}

/// What the proxy may connect to.
pub(super) fn reachable(visit: &Visit<'_>) -> Vec<String> {
    visit.state.listeners.iter().map(SocketAddr::to_string).collect()
}

/// Whether the lab listens there, and nobody else can: at exactly this address, or at every address of the machine, of which
/// the client has connected to this one.
fn is_listener(visit: &Visit<'_>, address: SocketAddr) -> bool {
    let here = visit.local.ip().to_canonical();
    visit.state.listeners.iter().any(|listener| match listener.ip().is_unspecified() {
        true => listener.port() == address.port() && address.ip() == here,
        false => *listener == address,
    })
}

/// Host and port; the port that goes without saying where none is named.
fn split(authority: &str, default: u16) -> Option<(&str, u16)> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let port = if port.is_empty() { default } else { port.parse().ok()? };
    Some((host, port))
}

/// The addresses that a host may stand for: its own, or those of loopback for `localhost` and what is under it.
fn literals(host: &str) -> [Option<IpAddr>; 2] {
    match is_localhost(host) {
        true => [Some(Ipv4Addr::LOCALHOST.into()), Some(Ipv6Addr::LOCALHOST.into())],
        false => [literal(host), None],
    }
}

/// An address as it is usually written, four decimal numbers or a literal in brackets, and in no other spelling.
fn literal(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

/// Names that mean this machine and nothing else (RFC 6761).
fn is_localhost(host: &str) -> bool {
    const NAME: &str = "localhost";
    let Some(at) = host.len().checked_sub(NAME.len()) else { return false };
    host.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(NAME)) && (at == 0 || host[..at].ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_has_a_host_and_a_port_that_may_go_without_saying() {
        for (authority, host, port) in [
            ("a", "a", 80),
            ("a:", "a", 80),
            ("a:81", "a", 81),
            ("127.0.0.1:8080", "127.0.0.1", 8080),
            ("[::1]", "[::1]", 80),
            ("[::1]:8080", "[::1]", 8080),
        ] {
            assert_eq!(split(authority, 80), Some((host, port)), "{authority}");
        }
        assert_eq!(split("a:65536", 80), None);
        assert_eq!(split("a:x", 80), None);
    }

    #[test]
    fn an_address_has_one_spelling() {
        assert_eq!(literal("127.0.0.1"), Some(Ipv4Addr::LOCALHOST.into()));
        assert_eq!(literal("[::1]"), Some(Ipv6Addr::LOCALHOST.into()));
        assert_ne!(literal("[::ffff:127.0.0.1]"), Some(Ipv4Addr::LOCALHOST.into()), "it is another address");
        for other in [
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "017700000001",
            "0177.0.0.1",
            "127.1",
            "127.0.1",
            "127.0.0.01",
            "127.0.0.1.",
            "127.0.0.%31",
            "::1",
            "[127.0.0.1]",
            "localhost",
            "",
            "[",
            "[]",
            "[::1",
        ] {
            assert_eq!(literal(other), None, "{other}");
        }
    }

    #[test]
    fn localhost_is_a_name_and_so_is_what_is_under_it() {
        for own in ["localhost", "LocalHost", "a.localhost", "a.b.localhost"] {
            assert!(is_localhost(own), "{own}");
        }
        for other in ["", "ocalhost", "alocalhost", "localhost.", "localhost.test", "löcalhost", "127.0.0.1"] {
            assert!(!is_localhost(other), "{other}");
        }
    }
}
