//! Search by words: what a person expects first, first; and the nearest names where nothing was found.

use crate::said::ALSO_SAID;
use crate::words::{Asked, distance, telling_tokens, tokens};
use crate::{ALL, Entry};

/// An entry that fits the words, and where it does.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The entry.
    pub entry: &'static Entry,
    /// How well it fits; only good for comparing matches of one search.
    pub score: f64,
    /// What kind of line fits best.
    pub place: Place,
    /// That line.
    pub line: &'static str,
}

impl Match {
    /// Whether the words are its phrase, or one that it had before, and nothing else.
    pub fn has_whole_name(&self) -> bool {
        self.score >= WHOLE_FORMER_PHRASE
    }
}

/// Where in an entry the words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The number itself.
    Number,
    /// The registered phrase.
    Phrase,
    /// A phrase that it had before.
    FormerPhrase,
    /// What is said in place of the phrase.
    Said,
    /// The meaning.
    Meaning,
    /// The everyday example.
    Example,
    /// One of the real causes.
    Cause,
    /// What the RFC says against common belief.
    RfcSays,
    /// What the client should do next.
    Client,
    /// What the author of a server should know.
    Author,
    /// What browsers do with it.
    Browsers,
    /// Where it comes from.
    History,
    /// How to tell it from another code.
    Confusion,
    /// What others answer.
    Elsewhere,
    /// The note on its standing.
    Standing,
    /// The layer of its cause.
    Layer,
    /// What an answer with it owes.
    Duty,
}

impl Place {
    /// The place in lower-case words.
    pub const fn name(self) -> &'static str {
        match self {
            Place::Number => "number",
            Place::Phrase => "phrase",
            Place::FormerPhrase => "former phrase",
            Place::Said => "also said",
            Place::Meaning => "meaning",
            Place::Example => "example",
            Place::Cause => "cause",
            Place::RfcSays => "what the RFC says",
            Place::Client => "what to do next",
            Place::Author => "if you write the server",
            Place::Browsers => "browsers",
            Place::History => "history",
            Place::Confusion => "how to tell",
            Place::Elsewhere => "elsewhere",
            Place::Standing => "standing",
            Place::Layer => "layer",
            Place::Duty => "duty",
        }
    }

    /// How much a word counts there. A line that tells codes apart names the other code's matters too, and so does
    /// advice on when to send which: they count little.
    const fn weight(self) -> f64 {
        match self {
            Place::Number => 0.0,
            Place::Phrase => 8.0,
            Place::FormerPhrase | Place::Said => 6.0,
            Place::Meaning => 4.0,
            Place::Cause => 3.5,
            Place::Example => 3.0,
            Place::Standing | Place::Layer => 2.0,
            Place::RfcSays => 1.5,
            Place::Client | Place::Elsewhere | Place::Browsers | Place::History => 1.0,
            Place::Confusion | Place::Duty | Place::Author => 0.8,
        }
    }
}

/// What the whole phrase adds when it was typed as it stands; above all that single words can reach.
const WHOLE_PHRASE: f64 = 1000.0;
/// The same for a former phrase: a name in use goes before a name that was.
const WHOLE_FORMER_PHRASE: f64 = 700.0;
/// What a phrase of several words adds when it stands among others: "page not found".
const PHRASE_WITHIN: f64 = 200.0;
/// What the number adds when it stands among the words.
const NUMBER: f64 = 400.0;
/// The share of the words' weight that an entry has to have.
const ENOUGH: f64 = 0.45;
/// The share of the best match's score below which a match is not worth showing.
const WORTH: f64 = 0.45;
/// How far the best match has to be ahead of the second to be shown alone.
const AHEAD: f64 = 1.45;
/// No more matches than a person reads.
const MOST: usize = 8;

/// The entries that fit the words, best first.
///
/// ```
/// let found = statusquo_catalog::find("conflict");
/// assert_eq!(found[0].entry.code, 409);
/// assert!(statusquo_catalog::find("xylophone").is_empty());
/// ```
pub fn find(words: &str) -> Vec<Match> {
    let typed = tokens(words);
    let asked: Vec<Asked> = telling_tokens(words).into_iter().map(Asked::new).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let indexed: Vec<Indexed> = ALL.iter().map(Indexed::new).collect();
    let weights: Vec<f64> = asked.iter().map(|word| rarity(word, &indexed)).collect();
    let mut matches: Vec<Match> = indexed.iter().filter_map(|entry| entry.fit(&typed, &asked, &weights)).collect();
    matches.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = matches.first().map_or(0.0, |found| found.score);
    matches.retain(|found| found.score >= best * WORTH);
    matches.truncate(MOST);
    matches
}

/// The first match, if it fits so much better than the second that the others are mere footnotes.
pub fn clear_best(matches: &[Match]) -> Option<&Match> {
    match matches {
        [] => None,
        [only] => Some(only),
        [first, second, ..] => (first.score >= second.score * AHEAD).then_some(first),
    }
}

/// The entries whose names are spelled most like the words, nearest first; none if nothing comes near.
///
/// ```
/// assert_eq!(statusquo_catalog::nearest("confilct")[0].code, 409);
/// assert!(statusquo_catalog::nearest("xylophone").is_empty());
/// ```
pub fn nearest(words: &str) -> Vec<&'static Entry> {
    const MOST_SLIPS: f64 = 0.28;
    const NAMES: usize = 4;
    /// Twice the longest phrase: no slip of a finger is as long as a pasted page.
    const LONGEST: usize = 64;
    let asked = tokens(words).join(" ");
    if asked.is_empty() || asked.len() > LONGEST {
        return Vec::new();
    }
    let mut near: Vec<(f64, &'static Entry)> = ALL
        .iter()
        .map(|entry| {
            let names = std::iter::once(entry.phrase).chain(entry.former_phrases.iter().map(|former| former.phrase));
            (names.map(|name| slips(&asked, &tokens(name))).fold(f64::INFINITY, f64::min), entry)
        })
        .filter(|(slips, _)| *slips <= MOST_SLIPS)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().take(NAMES).map(|(_, entry)| entry).collect()
}

/// The share of letters to change until the words are the name, or each word is some word of it. A name matched only
/// in part is farther than one matched in whole.
fn slips(asked: &str, name: &[String]) -> f64 {
    let share = |one: &str, other: &str| {
        distance(one, other) as f64 / one.chars().count().max(other.chars().count()).max(1) as f64
    };
    let whole = share(asked, &name.join(" "));
    let words: Vec<&str> = asked.split(' ').collect();
    let each: f64 = words.iter().map(|word| name.iter().map(|part| share(word, part)).fold(1.0, f64::min)).sum::<f64>()
        / words.len() as f64;
    whole.min(each + 0.02 * name.len().saturating_sub(words.len()) as f64)
}

/// One line of an entry, taken apart into words.
struct IndexedLine {
    place: Place,
    text: &'static str,
    tokens: Vec<String>,
}

/// An entry, taken apart into lines.
struct Indexed {
    entry: &'static Entry,
    lines: Vec<IndexedLine>,
}

impl Indexed {
    fn new(entry: &'static Entry) -> Self {
        let mut lines = vec![(Place::Phrase, entry.phrase), (Place::Meaning, entry.meaning)];
        lines.extend(entry.former_phrases.iter().map(|former| (Place::FormerPhrase, former.phrase)));
        let said = ALSO_SAID.iter().filter(|(code, _)| *code == entry.code);
        lines.extend(said.map(|(_, said)| (Place::Said, *said)));
        lines.extend(entry.example.map(|text| (Place::Example, text)));
        lines.extend(entry.rfc_says.map(|text| (Place::RfcSays, text)));
        lines.push((Place::Client, entry.client.next));
        lines.push((Place::Author, entry.author));
        lines.push((Place::History, entry.history));
        lines.extend(entry.browsers.map(|text| (Place::Browsers, text)));
        lines.extend(entry.confused_with.iter().map(|confusion| (Place::Confusion, confusion.difference)));
        lines.extend(entry.elsewhere.iter().map(|elsewhere| (Place::Elsewhere, elsewhere.cause)));
        lines.extend(entry.standing.note().map(|text| (Place::Standing, text)));
        lines.push((Place::Layer, entry.layer.name()));
        lines.extend(entry.duties.iter().map(|duty| (Place::Duty, duty.text)));
        let mut lines: Vec<IndexedLine> =
            lines.into_iter().map(|(place, text)| IndexedLine { place, text, tokens: tokens(text) }).collect();
        lines.extend(entry.causes.iter().map(|cause| IndexedLine {
            place: Place::Cause,
            text: cause.text,
            // How a cause is made in the lab names it once more: `GET /lab/divide?by=0`.
            tokens: [cause.text, cause.lab.unwrap_or_default()].into_iter().flat_map(tokens).collect(),
        }));
        Self { entry, lines }
    }

    /// Whether the words fit, how well, and which line shows it best.
    fn fit(&self, typed: &[String], asked: &[Asked], weights: &[f64]) -> Option<Match> {
        let all: f64 = weights.iter().sum();
        let mut best_of_word = vec![0.0_f64; asked.len()];
        let mut reached = vec![0.0_f64; asked.len()];
        let mut best_line = (0.0, Place::Meaning, self.entry.meaning);
        for line in &self.lines {
            let mut held = 0.0;
            for (at, word) in asked.iter().enumerate() {
                let likeness = line.tokens.iter().map(|other| word.likeness(other)).fold(0.0, f64::max);
                best_of_word[at] = best_of_word[at].max(likeness * line.place.weight());
                reached[at] = reached[at].max(likeness);
                held += likeness * weights[at];
            }
            // One line with all the words says more than the same words strewn about.
            let share = held / all;
            let score = share.powi(3) * line.place.weight() * all;
            if score > best_line.0 {
                best_line = (score, line.place, line.text);
            }
        }
        let covered: f64 = reached.iter().zip(weights).map(|(reached, weight)| reached * weight).sum::<f64>() / all;
        let strewn: f64 = best_of_word.iter().zip(weights).map(|(best, weight)| best * weight).sum();
        let (named, place, line) = self.name(typed, asked).unwrap_or((0.0, best_line.1, best_line.2));
        if named == 0.0 && covered < ENOUGH {
            return None;
        }
        let score = named + best_line.0 + 0.5 * covered * covered * strewn;
        Some(Match { entry: self.entry, score, place, line })
    }

    /// What the number or a whole phrase among the words adds, and the line that says so.
    fn name(&self, typed: &[String], asked: &[Asked]) -> Option<(f64, Place, &'static str)> {
        let is = |phrase: &str| {
            let phrase = tokens(phrase);
            phrase == typed || phrase.iter().eq(asked.iter().map(|word| &word.token))
        };
        if is(self.entry.phrase) {
            return Some((WHOLE_PHRASE, Place::Phrase, self.entry.phrase));
        }
        if let Some(former) = self.entry.former_phrases.iter().find(|former| is(former.phrase)) {
            return Some((WHOLE_FORMER_PHRASE, Place::FormerPhrase, former.phrase));
        }
        let within = |phrase: &str| {
            let phrase = tokens(phrase);
            phrase.len() > 1 && typed.windows(phrase.len()).any(|part| part == phrase)
        };
        if within(self.entry.phrase) {
            return Some((PHRASE_WITHIN, Place::Phrase, self.entry.phrase));
        }
        let at = asked.iter().position(|word| word.number() == Some(self.entry.code))?;
        // Numbers keep the order in which they were typed.
        let score = NUMBER - 100.0 * at as f64;
        // "409 or 422": the line that tells the two apart is the answer.
        let mut others = self.entry.confused_with.iter();
        Some(match others.find(|other| asked.iter().any(|word| word.number() == Some(other.code))) {
            Some(other) => (score, Place::Confusion, other.difference),
            None => (score, Place::Number, self.entry.meaning),
        })
    }
}

/// A word that few entries have tells more than one that all have.
fn rarity(word: &Asked, entries: &[Indexed]) -> f64 {
    let holders = entries
        .iter()
        .filter(|entry| entry.lines.iter().any(|line| line.tokens.iter().any(|other| word.likeness(other) > 0.0)))
        .count();
    (1.0 + entries.len() as f64 / (holders as f64 + 1.0)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_expects_comes_first() {
        for (words, code) in [
            ("conflict", 409),
            ("Conflicts!", 409),
            ("email already taken", 409),
            ("e-mail already taken", 409),
            ("not modified", 304),
            ("not found", 404),
            ("too many requests", 429),
            ("rate limit", 429),
            ("rate limiting", 429),
            ("unprocessable entity", 422),
            ("unprocessable", 422),
            ("teapot", 418),
            ("moved", 301),
            ("upstream", 502),
            ("overload", 503),
            ("maintenance", 503),
            ("ok", 200),
            ("created", 201),
            ("early hints", 103),
            ("payload too large", 413),
            ("missing required parameters", 400),
            ("wrong password", 401),
            ("timed out", 408),
            ("gateway timeout", 504),
        ] {
            let found = find(words);
            assert_eq!(found.first().map(|first| first.entry.code), Some(code), "{words}");
        }
    }

    #[test]
    fn every_phrase_finds_its_code() {
        for entry in ALL.iter().filter(|entry| entry.phrase != "(Unused)") {
            let found = find(entry.phrase);
            assert_eq!(found[0].entry.code, entry.code, "{}", entry.phrase);
            assert_eq!(found[0].place, Place::Phrase);
            assert!(clear_best(&found).is_some(), "{}", entry.phrase);
        }
    }

    #[test]
    fn every_former_phrase_finds_its_code() {
        for entry in ALL {
            for former in entry.former_phrases {
                let found = find(former.phrase);
                assert!(found.iter().take(2).any(|found| found.entry.code == entry.code), "{}", former.phrase);
            }
        }
    }

    #[test]
    fn two_numbers_are_told_apart() {
        let found = find("409 or 422");
        assert_eq!([found[0].entry.code, found[1].entry.code], [409, 422]);
        assert_eq!(found[0].place, Place::Confusion);
        assert!(found[0].line.contains("422"), "{}", found[0].line);
    }

    #[test]
    fn nonsense_finds_nothing_and_slips_find_names() {
        for nonsense in ["xylophone", "qwertz asdf", "", "?!"] {
            assert!(find(nonsense).is_empty(), "{nonsense:?}");
            assert!(nearest(nonsense).is_empty(), "{nonsense:?}");
        }
        for (slip, code) in
            [("confilct", 409), ("forbiden", 403), ("not fuond", 404), ("unauthorised", 401), ("imteapot", 418)]
        {
            assert!(nearest(slip).iter().any(|entry| entry.code == code), "{slip}: {:?}", nearest(slip).first());
        }
    }
}
