//! What an exchange writes, our own readers read back: every status, framing, version and method, with nothing left over.

use statusquo_wire::h1::{Connection, ContentReader, ResponseHead, ResponseReader};
use statusquo_wire::transport::{Ends, Stream, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Framing, Limits, Request, Service, Version};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;

/// How the answer is given.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// All at once, so many octets.
    Whole(usize),
    /// In pieces, with the length announced.
    Length(usize),
    /// In pieces, without a length.
    Pieces(usize),
}

const WAYS: [Way; 9] = [
    Way::Whole(0),
    Way::Whole(1),
    Way::Whole(70_000),
    Way::Length(0),
    Way::Length(1),
    Way::Length(70_000),
    Way::Pieces(0),
    Way::Pieces(1),
    Way::Pieces(70_000),
];

/// A request's version and connection option, and whether the connection may go on after it.
const CLIENTS: [(&str, &str, bool); 4] = [
    ("HTTP/1.1", "", true),
    ("HTTP/1.1", "Connection: close\r\n", false),
    ("HTTP/1.0", "", false),
    ("HTTP/1.0", "Connection: keep-alive\r\n", true),
];

/// The content that is sent, octets of every value.
fn octets(length: usize) -> Vec<u8> {
    (0..length).map(|number| (number % 251) as u8).collect()
}

/// Answers `/<way>/<status>`; `/end` with 299.
struct Answering {
    content: Vec<u8>,
}

impl Service for Answering {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let mut fields = Fields::default();
        fields.push("X-Target", request.target());
        let mut parts = request.target()[1..].split('/');
        let (way, status) = (parts.next().and_then(|way| way.parse::<usize>().ok()), parts.next());
        let (Some(way), Some(status)) = (way, status) else {
            exchange.respond(299, "The End", &fields, Content::Bytes(b"end")).await.expect("written");
            return;
        };
        let status: u16 = status.parse().expect("a number");
        let reason = ["", "OK", "R\u{e9}ponse (so)"][usize::from(status) % 3];
        if status < 200 {
            exchange.interim(status, reason, &fields).await.expect("written");
            exchange.respond(200, "OK", &fields, Content::Empty).await.expect("written");
            return;
        }
        match WAYS[way] {
            Way::Whole(0) => exchange.respond(status, reason, &fields, Content::Empty).await.expect("written"),
            Way::Whole(length) => {
                exchange
                    .respond(status, reason, &fields, Content::Bytes(&self.content[..length]))
                    .await
                    .expect("written");
            }
            Way::Length(length) | Way::Pieces(length) => {
                let announced = matches!(WAYS[way], Way::Length(_)).then_some(length as u64);
                exchange.begin(status, reason, &fields, announced).await.expect("written");
                for piece in self.content[..length].chunks(30_000) {
                    exchange.write(piece).await.expect("written");
                }
                let mut trailers = Fields::default();
                trailers.push("X-Sum", "1");
                trailers.push("X-Sum", "2");
                exchange.finish_with(&trailers).await.expect("written");
            }
        }
    }
}

fn connection(stream: Stream, stop: watch::Receiver<bool>) -> Connection {
    let ends = Ends::of(&stream);
    Connection::new(stream, ends, Limits::default(), Clock::Fixed(0), Tap::Off, stop)
}

/// All that comes back for these bytes, up to the end of the connection. Our side stays open until theirs ends, or
/// ends once all is said.
async fn said(requests: &str, service: Answering) -> Vec<u8> {
    let (mut near, far) = tokio::io::duplex(64 * 1024);
    let (stop, stopped) = watch::channel(false);
    let connection = connection(Stream::Pipe(far), stopped);
    let served = async {
        connection.run(&service, false).await;
        drop(stop);
    };
    let mut answers = Vec::new();
    let client = async {
        // A connection that was closed early may leave some of it unread.
        let _ = near.write_all(requests.as_bytes()).await;
        near.shutdown().await.expect("closed");
        near.read_to_end(&mut answers).await.expect("read");
    };
    tokio::join!(served, client);
    answers
}

/// Reads one answer from the front; what was read, and what is left.
fn next<'a>(method: &str, bytes: &'a [u8]) -> (ResponseHead, Vec<u8>, &'a [u8]) {
    let limits = Limits::default();
    let read = ResponseReader::new(method).advance(bytes, &limits).expect("a head that keeps every rule");
    let (head, used) = read.unwrap_or_else(|| panic!("no whole head: {:?}", String::from_utf8_lossy(bytes)));
    let mut reader = ContentReader::new(head.framing);
    let mut content = Vec::new();
    let progress =
        reader.advance(&bytes[used..], &limits, |data| content.extend_from_slice(data)).expect("well framed");
    assert!(progress.done || head.framing == Framing::Close, "the content is whole: {head:?}");
    (head, content, &bytes[used + progress.used..])
}

/// One exchange and, if the connection goes on, a second that ends it.
async fn round(way: usize, status: u16, client: (&str, &str, bool), method: &str, content: &[u8]) {
    let (version, option, goes_on) = client;
    let what = format!("{:?} {status} {client:?} {method}", WAYS[way]);
    let requests = format!(
        "{method} /{way}/{status} {version}\r\nHost: a\r\n{option}\r\nGET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    );
    let answers = said(&requests, Answering { content: content.to_vec() }).await;
    let (head, had, rest) = next(method, &answers);

    let nothing = matches!(status, 204 | 304);
    let (Way::Whole(length) | Way::Length(length) | Way::Pieces(length)) = WAYS[way];
    let by_close = matches!(WAYS[way], Way::Pieces(_)) && version == "HTTP/1.0" && !nothing;
    let framing = match WAYS[way] {
        _ if nothing || method == "HEAD" => Framing::None,
        Way::Whole(length) | Way::Length(length) => Framing::Length(length as u64),
        Way::Pieces(_) if by_close => Framing::Close,
        Way::Pieces(_) => Framing::Chunked,
    };
    assert_eq!((head.status, head.version), (status, Version::Http11), "{what}");
    assert_eq!(head.reason(), ["", "OK", "R\u{e9}ponse (so)"][usize::from(status) % 3].as_bytes(), "{what}");
    assert_eq!(head.fields().text("X-Target"), Some(format!("/{way}/{status}").as_str()), "{what}");
    assert_eq!(head.framing, framing, "{what}");
    let sent: &[u8] = if framing == Framing::None { &[] } else { &content[..length] };
    assert!(had == sent, "{what}: other content came");
    // To HEAD the same is said of the content as to GET, as far as it is known (RFC 9110 §9.3.2).
    let announced = head.fields().text("Content-Length").map(|text| text.parse::<usize>().expect("a number"));
    assert_eq!(announced, (!nothing && !matches!(WAYS[way], Way::Pieces(_))).then_some(length), "{what}");
    let chunked = matches!(WAYS[way], Way::Pieces(_)) && !nothing && !by_close;
    assert_eq!(head.fields().has("Transfer-Encoding"), chunked, "{what}");

    let closes = !goes_on || by_close;
    let option = if closes { Some("close") } else { (version == "HTTP/1.0").then_some("keep-alive") };
    assert_eq!((head.close, head.fields().text("Connection")), (closes, option), "{what}");
    if closes {
        assert!(rest.is_empty(), "{what}: {} octets after the last answer", rest.len());
    } else {
        let (head, had, rest) = next("GET", rest);
        assert_eq!((head.status, had.as_slice(), head.close), (299, &b"end"[..], true), "{what}, then the next");
        assert!(rest.is_empty(), "{what}: {} octets are left over", rest.len());
    }
}

#[tokio::test]
async fn every_status_framing_version_and_method() {
    let content = octets(70_000);
    let mut rounds = 0;
    for way in 0..WAYS.len() {
        for status in 200..=599 {
            for client in CLIENTS {
                for method in ["GET", "HEAD"] {
                    round(way, status, client, method, &content).await;
                    rounds += 1;
                }
            }
        }
    }
    println!("{rounds} exchanges");
    assert_eq!(rounds, 9 * 400 * 4 * 2);
}

#[tokio::test]
async fn interim_answers_come_before_the_final_one() {
    for status in (100..200).filter(|status| *status != 101) {
        for (version, option, goes_on) in CLIENTS {
            for method in ["GET", "HEAD"] {
                let request = format!("{method} /0/{status} {version}\r\nHost: a\r\n{option}\r\n");
                let answers = said(&request, Answering { content: Vec::new() }).await;
                let mut rest = &answers[..];
                if version == "HTTP/1.1" {
                    let (head, content, after) = next(method, rest);
                    assert_eq!((head.status, head.framing, content.len()), (status, Framing::None, 0));
                    assert_eq!(head.fields().text("X-Target"), Some(format!("/0/{status}").as_str()));
                    assert!(!head.fields().has("Content-Length") && !head.fields().has("Connection"));
                    rest = after;
                }
                let (head, content, rest) = next(method, rest);
                assert_eq!((head.status, content.len(), rest.len(), head.close), (200, 0, 0, !goes_on), "{version}");
            }
        }
    }
}

#[tokio::test]
async fn trailers_stand_behind_chunks_and_nowhere_else() {
    for (way, version, method, there) in [
        (7, "1.1", "GET", true),
        (6, "1.1", "GET", true),
        (7, "1.1", "HEAD", false),
        (7, "1.0", "GET", false),
        (4, "1.1", "GET", false),
    ] {
        let request = format!("{method} /{way}/200 HTTP/{version}\r\nHost: a\r\n\r\n");
        let answers = said(&request, Answering { content: octets(1) }).await;
        let end = b"0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n";
        assert_eq!(answers.ends_with(end), there, "{way} {version} {method}");
        assert_eq!(answers.windows(5).any(|octets| octets == b"X-Sum"), there, "{way} {version} {method}");
    }
}

/// Switches, and says back what comes.
struct Switching;

impl Service for Switching {
    async fn exchange(&self, _: &Request, exchange: &mut Exchange<'_>) {
        let mut fields = Fields::default();
        fields.push("Upgrade", "echo");
        fields.push("Connection", "upgrade");
        let Ok(mut tunnel) = exchange.upgrade("Switching Protocols", &fields).await else { return };
        let mut said = Vec::new();
        tunnel.read_to_end(&mut said).await.expect("read");
        tunnel.write_all(&said).await.expect("written");
    }
}

#[tokio::test]
async fn after_a_switch_every_octet_is_the_tunnels() {
    for (version, switches) in [("1.1", true), ("1.0", false)] {
        let (mut near, far) = tokio::io::duplex(1024);
        let (_stop, stopped) = watch::channel(false);
        let connection = connection(Stream::Pipe(far), stopped);
        let mut answers = Vec::new();
        let client = async {
            let request = format!("GET / HTTP/{version}\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
            near.write_all(request.as_bytes()).await.expect("written");
            near.write_all(b"GET / HTTP/1.1\r\n\0\xff").await.expect("written");
            near.shutdown().await.expect("closed");
            near.read_to_end(&mut answers).await.expect("read");
        };
        tokio::join!(connection.run(&Switching, false), client);
        if !switches {
            assert!(answers.is_empty(), "HTTP/1.0 has no upgrades, so nothing was answered");
            continue;
        }
        let (head, content, rest) = next("GET", &answers);
        assert_eq!((head.status, head.framing, content.len()), (101, Framing::None, 0));
        assert_eq!(rest, b"GET / HTTP/1.1\r\n\0\xff", "what was sent along came back");
    }
}
