//! The transcripts of the catalog, read with their requests: the lab keeps what it owes in all that it shows.

use super::{broken, codes};
use statusquo_catalog::ALL;
use statusquo_check::reading::pasted;

#[test]
fn every_transcript_is_read_and_breaks_nothing() {
    let mut with_request = 0;
    for entry in ALL {
        let Some(transcript) = entry.transcript else { continue };
        let exchanges =
            pasted(transcript.as_bytes(), None).unwrap_or_else(|nothing| panic!("{}: {nothing}", entry.code));
        let seen: Vec<u16> = exchanges.iter().flat_map(codes).collect();
        let inside = [208, 424].contains(&entry.code);
        assert!(seen.contains(&entry.code) || inside, "{} is not among {seen:?}", entry.code);
        with_request += exchanges.iter().filter(|exchange| exchange.asked.fields.is_some()).count();
        for exchange in &exchanges {
            assert_eq!(broken(exchange), [""; 0], "in the transcript of {}: {:?}", entry.code, codes(exchange));
        }
    }
    assert!(with_request > 50, "only {with_request} requests were read");
}
