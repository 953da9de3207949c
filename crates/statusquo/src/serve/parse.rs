//! What stands behind a flag of `serve`: addresses, times and numbers, each refused with what it should look like.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
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

#[cfg(test)]
mod tests {
    use super::{duration, listen};
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
