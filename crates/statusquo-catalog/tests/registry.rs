//! Wall: the catalog is the IANA registry's list, no code more and none less, phrase by phrase and reference by reference.

use statusquo_catalog::{ALL, Entry, entry};

/// The registry as IANA publishes it.
const REGISTRY: &str = include_str!("registry/http-status-codes-1.csv");

/// One registered code.
struct Row {
    code: u16,
    /// The description without the registry's own remark.
    phrase: String,
    /// The first document of the reference, as the catalog cites it, and the section if the registry names one.
    document: String,
    section: Option<String>,
}

/// The rows below the heading that name one code; ranges of unassigned codes are none.
fn registered() -> Vec<Row> {
    let mut lines = REGISTRY.lines();
    assert_eq!(lines.next(), Some("Value,Description,Reference"), "the registry copy has another heading");
    lines
        .map(cells)
        .filter_map(|cells| {
            let [value, description, reference] = <[String; 3]>::try_from(cells).expect("a row has three cells");
            let code = value.parse().ok()?;
            let (document, section) = document_and_section(&reference);
            Some(Row { code, phrase: without_remark(&description).to_owned(), document, section })
        })
        .collect()
}

/// The cells of a CSV line; a quoted cell may hold commas, and two quotes in it stand for one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let cell = cells.last_mut().expect("there is always a cell");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    assert!(!quoted, "a quote is left open in {line}");
    cells
}

/// The phrase without what the registry remarks on it: "(TEMPORARY - ...)" and "(OBSOLETED)", and nothing else.
fn without_remark(description: &str) -> &str {
    match description.find(" (TEMPORARY - ") {
        Some(at) if description.ends_with(')') => &description[..at],
        _ => description.strip_suffix(" (OBSOLETED)").unwrap_or(description),
    }
}

/// `[RFC9110, Section 15.2.1]` as (`RFC 9110`, `15.2.1`); of several documents the first defines the code.
fn document_and_section(reference: &str) -> (String, Option<String>) {
    let first = reference.trim_start_matches('[').split(']').next().expect("a split has a first part");
    let (document, section) = match first.split_once(", Section ") {
        Some((document, section)) => (document, Some(section.to_owned())),
        None => (first, None),
    };
    let document = match document.strip_prefix("RFC") {
        Some(number) => format!("RFC {number}"),
        // A draft is cited by its name; the revision that the registry saw is not part of it.
        None => document.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-').to_owned(),
    };
    (document, section)
}

#[test]
fn every_registered_code_is_in_the_catalog_and_no_other() {
    let registered: Vec<u16> = registered().iter().map(|row| row.code).collect();
    let ours: Vec<u16> = ALL.iter().map(|entry| entry.code).collect();
    assert_eq!(ours, registered);
}

#[test]
fn phrases_equal_the_registry_to_the_letter() {
    for (row, entry) in rows_with_entries() {
        assert_eq!(entry.phrase, row.phrase, "the phrase of {}", row.code);
    }
}

#[test]
fn specifications_equal_the_registry() {
    for (row, entry) in rows_with_entries() {
        assert_eq!(entry.specification.rfc, row.document, "the document of {}", row.code);
        assert_eq!(entry.specification.section, row.section.as_deref(), "the section of {}", row.code);
    }
}

fn rows_with_entries() -> impl Iterator<Item = (Row, &'static Entry)> {
    registered().into_iter().map(|row| {
        let entry = entry(row.code).unwrap_or_else(|| panic!("{} is registered and not in the catalog", row.code));
        (row, entry)
    })
}

#[test]
fn only_the_registrys_remarks_are_taken_off() {
    assert_eq!(without_remark("Not Extended (OBSOLETED)"), "Not Extended");
    assert_eq!(without_remark("Upload Resumption Supported (TEMPORARY - registered)"), "Upload Resumption Supported");
    assert_eq!(without_remark("(Unused)"), "(Unused)");
    assert_eq!(without_remark("Non-Authoritative Information"), "Non-Authoritative Information");
}

#[test]
fn quoted_cells_keep_their_commas_and_quotes() {
    assert_eq!(cells(r#"1,"a, b","c ""d""""#), ["1", "a, b", r#"c "d""#]);
}
