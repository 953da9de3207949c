//! `/drip`: octets that fall one by one, under any code, after a while.

use super::bytes::OCTETS;
use super::call::Call;
use super::pace::Paced;
use super::parameters::{Parameters, Wrong};
use super::status;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// What is asked for.
struct Drip {
    count: u64,
    /// How long they fall.
    takes: Duration,
    /// How long nothing comes before.
    delay: Duration,
    code: u16,
}

impl Drip {
    fn asked(visit: &Visit<'_>) -> Result<Self, Wrong> {
        let (limits, parameters) = (&visit.state.settings.httpbin, Parameters::of(visit));
        // An interim answer has no content.
        let code = parameters.code("code", 200, 200)?;
        status::can_be_sent(visit, code).map_err(|detail| Wrong::new("code", detail))?;
        if code == 207 {
            let detail = "code=207 asks for an answer whose content is XML (RFC 4918); what falls here is not.";
            return Err(Wrong::new("code", detail.to_owned()));
        }
        Ok(Self {
            count: parameters.count("numbytes", 10)?.min(limits.dripped_bytes),
            takes: parameters.time_up_to("duration", Duration::from_secs(2), limits.duration)?,
            delay: parameters.time("delay", Duration::ZERO, limits.delay)?,
            code,
        })
    }

    /// Whether octets fall at all: HEAD gets none, nor do these codes have content.
    fn falls(&self, visit: &Visit<'_>) -> bool {
        visit.method() != "HEAD" && !matches!(self.code, 204 | 205 | 304)
    }

    /// Takes a place for as long as it takes; if there is none free, that is the answer to the question.
    fn stay(&self, visit: &mut Visit<'_>, question: Question) {
        let takes = if self.falls(visit) { self.takes } else { Duration::ZERO };
        if self.delay + takes > Duration::ZERO {
            visit.stay(self.delay, takes, question);
        }
    }

    fn show(&self, visit: &mut Visit<'_>) {
        let (count, takes) = if self.falls(visit) { (self.count, self.takes) } else { (0, Duration::ZERO) };
        let length = if self.code == 205 { 0 } else { self.count };
        visit.flow(OCTETS, Some(length), Paced::new(count, 1, takes, |_| b'*'));
        if self.code == 304 {
            // It is about a content that the client has.
            visit.media_type = None;
        }
    }
}

/// Another code than 200 is asked for by its number.
pub(crate) fn by_number(visit: &mut Visit<'_>, _: &Call) {
    if let Ok(drip) = Drip::asked(visit)
        && drip.code != 200
    {
        match drip.code {
            206 => visit.fields.push("Content-Range", format!("bytes 0-{}/*", drip.count.saturating_sub(1))),
            code => status::owe(visit, code),
        }
        drip.stay(visit, Question::CapacityInTime);
        drip.show(visit);
        visit.force(drip.code);
    }
}

/// Looks at what is asked for.
pub(crate) fn find(visit: &mut Visit<'_>, _: &Call) {
    match Drip::asked(visit) {
        Ok(drip) => drip.stay(visit, Question::PlaceFree),
        Err(wrong) => wrong.refuse(visit),
    }
}

/// Lets them fall.
pub(crate) fn show(visit: &mut Visit<'_>, _: &Call) {
    if let Ok(drip) = Drip::asked(visit) {
        drip.show(visit);
    }
}
