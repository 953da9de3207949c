//! The difference between two texts as a script for the editor `ed`, as `diff -e` writes it: from the last change to the
//! first, so that no change moves the lines of the next.

use std::collections::HashMap;
use std::ops::Range;

/// The most lines that may differ before the search for the shortest script is given up, and how many steps it may take.
const DISTANCE: usize = 128;
const STEPS: usize = 1 << 20;

/// Lines of the old text that give way to lines of the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// Whether it is a text of whole lines: each ends, and none has what an editor would not keep.
pub(crate) fn is_text(content: &[u8]) -> bool {
    let ended = content.last().is_none_or(|last| *last == b'\n');
    ended && !content.contains(&0) && std::str::from_utf8(content).is_ok()
}

/// The script that turns one text into the other; `None` if one is no text, or a line to be added is a single dot, which
/// would end the adding.
pub(crate) fn script(old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    if !is_text(old) || !is_text(new) {
        return None;
    }
    let (old, new) = (lines(old), lines(new));
    let mut script = Vec::new();
    for Change { old, new: added } in changes(&old, &new).into_iter().rev() {
        let command = match (old.is_empty(), added.is_empty()) {
            (true, _) => 'a',
            (false, true) => 'd',
            (false, false) => 'c',
        };
        // Lines count from 1, and what is added comes after a line, or after 0.
        let place = match old.len() {
            0 => format!("{}{command}\n", old.start),
            1 => format!("{}{command}\n", old.end),
            _ => format!("{},{}{command}\n", old.start + 1, old.end),
        };
        script.extend_from_slice(place.as_bytes());
        if !added.is_empty() {
            for line in &new[added] {
                if *line == b".\n" {
                    return None;
                }
                script.extend_from_slice(line);
            }
            script.extend_from_slice(b".\n");
        }
    }
    Some(script)
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|octet| *octet == b'\n').collect()
}

/// What changed, from the first line to the last.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<Change> {
    let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[before..], &new[before..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - behind], &new[..new.len() - behind]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    // Each line is compared by its number from here on, however long it is.
    let mut numbers = HashMap::new();
    let (one, other) = (numbered(&mut numbers, old), numbered(&mut numbers, new));
    // What is too far apart is one change: as right, and longer.
    let found = shortest(&one, &other).unwrap_or_else(|| vec![Change { old: 0..old.len(), new: 0..new.len() }]);
    let moved = |range: Range<usize>| range.start + before..range.end + before;
    found.into_iter().map(|change| Change { old: moved(change.old), new: moved(change.new) }).collect()
}

fn numbered<'t>(numbers: &mut HashMap<&'t [u8], usize>, lines: &[&'t [u8]]) -> Vec<usize> {
    let mut number = |line: &&'t [u8]| {
        let next = numbers.len();
        *numbers.entry(line).or_insert(next)
    };
    lines.iter().map(&mut number).collect()
}

/// How far a path got on each diagonal, from the one so far to the left to the one so far to the right; nowhere, where
/// no path leads.
type Reached = Vec<Option<usize>>;

/// The fewest lines taken out and added, by E. Myers' greedy search; `None` if they are too many.
///
/// A path goes from (0, 0) to (all of old, all of new): right takes a line out, down adds one, and along a diagonal lines
/// are the same. Of all paths with so many steps that are not diagonal, only the one that got furthest on each diagonal
/// counts.
fn shortest(old: &[usize], new: &[usize]) -> Option<Vec<Change>> {
    let mut steps = STEPS;
    let mut rounds: Vec<Reached> = Vec::new();
    for distance in 0..=DISTANCE.min(old.len() + new.len()) {
        let mut reached: Reached = Vec::with_capacity(2 * distance + 1);
        for column in 0..=2 * distance {
            let from = match rounds.last() {
                None => Some(0),
                Some(round) => entered(round, column, distance, old.len(), new.len()).map(|(x, _)| x),
            };
            // On the diagonal of this column, y is x + distance - column.
            let furthest = from.map(|mut x| {
                while x < old.len() && old[x..].first() == new.get(x + distance - column) {
                    x += 1;
                    steps = steps.saturating_sub(1);
                }
                x
            });
            reached.push(furthest);
            if furthest == Some(old.len()) && old.len() + distance - column == new.len() {
                rounds.push(reached);
                return Some(trace(&rounds, column, old.len(), new.len()));
            }
            steps = steps.saturating_sub(1);
        }
        rounds.push(reached);
        if steps == 0 {
            return None;
        }
    }
    None
}

/// Where a path enters a column of the next round, from what the round before reached, and whether it took a line out to
/// get there. A column stands for a diagonal: `distance` is that of its own round, whose columns begin one further left.
fn entered(round: &Reached, column: usize, distance: usize, old: usize, new: usize) -> Option<(usize, bool)> {
    let out = column.checked_sub(2).and_then(|from| *round.get(from)?).map(|x| x + 1).filter(|x| *x <= old);
    let added = round.get(column).copied().flatten().filter(|x| x + distance - column <= new);
    match (out, added) {
        (Some(out), Some(added)) if added >= out => Some((added, false)),
        (Some(out), _) => Some((out, true)),
        (None, added) => added.map(|x| (x, false)),
    }
}

/// The changes on the path that reached the end in this column of the last round.
fn trace(rounds: &[Reached], mut column: usize, old: usize, new: usize) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for distance in (1..rounds.len()).rev() {
        let Some((x, out)) = entered(&rounds[distance - 1], column, distance, old, new) else { break };
        let y = x + distance - column;
        let step = if out { Change { old: x - 1..x, new: y..y } } else { Change { old: x..x, new: y - 1..y } };
        match changes.last_mut() {
            Some(next) if next.old.start == step.old.end && next.new.start == step.new.end => {
                (next.old.start, next.new.start) = (step.old.start, step.new.start);
            }
            _ => changes.push(step),
        }
        column = if out { column - 2 } else { column };
    }
    changes.reverse();
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Option<String> {
        script(old.as_bytes(), new.as_bytes()).map(|script| String::from_utf8(script).unwrap())
    }

    /// What `ed` makes of a text by a script, as far as scripts of this kind go.
    fn edited(old: &str, script: &str) -> String {
        let mut lines: Vec<&str> = old.split_inclusive('\n').collect();
        let mut script = script.split_inclusive('\n');
        while let Some(command) = script.next() {
            let (place, command) = command.trim_end().split_at(command.len() - 2);
            let (first, last) = place.split_once(',').unwrap_or((place, place));
            let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
            let added: Vec<&str> = match command {
                "d" => Vec::new(),
                _ => script.by_ref().take_while(|line| *line != ".\n").collect(),
            };
            let place = if command == "a" { first..first } else { first - 1..last };
            lines.splice(place, added);
        }
        lines.concat()
    }

    #[test]
    fn scripts_are_those_of_diff() {
        for (old, new, expected) in [
            ("", "", ""),
            ("a\n", "a\n", ""),
            ("", "a\nb\n", "0a\na\nb\n.\n"),
            ("a\nb\n", "", "1,2d\n"),
            ("a\nb\nc\n", "a\nc\n", "2d\n"),
            ("a\nb\nc\n", "a\nB\nc\n", "2c\nB\n.\n"),
            ("a\nb\n", "a\nb\nc\n", "2a\nc\n.\n"),
            ("a\nb\nc\nd\ne\n", "b\nc\nX\nY\ne\n", "4c\nX\nY\n.\n1d\n"),
        ] {
            assert_eq!(shown(old, new).as_deref(), Some(expected), "{old:?} {new:?}");
            assert_eq!(edited(old, expected), new);
        }
    }

    #[test]
    fn what_is_no_text_of_lines_or_ends_the_adding_has_no_script() {
        for (old, new) in [("a", "a\n"), ("a\n", "b"), ("\0\n", "a\n"), ("a\n", ".\n"), ("a\nb\n", "a\n.\nb\n")] {
            assert_eq!(shown(old, new), None, "{old:?} {new:?}");
        }
        assert_eq!(script(b"\xff\n", b"a\n"), None);
        assert_eq!(shown(".\na\n", ".\nb\n").as_deref(), Some("2c\nb\n.\n"), "a dot that stays is not added");
    }

    /// SplitMix64: the same texts in every run.
    fn roll(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    #[test]
    fn every_script_turns_the_old_into_the_new() {
        let mut state = 3229;
        for round in 0..3000 {
            let mut text = |kinds: u64| -> String {
                let count = roll(&mut state) % 12;
                (0..count).map(|_| format!("{}\n", roll(&mut state) % kinds)).collect()
            };
            let kinds = 1 + round % 6;
            let (old, new) = (text(kinds), text(kinds));
            let script = shown(&old, &new).unwrap();
            assert_eq!(edited(&old, &script), new, "{old:?} {script:?}");
        }
    }

    #[test]
    fn two_edits_far_apart_are_two_small_changes() {
        let old: String = (0..1000).map(|line| format!("line {line}\n")).collect();
        let new = old.replace("line 10\n", "line ten\n").replace("line 900\n", "");
        assert_eq!(shown(&old, &new).as_deref(), Some("901d\n11c\nline ten\n.\n"));
    }

    #[test]
    fn what_is_too_far_apart_is_one_change_and_soon_found() {
        let old: String = (0..20_000).map(|line| format!("{line}\n")).collect();
        let new: String = (0..20_000).map(|line| format!("-{line}\n")).collect();
        let script = shown(&old, &new).unwrap();
        assert!(script.starts_with("1,20000c\n-0\n"));
        assert_eq!(edited(&old, &script), new);
        // Very many lines that are all the same cost no more than the steps allow.
        let (old, new) = ("\n".repeat(100_000), format!("x\n{}y\n", "\n".repeat(99_000)));
        assert_eq!(edited(&old, &shown(&old, &new).unwrap()), new);
    }
}
