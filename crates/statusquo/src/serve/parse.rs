//! What stands behind a flag of `serve`: addresses, times and numbers, each refused with what it should look like.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// An address, and the port if it names one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listen {
    ip: IpAddr,
    port: Option<u16>,
}

impl Listen {
    /// An address whose port is another's to choose.
    pub(super) const fn of(ip: Ipv4Addr) -> Self {
        Self { ip: IpAddr::V4(ip), port: None }
    }

    pub(super) fn address(self, port: u16) -> SocketAddr {
        SocketAddr::new(self.ip, self.port.unwrap_or(port))
    }
}

pub(super) fn listen(text: &str) -> Result<Listen, String> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(Listen { ip: address.ip(), port: Some(address.port()) });
    }
    if let Ok(ip) = text.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        return Ok(Listen { ip, port: None });
    }
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let port =
        port.map(str::parse::<u16>).transpose().map_err(|_| "the port is a number from 0 to 65535".to_owned())?;
    match host {
        "localhost" => Ok(Listen { ip: Ipv4Addr::LOCALHOST.into(), port }),
        _ => {
            Err("an address is an IP address or localhost, perhaps with a port: 127.0.0.1:8080, [::1]:8080".to_owned())
        }
    }
}

pub(super) fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535".to_owned())
}

pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let teach = || "a time is a number and a unit: 500ms, 10s, 2m, 1h".to_owned();
    let at = text.find(|character: char| !character.is_ascii_digit() && character != '.').ok_or_else(teach)?;
    let (number, unit) = text.split_at(at);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(teach()),
    };
    let time = number.parse::<f64>().ok().and_then(|number| Duration::try_from_secs_f64(number * seconds).ok());
    match time.ok_or_else(teach)? {
        time if time < Duration::from_millis(1) => Err("a time is at least 1ms".to_owned()),
        time if time > Duration::from_secs(86_400) => Err("a time is at most 24h: every wait has an end".to_owned()),
        time => Ok(time),
    }
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err("a whole number from 1 to 1000000".to_owned()),
    }
}

/// A number of octets, with `k` for 1024 of them and `m` for 1024 of those.
pub(super) fn size(text: &str, most: u64) -> Result<u64, String> {
    let (number, unit) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1024),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1024 * 1024),
        _ => (text, 1),
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let octets = digits.then(|| number.parse::<u64>().ok()?.checked_mul(unit)).flatten();
    match octets.ok_or_else(|| "a size is a number of octets: 1048576, 64k, 1m".to_owned())? {
        octets @ 1.. if octets <= most => Ok(octets),
        _ => Err(format!("a size from 1 to {}m", most / 1024 / 1024)),
    }
}

/// A host as it stands in an address, without a port.
pub(super) fn host(text: &str) -> Result<String, String> {
    let literal = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let fits = match literal {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => text.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        }),
    };
    let teach = "a host is a name or an address, without scheme and port: example.test, 192.0.2.1, [2001:db8::1]";
    fits.then(|| text.to_owned()).ok_or_else(|| teach.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{duration, host, listen, size};
    use std::time::Duration;

    #[test]
    fn times_have_units_and_bounds() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "10", "s", "-1s", "1.2.3s", "0s", "25h", "1d", "infs"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_have_units_and_bounds() {
        const MOST: u64 = 16 * 1024 * 1024;
        for (text, octets) in [("1", 1), ("1048576", 1_048_576), ("64k", 65_536), ("1M", 1_048_576), ("16m", MOST)] {
            assert_eq!(size(text, MOST), Ok(octets), "{text}");
        }
        for wrong in ["", "k", "0", "-1", "+1", "1.5k", "1g", "1kb", " 1", "17m", "16777217", "18446744073709551615k"] {
            assert!(size(wrong, MOST).is_err(), "{wrong}");
        }
    }

    #[test]
    fn hosts_stand_alone() {
        for right in ["localhost", "example.test", "a_b-c.test", "192.0.2.1", "[::1]"] {
            assert_eq!(host(right).as_deref(), Ok(right));
        }
        for wrong in ["", ".", "a..b", "http://a.test", "a.test:80", "::1", "[::1", "[a]", "a b", "*.a.test", "a.test/"]
        {
            assert!(host(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_are_literal_or_localhost() {
        for (text, ip, port) in [
            ("127.0.0.1:80", "127.0.0.1", Some(80)),
            ("[::1]:80", "::1", Some(80)),
            ("::1", "::1", None),
            ("[::1]", "::1", None),
            ("localhost", "127.0.0.1", None),
            ("localhost:0", "127.0.0.1", Some(0)),
        ] {
            let parsed = listen(text).unwrap();
            assert_eq!((parsed.ip.to_string().as_str(), parsed.port), (ip, port), "{text}");
        }
        for wrong in ["", "example.test", "localhost:x", "127.0.0.1:99999", ":80"] {
            assert!(listen(wrong).is_err(), "{wrong}");
        }
    }
}
