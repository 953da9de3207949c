//! Every stimulus of the table, without a socket: however it is cut, the same request or the same violation comes out.

#[path = "../../statusquo/tests/stimuli/mod.rs"]
#[allow(dead_code, reason = "codes, fates and twins are for the test over sockets")]
mod table;

use statusquo_wire::h1::{ContentReader, HeadReader};
use statusquo_wire::message::{Expectation, FieldSection};
use statusquo_wire::{Framing, Limits, Request, Rule, Version, Violation};
use table::row::Row;

/// Rows up to this size are cut before every octet; longer ones around their fault.
const SHORT: usize = 2 * 1024;

/// What was read of one request.
#[derive(Debug, PartialEq)]
struct Read {
    method: String,
    target: String,
    version: Version,
    framing: Framing,
    expectation: Expectation,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    content: Vec<u8>,
    violation: Option<Violation>,
    /// Octets used, if the request is whole or broken.
    used: Option<usize>,
}

/// Feeds the bytes up to each of these ends in turn.
fn read(bytes: &[u8], ends: impl IntoIterator<Item = usize>) -> Read {
    let limits = Limits::default();
    let mut request = Request::default();
    let mut reader = HeadReader::default();
    let mut content = Vec::new();
    let mut content_reader: Option<ContentReader> = None;
    let mut violation = None;
    let mut used = 0;
    let mut done = false;
    for end in ends {
        if content_reader.is_none() {
            let Some(head) = reader.advance(&bytes[..end], &limits, &mut request) else { continue };
            used = head;
            violation = request.violation.clone();
            done = violation.is_some();
            content_reader = Some(ContentReader::new(request.framing));
        }
        let Some(reader) = content_reader.as_mut().filter(|_| !done) else { break };
        match reader.advance(&bytes[used..end], &limits, |data| content.extend_from_slice(data)) {
            Ok(progress) => {
                used += progress.used;
                done = progress.done;
            }
            Err(broken) => {
                violation = Some(broken);
                done = true;
            }
        }
    }
    // What of a broken content was looked at, and how much of a head that broke was kept, depends on the packets.
    let broken = violation.is_some();
    Read {
        method: request.method().into(),
        target: request.target().into(),
        version: request.version,
        framing: request.framing,
        expectation: request.expectation,
        fields: owned(request.fields()),
        content: if broken { Vec::new() } else { content },
        used: (done && !broken).then_some(used),
        violation,
    }
}

fn owned(section: FieldSection<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    section.iter().map(|(name, value)| (name.to_vec(), value.to_vec())).collect()
}

/// Where a row is cut in two.
fn cuts(sent: &[u8], fault: Option<usize>) -> Vec<usize> {
    match (sent.len(), fault) {
        (..=SHORT, _) => (1..sent.len()).collect(),
        (length, Some(fault)) => (fault - 1..=(fault + 1).min(length)).collect(),
        (length, None) => vec![length / 2, length - 1],
    }
}

/// Whether the row's rule can be seen in its bytes alone, and in its first request.
fn is_in_the_bytes(row: &Row) -> bool {
    let waits = [Rule::HeadInTime, Rule::HeadWhole, Rule::ContentInTime, Rule::ContentWhole];
    !row.rule.is_some_and(|rule| waits.contains(&rule)) && !row.before.iter().any(|code| *code >= 200)
}

fn check(name: &str, sent: &[u8], fault: Option<usize>) -> Read {
    let whole = read(sent, [sent.len()]);
    for cut in cuts(sent, fault) {
        assert_eq!(read(sent, [cut, sent.len()]), whole, "{name}: cut before octet {cut} of {}", sent.escape_ascii());
    }
    if sent.len() <= SHORT {
        assert_eq!(read(sent, 1..=sent.len()), whole, "{name}: octet by octet: {}", sent.escape_ascii());
    }
    whole
}

#[test]
fn every_row_comes_out_the_same_however_it_is_cut() {
    for row in table::rows() {
        let whole = check(row.name, &row.sent, row.fault);
        if !is_in_the_bytes(&row) {
            continue;
        }
        let broken = whole.violation.as_ref().map(|violation| violation.rule);
        assert_eq!(broken, row.rule, "{}: {}", row.name, row.sent.escape_ascii());
        if let (Some(violation), Some((part, at))) = (&whole.violation, row.at) {
            assert_eq!((violation.part, violation.at), (part, at), "{}: {}", row.name, row.sent.escape_ascii());
            assert_eq!(violation.limit, row.limit, "{}", row.name);
        }
    }
}

#[test]
fn a_row_that_waits_is_neither_whole_nor_broken() {
    let waiting: Vec<Row> = table::rows()
        .into_iter()
        .filter(|row| !is_in_the_bytes(row) && row.rule.is_some() && row.before.is_empty())
        .collect();
    assert!(!waiting.is_empty());
    for row in waiting {
        let read = read(&row.sent, [row.sent.len()]);
        assert_eq!((read.violation, read.used), (None, None), "{}: {}", row.name, row.sent.escape_ascii());
    }
}

#[test]
fn every_good_twin_comes_out_whole_however_it_is_cut() {
    for row in table::rows().iter().filter(|row| row.sent.len() <= SHORT) {
        let Some(twin) = &row.twin else { continue };
        let whole = check(row.name, twin, None);
        assert_eq!(whole.violation, None, "{}: {}", row.name, twin.escape_ascii());
        // Those with a request before them go on after it.
        let alone = row.before.iter().all(|code| *code < 200);
        assert_eq!(whole.used == Some(twin.len()), alone, "{}: {}", row.name, twin.escape_ascii());
    }
}

#[test]
fn no_rule_is_broken_before_its_octet_has_come() {
    let rows = table::rows();
    for row in rows.iter().filter(|row| is_in_the_bytes(row) && row.sent.len() <= SHORT) {
        let Some(fault) = row.fault else { continue };
        assert_eq!(read(&row.sent, [fault]).violation, None, "{}: {}", row.name, row.sent.escape_ascii());
    }
}
