//! The bars: what the project asks of itself, one row each, and whether it was met.

use crate::figures::{Series, Spread, Unit};

const OFF: &str = "statusquo, journal off";
const ON: &str = "statusquo, journal on";
const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * 1024.0;

/// A figure, and the most that it may be.
#[derive(Debug)]
pub(crate) struct Bar {
    /// In words.
    pub(crate) what: &'static str,
    work: &'static str,
    figure: &'static str,
    of: &'static str,
    /// What it is divided by, round by round.
    to: Option<&'static str>,
    /// The most.
    pub(crate) most: f64,
    /// What is counted.
    pub(crate) unit: Unit,
}

const fn ratio(what: &'static str, work: &'static str, of: &'static str, to: &'static str, most: f64) -> Bar {
    Bar { what, work, figure: "request", of, to: Some(to), most, unit: Unit::Ratio }
}

/// All bars.
pub(crate) const BARS: &[Bar] = &[
    ratio("CPU per request, keep-alive, against raw epoll", "welcome", OFF, "raw epoll", 1.15),
    ratio("CPU per request, keep-alive, against nginx", "welcome", OFF, "nginx", 0.95),
    ratio("CPU per request, keep-alive, against axum", "welcome", OFF, "axum", 0.90),
    ratio("CPU per request, journal on against off", "welcome", ON, OFF, 1.25),
    ratio("CPU per request, pipelined, against raw epoll", "pipelined", OFF, "raw epoll", 1.6),
    ratio("CPU per request, pipelined, against hyper", "pipelined", OFF, "hyper", 0.8),
    ratio("CPU per request, one a connection, against nginx", "one-each", OFF, "nginx", 1.1),
    ratio("CPU per request, 100 streams of HTTP/2, against nginx", "h2", OFF, "nginx", 0.95),
    ratio("CPU per request, the same over TLS, against nginx", "h2-tls", OFF, "nginx", 0.95),
    ratio("CPU per request, a full store against 1 document", "growth", "9900 documents", "1 document", 1.1),
    Bar {
        what: "memory after start",
        work: "start",
        figure: "memory",
        of: ON,
        to: None,
        most: 8.0 * MIB,
        unit: Unit::Octets,
    },
    Bar {
        what: "memory for an idle connection",
        work: "idle",
        figure: "memory",
        of: ON,
        to: None,
        most: 6.0 * KIB,
        unit: Unit::Octets,
    },
    Bar {
        what: "memory that a million exchanges add (the journal's limit)",
        work: "million",
        figure: "growth",
        of: ON,
        to: None,
        most: 16.0 * MIB,
        unit: Unit::Octets,
    },
    Bar {
        what: "start of process to first answer",
        work: "start",
        figure: "time",
        of: ON,
        to: None,
        most: 5.0,
        unit: Unit::Milliseconds,
    },
    Bar {
        what: "explain 404, whole process",
        work: "explain",
        figure: "time",
        of: "statusquo",
        to: None,
        most: 5.0,
        unit: Unit::Milliseconds,
    },
    Bar {
        what: "release binary, stripped",
        work: "binary",
        figure: "size",
        of: "statusquo",
        to: None,
        most: 8.0 * MIB,
        unit: Unit::Octets,
    },
];

impl Bar {
    /// What was measured, unless it was not.
    pub(crate) fn measured(&self, all: &[Series]) -> Option<Spread> {
        let named = |candidate: &str| {
            all.iter().find(|series| {
                series.work == self.work && series.figure == self.figure && series.candidate == candidate
            })
        };
        match self.to {
            Some(to) => Spread::of(&named(self.of)?.ratios(named(to)?)),
            None => Spread::of(&named(self.of)?.values),
        }
    }

    /// Whether that meets the bar, in words; by how much if not.
    pub(crate) fn verdict(&self, measured: &Spread) -> String {
        if measured.median <= self.most {
            "met".to_owned()
        } else {
            format!("**missed** by {:.0} %", (measured.median / self.most - 1.0) * 100.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BARS;
    use crate::candidate::Candidate;
    use crate::figures::{Series, Spread, Unit};
    use crate::work;

    #[test]
    fn every_bar_names_what_is_there() {
        for bar in BARS {
            assert!(work::named(bar.work).is_some(), "{}", bar.what);
            for name in [Some(bar.of), bar.to].into_iter().flatten() {
                let known = Candidate::ALL.iter().any(|candidate| candidate.name() == name);
                assert!(known || name == "statusquo" || name.contains("document"), "{name}");
            }
        }
    }

    #[test]
    fn a_missed_bar_is_said_to_be_missed() {
        let series = |candidate: &str, values: &[f64]| Series {
            values: values.to_vec(),
            ..Series::new("welcome", "request", candidate, Unit::CpuMicroseconds)
        };
        let bar = &BARS[0];
        assert_eq!(bar.measured(&[]), None);
        let close = [series("statusquo, journal off", &[11.0, 1.0, 11.0]), series("raw epoll", &[10.0, 1.0, 10.0])];
        let measured = bar.measured(&close);
        assert_eq!(measured, Some(Spread { median: 1.1, least: 1.0, most: 1.1 }));
        assert_eq!(measured.map(|measured| bar.verdict(&measured)).as_deref(), Some("met"));
        let far = Spread { median: 2.3, least: 2.3, most: 2.3 };
        assert_eq!(bar.verdict(&far), "**missed** by 100 %");
    }
}
