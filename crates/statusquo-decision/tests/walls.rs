//! The table's walls: every code has an end or a reason, every row can be reached, every broken rule has its question.

use statusquo_decision::{End, Facts, NEVER, Next, Question, Step, TABLE, Walk};

/// Every code that ends a row or is said on the way.
fn named() -> Vec<u16> {
    let mut codes: Vec<u16> = TABLE
        .iter()
        .flat_map(|row| [row.yes, row.no])
        .filter_map(|next| match next {
            Next::End(End::Code(code)) | Next::Say(code, _) | Next::DoSaying(_, code, _) => Some(code),
            _ => None,
        })
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn every_code_ends_a_row_or_has_a_reason_not_to() {
    let named = named();
    for entry in statusquo_catalog::ALL {
        let excused = NEVER.iter().any(|(code, _)| *code == entry.code);
        let ends = named.contains(&entry.code);
        assert!(ends || excused, "{} {} ends no row and has no reason in NEVER", entry.code, entry.phrase);
        assert!(!(ends && excused), "{} {} ends a row, so its reason in NEVER is stale", entry.code, entry.phrase);
    }
    for code in named {
        assert!(statusquo_catalog::entry(code).is_some(), "{code} ends a row but is not in the catalog");
    }
}

#[test]
fn the_reasons_stand_in_order_and_say_something() {
    assert!(NEVER.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(NEVER.iter().all(|(_, reason)| reason.len() > 10));
}

/// The answers that lead from the first row to a question, if there are any.
fn facts_to(goal: Question) -> Option<Facts> {
    let mut reached: Vec<Option<Facts>> = vec![None; TABLE.len()];
    reached[0] = Some(Facts::default());
    for (at, row) in TABLE.iter().enumerate() {
        let Some(facts) = reached[at] else { continue };
        for (answer, next) in [(true, row.yes), (false, row.no)] {
            if let Next::Row(to) | Next::Say(_, to) | Next::Do(_, to) | Next::DoSaying(_, _, to) = next {
                let mut facts = facts;
                facts.set(row.question, answer);
                reached[to as usize].get_or_insert(facts);
            }
        }
    }
    reached[goal as usize]
}

#[test]
fn every_row_is_reached_and_answered_both_ways() {
    for row in &TABLE {
        for answer in [true, false] {
            let mut facts = facts_to(row.question).unwrap_or_else(|| panic!("no way leads to {:?}", row.question));
            facts.set(row.question, answer);
            let mut walk = Walk::default();
            while !matches!(walk.next(&facts), Step::End(_)) {}
            assert_eq!(walk.way().answer(row.question), Some(answer), "{:?}", row.question);
        }
    }
}

#[test]
fn with_nothing_known_a_request_simply_succeeds() {
    let mut walk = Walk::default();
    let facts = Facts::default();
    while !matches!(walk.next(&facts), Step::End(_)) {}
    assert_eq!(walk.next(&facts), Step::End(End::Code(200)));
    assert_eq!(walk.way().deciding(), Some((Question::RangesAsked, false)));
}

#[test]
fn questions_are_questions_and_sources_are_sections() {
    for row in &TABLE {
        assert!(row.text.ends_with('?') && row.text.starts_with(char::is_lowercase), "{:?}", row.text);
        assert!(row.source.starts_with("RFC ") || row.source.starts_with("draft-"), "{:?}", row.source);
    }
}

/// The walk, row by row, as the table reads: what the walk in runs must come to.
fn row_by_row(facts: &Facts) -> (Vec<(Question, bool)>, End) {
    let mut steps = Vec::new();
    let mut at = Next::Row(TABLE[0].question);
    loop {
        match at {
            Next::Row(question) | Next::Say(_, question) | Next::Do(_, question) | Next::DoSaying(_, _, question) => {
                let yes = facts.get(question);
                steps.push((question, yes));
                let row = question.row();
                at = if yes { row.yes } else { row.no };
            }
            Next::End(end) => return (steps, end),
        }
    }
}

#[test]
fn the_walk_in_runs_is_the_walk_row_by_row() {
    let mut random = 1_u64;
    for round in 0..20_000 {
        let mut facts = Facts::default();
        for row in &TABLE {
            // xorshift64: from no unusual fact a request to nearly all of them.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            if random % 100 < round % 50 {
                facts.set(row.question, !row.usual);
            }
        }
        let mut walk = Walk::default();
        let end = loop {
            if let Step::End(end) = walk.next(&facts) {
                break end;
            }
        };
        assert_eq!((walk.way().steps().collect::<Vec<_>>(), end), row_by_row(&facts));
    }
}
