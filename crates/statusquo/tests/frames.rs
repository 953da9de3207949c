//! Raw frames against a lab: for each sentence on how HTTP/2 is read, what breaks it, and what comes back: answers, stream
//! errors, the end of the connection; however the octets are cut.

#[path = "frames/broken.rs"]
mod broken;
#[path = "frames/build.rs"]
mod build;
#[path = "frames/client.rs"]
mod client;
#[path = "frames/flood.rs"]
mod flood;
#[path = "frames/good.rs"]
mod good;
#[path = "frames/malformed.rs"]
mod malformed;
#[path = "frames/row.rs"]
mod row;

use row::{Row, play};
use statusquo_lab::{Lab, Running, Settings};
use std::collections::HashSet;

fn lab() -> Running {
    Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab")
}

fn rows() -> Vec<Row> {
    [good::rows(), malformed::rows(), broken::rows()].into_iter().flatten().collect()
}

#[test]
fn what_is_good_is_served() {
    play(&good::rows(), lab);
}

#[test]
fn what_is_malformed_is_refused() {
    play(&malformed::rows(), lab);
}

#[test]
fn what_breaks_a_rule_of_frames_ends_stream_or_connection() {
    play(&broken::rows(), lab);
}

#[test]
fn every_flood_is_told_to_calm_down() {
    flood::play(&lab());
}

#[test]
fn the_table_is_large_names_its_sections_and_excuses_what_it_must() {
    let rows = rows();
    assert!(rows.len() >= 100, "{} rows", rows.len());
    let names: HashSet<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), rows.len(), "two rows share a name");
    for row in &rows {
        assert!(row.name.starts_with("RFC ") && row.name.contains(": "), "{} names no section", row.name);
        assert!(row.exception.is_none_or(|why| why.starts_with("RFC ")), "{} is excused by no section", row.name);
    }
}
