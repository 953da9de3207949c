//! What is read from the octets of an exchange: its messages, and when each went.

use statusquo_journal::{Direction, Frame, Record, Run, Traffic};
use std::time::{Duration, SystemTime};

fn record(received: &[u8], sent: &[u8], runs: &[(Direction, u64, usize)]) -> Record<[u8; 32]> {
    let run = |(direction, at_micros, length): &(Direction, u64, usize)| Run {
        direction: *direction,
        at_micros: *at_micros,
        length: *length as u64,
    };
    Record {
        id: 1,
        version: String::new(),
        method: String::new(),
        target: String::new(),
        code: 200,
        interim: Vec::new(),
        forced: false,
        secured: false,
        way: [0; 32],
        peer: ([127, 0, 0, 1], 1).into(),
        began: SystemTime::UNIX_EPOCH,
        duration: Duration::from_micros(900),
        traffic: Traffic {
            received: received.to_vec(),
            sent: sent.to_vec(),
            runs: runs.iter().map(run).collect(),
            ..Traffic::default()
        },
    }
}

fn fields(message: statusquo_journal::Message<'_>) -> Vec<(String, String)> {
    message.fields().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_request_is_its_line_its_fields_and_its_content() {
    let octets = b"\r\nPUT /a HTTP/1.1\r\nHost: a:1\r\nx:  two \r\n\r\nhi: there";
    let record = record(octets, b"", &[]);
    let request = record.traffic.request();
    assert_eq!((request.at, request.line().as_deref()), (2, Some("PUT /a HTTP/1.1")));
    assert_eq!(fields(request), [pair("Host", "a:1"), pair("x", "two")]);
    assert_eq!((request.field("host").as_deref(), request.field("none")), (Some("a:1"), None));
    assert_eq!((request.content, request.code()), (&b"hi: there"[..], None));
    assert!(record.traffic.answers().is_empty());
}

#[test]
fn control_data_are_fields() {
    let octets = b":method: GET\r\n:authority: [::1]:80\r\naccept: */*\r\n\r\n";
    let request = record(octets, b":status: 204\r\n\r\n", &[]);
    assert_eq!(request.traffic.request().line(), None);
    let expected = [pair(":method", "GET"), pair(":authority", "[::1]:80"), pair("accept", "*/*")];
    assert_eq!(fields(request.traffic.request()), expected);
    assert_eq!(request.traffic.answers()[0].code(), Some(204));
}

#[test]
fn interim_answers_come_before_the_final_one_which_has_all_the_rest() {
    let sent = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nHTTP/1.1 404 No\r\n\r\n";
    let record = record(b"", sent, &[]);
    let answers = record.traffic.answers();
    assert_eq!(answers.iter().filter_map(|answer| answer.code()).collect::<Vec<_>>(), [103, 100, 200]);
    assert_eq!(answers[0].field("link").as_deref(), Some("</a>"));
    assert!(answers[0].content.is_empty() && answers[1].content.is_empty());
    assert_eq!(answers[2].content, b"HTTP/1.1 404 No\r\n\r\n");
    let switched = b"HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    assert_eq!(self::record(b"", switched, &[]).traffic.answers().len(), 1, "101 is the last of HTTP");
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    for (octets, expected) in [
        (&b"GET"[..], vec![]),
        (b"", vec![]),
        (
            b"GET / HTTP/1.1\nno colon\n: empty\n\xff:\xfe\n",
            vec![("no colon", ""), (": empty", ""), ("\u{fffd}", "\u{fffd}")],
        ),
        (b"\x16\x03\x01", vec![]),
    ] {
        let record = record(octets, octets, &[]);
        let request = record.traffic.request();
        let read: Vec<_> = request.fields().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        let expected: Vec<_> = expected.into_iter().map(|(name, value)| pair(name, value)).collect();
        assert_eq!(read, expected, "{octets:?}");
        assert!(record.traffic.answers().len() <= 1);
    }
}

#[test]
fn each_part_has_the_time_of_the_run_that_it_began_in() {
    use Direction::{Received, Sent};
    let (head, content) = (&b"PUT / HTTP/1.1\r\n\r\n"[..], &b"content"[..]);
    let (interim, last, page) = (&b"HTTP/1.1 100 Continue\r\n\r\n"[..], &b"HTTP/1.1 200 OK\r\n\r\n"[..], &b"page"[..]);
    let runs = [
        (Received, 0, head.len()),
        (Sent, 10, interim.len()),
        (Received, 300, content.len()),
        (Sent, 500, last.len() + page.len()),
        (Received, 600, 3),
    ];
    let record = record(&[head, content, b"end"].concat(), &[interim, last, page].concat(), &runs);
    let timing = record.timing();
    let micros = Duration::from_micros;
    assert_eq!((timing.asked, timing.answered, timing.ended), (micros(300), micros(500), micros(900)));
    assert_eq!(timing.interim, [(100, micros(10))]);
    let silent = self::record(head, b"", &runs[..1]).timing();
    assert_eq!((silent.asked, silent.answered, silent.ended), (micros(0), micros(900), micros(900)));
}

#[test]
fn where_there_are_frames_they_tell_the_times() {
    use Direction::{Received, Sent};
    let (asked, said) = (&b":method: PUT\r\n\r\nhi"[..], &b":status: 103\r\n\r\n:status: 200\r\n\r\nhi"[..]);
    let mut record = record(asked, said, &[(Received, 200, asked.len()), (Sent, 300, said.len())]);
    for (direction, at_micros, kind) in [
        (Received, 0, "HEADERS"),
        (Received, 40, "DATA"),
        (Received, 45, "WINDOW_UPDATE"),
        (Sent, 350, "HEADERS"),
        (Sent, 700, "HEADERS"),
        (Sent, 710, "DATA"),
        (Received, 800, "DATA"),
    ] {
        record.traffic.frames.push(Frame { direction, at_micros, kind: kind.into(), flags: 0, length: 1, error: None });
    }
    let (timing, micros) = (record.timing(), Duration::from_micros);
    assert_eq!((timing.asked, timing.answered, timing.ended), (micros(40), micros(700), micros(900)));
    assert_eq!(timing.interim, [(103, micros(350))]);
}
