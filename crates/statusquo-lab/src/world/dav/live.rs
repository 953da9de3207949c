//! Live properties: those whose values the server knows. Clients cannot set them.

use crate::form::xml;
use crate::settings::DavLimits;
use crate::store::dav::element::Scope;
use crate::store::dav::share::Locked;
use crate::store::dav::{Id, Lock, Path, Resource, Share};
use crate::store::moment::Moment;
use statusquo_wire::Clock;
use std::fmt::Write;

/// Their names in WebDAV's namespace, and whether `allprop` asks for them (RFC 4918; quota: RFC 4331, the last: RFC 5842).
pub(super) const LIVE: [(&str, bool); 11] = [
    ("creationdate", true),
    ("getcontentlength", true),
    ("getcontenttype", true),
    ("getetag", true),
    ("getlastmodified", true),
    ("lockdiscovery", true),
    ("resourcetype", true),
    ("supportedlock", true),
    ("quota-available-bytes", false),
    ("quota-used-bytes", false),
    ("resource-id", false),
];

/// Every kind of lock there is.
const SUPPORTED: &str = "<D:lockentry><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>\
                         <D:lockentry><D:lockscope><D:shared/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>";

/// What a look at the share shows.
#[derive(Debug)]
pub(super) struct Look<'s> {
    pub(super) share: &'s Share,
    pub(super) limits: &'s DavLimits,
    pub(super) now: Moment,
    /// The locks that hold, by resource.
    pub(super) locked: Locked,
}

impl<'s> Look<'s> {
    pub(super) fn new(share: &'s Share, limits: &'s DavLimits, now: Moment) -> Self {
        Self { share, limits, now, locked: share.locked(now) }
    }

    /// The value of a live property, as XML; none if the resource has no such property.
    pub(super) fn value(&self, path: &Path, id: Id, resource: &Resource, name: &str) -> Option<String> {
        let file = resource.file();
        Some(match name {
            "creationdate" => timestamp(resource.created),
            "getcontentlength" => file?.content.len().to_string(),
            "getcontenttype" => xml::escape(&file?.media_type),
            "getetag" => xml::escape(&file?.etag),
            "getlastmodified" => String::from_utf8_lossy(&Clock::Fixed(resource.modified).date()).into_owned(),
            "lockdiscovery" => {
                self.locked.get(&id).into_iter().flatten().map(|lock| active(self.share, lock, self.now)).collect()
            }
            "resourcetype" if resource.is_collection() => "<D:collection/>".to_owned(),
            "resourcetype" => String::new(),
            "supportedlock" => SUPPORTED.to_owned(),
            "quota-used-bytes" if resource.is_collection() => self.share.quota(path, self.limits).1.to_string(),
            "quota-available-bytes" if resource.is_collection() => {
                let (quota, used) = self.share.quota(path, self.limits);
                quota.saturating_sub(used).to_string()
            }
            "resource-id" => format!("<D:href>{}</D:href>", self.share.uri(RESOURCE, id)),
            _ => return None,
        })
    }
}

/// Sets the URI of a resource apart from that of a lock.
const RESOURCE: u16 = 1;

/// A property as an element.
pub(super) fn element(name: &str, value: &str) -> String {
    if value.is_empty() { format!("<D:{name}/>") } else { format!("<D:{name}>{value}</D:{name}>") }
}

/// A lock as it is told to clients.
pub(super) fn active(share: &Share, lock: &Lock, now: Moment) -> String {
    let scope = if lock.exclusive { "exclusive" } else { "shared" };
    let depth = if lock.infinite { "infinity" } else { "0" };
    let root = lock.root.href(share.is_collection(lock.resource));
    let left = lock.until.since(now).as_millis().div_ceil(1000);
    let mut out = format!(
        "<D:activelock><D:locktype><D:write/></D:locktype><D:lockscope><D:{scope}/></D:lockscope><D:depth>{depth}</D:depth>"
    );
    if let Some(owner) = &lock.owner {
        owner.write(&mut out, &mut Scope::default());
    }
    let _ = write!(
        out,
        "<D:timeout>Second-{left}</D:timeout><D:locktoken><D:href>{}</D:href></D:locktoken><D:lockroot><D:href>{root}</D:href>\
         </D:lockroot></D:activelock>",
        lock.token
    );
    out
}

/// A date and time as RFC 3339 writes it.
fn timestamp(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March, so that the day that leap years have more is their last (the calendar repeats every 400 years).
    let day = days + 719_468;
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_268_800, "2026-01-01T12:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(timestamp(seconds), date);
        }
    }
}
