//! Until when a certificate holds: the few octets of its DER form that say so (RFC 5280).

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// From when and until when a certificate holds; none if this is no certificate.
pub(super) fn validity(certificate: &[u8]) -> Option<Range<SystemTime>> {
    let (certificate, _) = element(certificate, SEQUENCE)?;
    let (mut signed, _) = element(certificate, SEQUENCE)?;
    if signed.first() == Some(&VERSION) {
        signed = skip(signed)?;
    }
    // serialNumber, signature, issuer.
    let (validity, _) = element(skip(skip(skip(signed)?)?)?, SEQUENCE)?;
    let (from, rest) = time(validity)?;
    let (until, _) = time(rest)?;
    Some(from..until)
}

/// The content of the first element and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = any(der)?;
    (found == tag).then_some((content, rest))
}

/// What follows the first element.
fn skip(der: &[u8]) -> Option<&[u8]> {
    any(der).map(|(_, _, rest)| rest)
}

fn any(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first & 0x80 != 0 {
        let octets = usize::from(first & 0x7f);
        // More than four octets would be a certificate of gigabytes.
        if !(1..=4).contains(&octets) {
            return None;
        }
        length = rest.get(..octets)?.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
        rest = &rest[octets..];
    }
    Some((tag, rest.get(..length)?, &rest[length..]))
}

/// `YYMMDDHHMMSSZ` until 2049, `YYYYMMDDHHMMSSZ` from 2050.
fn time(der: &[u8]) -> Option<(SystemTime, &[u8])> {
    let (tag, text, rest) = any(der)?;
    let digits = text.strip_suffix(b"Z")?;
    let number = |at: usize, count: usize| -> Option<u64> {
        let digits = digits.get(at..at + count).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        std::str::from_utf8(digits).ok()?.parse().ok()
    };
    let (year, at) = match tag {
        UTC_TIME => (number(0, 2).map(|year| if year < 50 { 2000 + year } else { 1900 + year })?, 2),
        GENERALIZED_TIME => (number(0, 4)?, 4),
        _ => return None,
    };
    let (month, day) = (number(at, 2)?, number(at + 2, 2)?);
    let (hour, minute, second) = (number(at + 4, 2)?, number(at + 6, 2)?, number(at + 8, 2)?);
    let possible = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !possible || year < 1970 || digits.len() != at + 10 {
        return None;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((UNIX_EPOCH + Duration::from_secs(seconds), rest))
}

/// Days from the first of January 1970, in the Gregorian calendar; years are counted from March, so that a leap day ends one.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    fn seconds(time: SystemTime) -> i64 {
        time.duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
    }

    #[test]
    fn both_forms_of_dates_are_read() {
        let key = KeyPair::generate().unwrap();
        for (from, until) in
            [((1999, 2, 28), (2000, 2, 29)), ((2025, 12, 31), (2049, 12, 31)), ((2050, 1, 1), (2400, 3, 1))]
        {
            let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
            (params.not_before, params.not_after) =
                (date_time_ymd(from.0, from.1, from.2), date_time_ymd(until.0, until.1, until.2));
            let expected = params.not_before.unix_timestamp()..params.not_after.unix_timestamp();
            let found = validity(params.self_signed(&key).unwrap().der()).expect("a certificate");
            assert_eq!(seconds(found.start)..seconds(found.end), expected, "{from:?} {until:?}");
        }
    }

    #[test]
    fn what_is_no_certificate_has_no_dates() {
        let key = KeyPair::generate().unwrap();
        let whole = CertificateParams::new(["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
        for cut in 0..100 {
            assert_eq!(validity(&whole.der()[..cut]), None, "{cut} octets");
        }
        assert_eq!(validity(b"-----BEGIN CERTIFICATE-----"), None);
        assert_eq!(validity(&[SEQUENCE, 0x85, 1, 1, 1, 1, 1]), None);
    }
}
