//! Figures as they are measured: a series of values, one a round, and what can be said of it.

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Microseconds of CPU time, user and system.
    CpuMicroseconds,
    /// Milliseconds on the clock.
    Milliseconds,
    /// Octets of memory or of a file.
    Octets,
    /// How many times as much.
    Ratio,
}

impl Unit {
    /// The name in the JSON files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CpuMicroseconds => "microseconds of CPU time",
            Self::Milliseconds => "milliseconds",
            Self::Octets => "octets",
            Self::Ratio => "ratio",
        }
    }

    /// A value in words.
    pub(crate) fn shown(self, value: f64) -> String {
        match self {
            Self::CpuMicroseconds => format!("{value:.2} µs"),
            Self::Milliseconds => format!("{value:.2} ms"),
            Self::Octets if value.abs() >= 1024.0 * 1024.0 => format!("{:.2} MiB", value / 1024.0 / 1024.0),
            Self::Octets => format!("{:.2} KiB", value / 1024.0),
            Self::Ratio => format!("{value:.3} ×"),
        }
    }
}

/// What one candidate cost in one work, round by round.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// The work's name.
    pub(crate) work: &'static str,
    /// What exactly was measured, where a work measures several things.
    pub(crate) figure: &'static str,
    /// The candidate's name, or what else is compared.
    pub(crate) candidate: String,
    /// What is counted.
    pub(crate) unit: Unit,
    /// One value a round.
    pub(crate) values: Vec<f64>,
    /// Of a load: the requests a second, round by round.
    pub(crate) rates: Vec<f64>,
    /// Of a load: how much of its core the candidate used, round by round.
    pub(crate) busy: Vec<f64>,
}

impl Series {
    /// An empty one.
    pub(crate) fn new(work: &'static str, figure: &'static str, candidate: impl Into<String>, unit: Unit) -> Self {
        let candidate = candidate.into();
        Self { work, figure, candidate, unit, values: Vec::new(), rates: Vec::new(), busy: Vec::new() }
    }

    /// The ratio to another, round by round.
    pub(crate) fn ratios(&self, to: &Self) -> Vec<f64> {
        self.values.iter().zip(&to.values).map(|(value, to)| value / to).collect()
    }
}

/// The middle of some values, and how far they spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    /// The middle one, or the mean of the two in the middle.
    pub(crate) median: f64,
    /// The least.
    pub(crate) least: f64,
    /// The most.
    pub(crate) most: f64,
}

impl Spread {
    /// The spread, unless there are no values.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (least, most) = (*sorted.first()?, *sorted.last()?);
        let upper = sorted.len() / 2;
        let lower = (sorted.len() - 1) / 2;
        Some(Self { median: f64::midpoint(sorted[lower], sorted[upper]), least, most })
    }

    /// The median with the least and the most, in words.
    pub(crate) fn shown(&self, unit: Unit) -> String {
        if self.least == self.most {
            return unit.shown(self.median);
        }
        format!("{} ({} – {})", unit.shown(self.median), bare(unit, self.least), bare(unit, self.most))
    }
}

/// A value without its unit, where that is the one of the value before it.
fn bare(unit: Unit, value: f64) -> String {
    match unit {
        Unit::CpuMicroseconds | Unit::Milliseconds => format!("{value:.2}"),
        Unit::Ratio => format!("{value:.3}"),
        Unit::Octets => unit.shown(value),
    }
}

#[cfg(test)]
mod tests {
    use super::{Series, Spread, Unit};

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(Spread::of(&[]), None);
        assert_eq!(Spread::of(&[3.0, 1.0, 2.0]), Some(Spread { median: 2.0, least: 1.0, most: 3.0 }));
        assert_eq!(Spread::of(&[4.0, 1.0, 2.0, 3.0]), Some(Spread { median: 2.5, least: 1.0, most: 4.0 }));
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        let series = |values: &[f64]| Series {
            values: values.to_vec(),
            ..Series::new("welcome", "", "one", Unit::CpuMicroseconds)
        };
        assert_eq!(series(&[2.0, 9.0]).ratios(&series(&[1.0, 3.0])), [2.0, 3.0]);
    }
}
