//! Where the lab is that the commands are for.

/// The address of a lab: an authority, and whether TLS is spoken there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    authority: String,
    secure: bool,
}

/// Where a lab listens that was told nothing else.
const USUAL: &str = "127.0.0.1:8080";

/// Where it speaks TLS then.
const USUAL_TLS: &str = "localhost:8443";

impl Default for Place {
    fn default() -> Self {
        Self { authority: USUAL.to_owned(), secure: false }
    }
}

impl Place {
    /// Where a client found it. None if the authority holds what is more than letters, digits and dots: RFC 3986 §3.2.2 lets
    /// `$(x)` be part of a name, and the commands go into shells.
    ///
    /// ```
    /// use statusquo_page::clients::Place;
    /// assert_eq!(Place::asked("[::1]:8080", false).expect("it is plain").origin(), "http://[::1]:8080");
    /// assert!(Place::asked("$(reboot).test", false).is_none());
    /// ```
    pub fn asked(authority: &str, secure: bool) -> Option<Self> {
        let plain = |octet: u8| octet.is_ascii_alphanumeric() || b".-_:[]".contains(&octet);
        // What begins with a hyphen reads as an option.
        let is_plain = !authority.is_empty() && !authority.starts_with('-') && authority.bytes().all(plain);
        is_plain.then(|| Self { authority: authority.to_owned(), secure })
    }

    /// Its address and port.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The same as the beginning of a URI.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.authority)
    }

    /// An entry's command for curl, or text with it, for this place instead of the usual one.
    pub fn fill_in(&self, text: &str) -> String {
        // In cleartext the authority stands elsewhere than in URIs too: octets are sent by hand, with a Host field. Over TLS
        // curl would agree on HTTP/2, which not every code has, and not for each cause.
        match self.secure {
            true => text
                .replace(&format!("http://{USUAL}"), &self.origin())
                .replace("curl -", "curl --http1.1 -")
                .replace("--next -", "--next --http1.1 -"),
            false => text.replace(USUAL, &self.authority),
        }
    }

    /// Where a request goes: here, or to where TLS is spoken with a server of that name.
    pub(super) fn end(&self, tls: Option<&str>) -> End {
        match tls {
            None => End::new(&self.authority, self.secure, true),
            Some(server) => {
                let port = USUAL_TLS.rsplit(':').next().unwrap_or("443");
                End::new(&format!("{server}:{port}"), true, false)
            }
        }
    }
}

/// One end of a connection to be opened.
#[derive(Debug)]
pub(super) struct End {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: bool,
    /// Whether the server's certificate is to be proved.
    pub(super) proved: bool,
    pub(super) origin: String,
}

impl End {
    fn new(authority: &str, tls: bool, proved: bool) -> Self {
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()),
            _ => (authority, None),
        };
        Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: port.unwrap_or(if tls { 443 } else { 80 }),
            tls,
            proved,
            origin: format!("{}://{authority}", if tls { "https" } else { "http" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_have_a_host_and_a_port() {
        let end = |authority: &str, secure| {
            let end = Place::asked(authority, secure).expect("a plain authority").end(None);
            (end.host, end.port, end.origin)
        };
        assert_eq!(end("lab.test", false), ("lab.test".into(), 80, "http://lab.test".into()));
        assert_eq!(end("lab.test", true), ("lab.test".into(), 443, "https://lab.test".into()));
        assert_eq!(end("[::1]:81", false), ("::1".into(), 81, "http://[::1]:81".into()));
        assert_eq!(end("[::1]", true).1, 443);
        let other = Place::default().end(Some("localhost"));
        assert_eq!((other.origin.as_str(), other.proved), ("https://localhost:8443", false));
    }

    #[test]
    fn commands_speak_of_the_place_that_was_asked() {
        let place = Place::asked("lab.test:81", false).expect("a plain authority");
        assert_eq!(place.fill_in("curl telnet://127.0.0.1:8080"), "curl telnet://lab.test:81");
        let place = Place::asked("lab.test", true).expect("a plain authority");
        let command = "curl -s http://127.0.0.1:8080/ --next -s http://127.0.0.1:8080/1";
        let expected = "curl --http1.1 -s https://lab.test/ --next --http1.1 -s https://lab.test/1";
        assert_eq!(place.fill_in(command), expected);
    }

    #[test]
    fn what_a_shell_would_run_is_no_place() {
        for authority in ["", "a'b", "a;b", "$(a)", "`a`", "a b", "a\"b", "a&b", "-a", "a\n", "ä"] {
            assert_eq!(Place::asked(authority, false), None, "{authority:?}");
        }
    }
}
