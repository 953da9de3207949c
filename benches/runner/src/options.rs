//! What ./bench was asked to do.

use crate::work::{self, Work};
use std::path::PathBuf;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// A try: two short rounds.
    Quick,
    /// Seven rounds.
    Full,
}

impl Care {
    /// How often every candidate has its turn.
    pub(crate) fn rounds(self) -> usize {
        match self {
            Self::Quick => 2,
            Self::Full => 7,
        }
    }

    /// Rounds of what takes long and varies little: memory.
    pub(crate) fn few_rounds(self) -> usize {
        match self {
            Self::Quick => 1,
            Self::Full => 3,
        }
    }

    /// How long a load lasts that is to last so many seconds.
    pub(crate) fn seconds(self, wanted: u64) -> u64 {
        match self {
            Self::Quick => 1,
            Self::Full => wanted,
        }
    }

    /// How often a process is started in each round.
    pub(crate) fn starts(self) -> usize {
        match self {
            Self::Quick => 5,
            Self::Full => 21,
        }
    }
}

/// What to measure, how carefully, and where things are.
#[derive(Debug)]
pub(crate) struct Options {
    /// How carefully.
    pub(crate) care: Care,
    /// What to measure.
    pub(crate) works: Vec<&'static Work>,
    /// The program under test.
    pub(crate) statusquo: PathBuf,
    /// The folder of the programs that it is compared with.
    pub(crate) programs: PathBuf,
    /// The virtual environment of httpbin, if there is one.
    pub(crate) httpbin: Option<PathBuf>,
    /// Where the results go.
    pub(crate) results: PathBuf,
    /// Where the text and the picture go as well, if they are to be shown.
    pub(crate) publish: Option<PathBuf>,
}

/// Reads the command line: `--quick`, the places, and names of works.
pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut care = Care::Full;
    let mut works = Vec::new();
    let (mut statusquo, mut programs, mut httpbin, mut results, mut publish) = (None, None, None, None, None);
    let mut words = words;
    while let Some(word) = words.next() {
        let place = match word.as_str() {
            "--quick" => {
                care = Care::Quick;
                continue;
            }
            "--statusquo" => &mut statusquo,
            "--programs" => &mut programs,
            "--httpbin" => &mut httpbin,
            "--results" => &mut results,
            "--publish" => &mut publish,
            name => {
                works.push(work::named(name).ok_or_else(|| unknown(name))?);
                continue;
            }
        };
        *place = Some(PathBuf::from(words.next().ok_or_else(|| format!("{word} needs a path"))?));
    }
    if publish.is_some() && (care == Care::Quick || !works.is_empty()) {
        return Err("only a whole run is published: --publish goes without --quick and without works".to_owned());
    }
    if works.is_empty() {
        works = work::WORKS.iter().collect();
    }
    let given = |place: Option<PathBuf>, flag: &str| place.ok_or_else(|| format!("{flag} PATH is missing"));
    Ok(Options {
        care,
        works,
        statusquo: given(statusquo, "--statusquo")?,
        programs: given(programs, "--programs")?,
        httpbin,
        results: given(results, "--results")?,
        publish,
    })
}

fn unknown(name: &str) -> String {
    let names: Vec<_> = work::WORKS.iter().map(|work| work.name).collect();
    format!("there is no work called \"{name}\"; there are {}", names.join(", "))
}
