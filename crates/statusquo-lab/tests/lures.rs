//! Listeners that nobody is to reach: whatever a client writes into a request, the lab connects to no address of its choice.

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use support::{Client, TestLab, lab_with};

const GOOD: &str = "Proxy-Authorization: Basic cHJveHk6cHJveHk=";

/// A listener that counts who comes.
struct Lure {
    address: SocketAddr,
    came: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl Lure {
    fn at(address: impl Into<SocketAddr>) -> Option<Self> {
        let listener = TcpListener::bind(address.into()).ok()?;
        let address = listener.local_addr().expect("an address");
        let came = Arc::new(AtomicUsize::new(0));
        let counted = came.clone();
        let thread = std::thread::spawn(move || {
            // The last to come is the test itself.
            for stream in listener.incoming() {
                let own = stream.and_then(|stream| {
                    let mut first = [0];
                    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
                    std::io::Read::read(&mut &stream, &mut first)?;
                    Ok(first == [0xff])
                });
                if matches!(own, Ok(true)) {
                    return;
                }
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        Some(Self { address, came, thread: Some(thread) })
    }

    /// How many came in all: after the test's own connection there is nobody left waiting.
    fn count(mut self) -> usize {
        let mut last = std::net::TcpStream::connect(self.address).expect("it listens");
        std::io::Write::write_all(&mut last, &[0xff]).expect("it reads");
        self.thread.take().expect("its thread").join().expect("it counts");
        self.came.load(Ordering::SeqCst)
    }
}

fn lab() -> TestLab {
    lab_with(|settings| {
        settings.listen.push(SocketAddr::from(([127, 0, 0, 1], 0)));
        settings.tls_listen.push(SocketAddr::from(([127, 0, 0, 1], 0)));
    })
}

/// Every way to write the address of a lure that somebody might take for it, or the lab for its own.
fn spellings(lure: SocketAddr, own: SocketAddr, second: SocketAddr) -> Vec<String> {
    let SocketAddr::V4(there) = lure else {
        return vec![
            lure.to_string(),
            format!("[{}]:{}", "0:0:0:0:0:0:0:1", lure.port()),
            format!("localhost:{}", lure.port()),
        ];
    };
    let (port, [a, b, c, d]) = (there.port(), there.ip().octets());
    let number = u32::from(*there.ip());
    let hosts = [
        there.ip().to_string(),
        format!("{number}"),
        format!("0x{number:x}"),
        format!("0x{number:X}"),
        format!("0{number:o}"),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("{a:03}.{b:03}.{c:03}.{d:03}"),
        format!("{a}.{d}"),
        format!("{a}.{b}.{d}"),
        format!("{a}.{}", number & 0xff_ffff),
        format!("{}.", there.ip()),
        format!("[::ffff:{}]", there.ip()),
        format!("[::ffff:{:x}:{:x}]", number >> 16, number & 0xffff),
        format!("[::{}]", there.ip()),
        format!("[64:ff9b::{}]", there.ip()),
        format!("[0:0:0:0:0:ffff:{}]", there.ip()),
        format!("[v1.{}]", there.ip()),
        format!("%31{}", &there.ip().to_string()[1..]),
        format!("{}%00", there.ip()),
        format!("{}%2f", there.ip()),
        format!("{}%40{}", own, there.ip()).replace(':', "%3a"),
        "localhost".into(),
        "LOCALHOST.".into(),
        "portal.localhost".into(),
        "localhost.localdomain".into(),
        "ip6-localhost".into(),
        "0".into(),
        "0.0.0.0".into(),
        "[::]".into(),
        "[::1]".into(),
        format!("{}.nip.io", there.ip()),
        "example.com".into(),
    ];
    let mut all: Vec<String> = hosts.iter().map(|host| format!("{host}:{port}")).collect();
    all.extend(hosts.iter().map(|host| format!("{host}:0{port}")));
    all.extend([
        format!("{own}@{lure}"),
        format!("{own}%40{lure}"),
        format!("127.0.0.1:{}@{lure}", second.port()),
        format!("{second}@{lure}"),
        format!("{lure}@{second}"),
        format!("{second}#@{lure}"),
        format!("{second}\\@{lure}"),
        format!("{second};{lure}"),
        format!("{second},{lure}"),
        format!("{second}:{port}"),
        format!("{second}&{lure}"),
        format!("{lure}:{}", second.port()),
        format!("{second}%20{lure}"),
        format!("{second}%0d%0aHost:{lure}"),
        format!("{}:{}{port}", there.ip(), "0"),
        format!("{}:{}", there.ip(), 65_536 + u32::from(port)),
    ]);
    all
}

#[test]
fn no_spelling_of_an_address_leads_to_a_listener_that_is_not_the_labs() {
    let lab = lab();
    let (own, second, tls) = (lab.addresses()[0], lab.addresses()[1], lab.tls_addresses()[0]);
    let lures = [
        Lure::at((Ipv4Addr::new(127, 0, 0, 2), 0)),
        Lure::at((Ipv4Addr::LOCALHOST, 0)),
        // The same ports, at an address that is not the lab's.
        Lure::at((Ipv4Addr::new(127, 0, 0, 2), own.port())),
        Lure::at((Ipv4Addr::new(127, 0, 0, 2), second.port())),
        Lure::at((Ipv4Addr::new(127, 0, 0, 2), tls.port())),
        // A machine without IPv6 has no such address.
        Lure::at((std::net::Ipv6Addr::LOCALHOST, 0)),
    ];
    let lures: Vec<Lure> = lures.into_iter().flatten().collect();
    assert!(lures.len() >= 5);
    for lure in &lures {
        let there = lure.address;
        for authority in spellings(there, own, second) {
            for line in [
                format!("GET http://{authority}/lab/documents/welcome"),
                format!("OPTIONS http://{authority}"),
                format!("CONNECT {authority}"),
            ] {
                for host in [own.to_string(), there.to_string()] {
                    let mut client = lab.connect();
                    client.send(format!("{line} HTTP/1.1\r\nHost: {host}\r\n{GOOD}\r\n\r\n"));
                    let answer = client.answer(&line);
                    // Some of these are no authorities; the lab's own is spelled by none of them.
                    let code = answer.code();
                    let own_port = authority.ends_with(&format!(":{}", second.port()))
                        || authority.ends_with(&format!(":{}", own.port()))
                        || authority.ends_with(&format!(":{}", tls.port()))
                        || authority.ends_with(&format!(":0{}", there.port())) && there.port() == own.port();
                    let harmless = own_port && authority.to_ascii_lowercase().contains("localhost");
                    assert!([400, 403].contains(&code) || harmless, "{line}: {}", answer.shown());
                    if code == 403 {
                        let allowed: Vec<String> = [own, second, tls].iter().map(ToString::to_string).collect();
                        assert_eq!(answer.json()["reachable"], serde_json::json!(allowed));
                        assert_eq!(answer.field("Proxy-Status"), "statusquo; error=http_request_denied");
                    }
                }
            }
        }
    }
    let came: Vec<usize> = lures.into_iter().map(Lure::count).collect();
    assert!(came.iter().all(|count| *count == 0), "{came:?}");
}

#[test]
fn who_listens_everywhere_is_reached_at_the_address_that_the_client_has_connected_to() {
    let lab = lab_with(|settings| settings.listen = vec![SocketAddr::from(([0, 0, 0, 0], 0))]);
    let port = lab.place().port();
    let lure = Lure::at((Ipv4Addr::LOCALHOST, 0)).expect("a lure");
    for (authority, code) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("127.0.0.2:{port}"), 403),
        (format!("0.0.0.0:{port}"), 403),
        (format!("[::1]:{port}"), 403),
        (format!("[::ffff:127.0.0.1]:{port}"), 403),
        (lure.address.to_string(), 403),
        (format!("0.0.0.0:{}", lure.address.port()), 403),
    ] {
        let mut client = lab.connect();
        let line = format!("CONNECT {authority}");
        client.send_head(&line, &[GOOD]);
        assert_eq!(client.answer(&line).code(), code, "{authority}");
    }
    assert_eq!(lure.count(), 0);
}

#[test]
fn neither_redirects_nor_fields_nor_what_comes_through_a_tunnel_lead_there() {
    let lab = lab();
    let (own, second) = (lab.addresses()[0], lab.addresses()[1]);
    let lure = Lure::at((Ipv4Addr::new(127, 0, 0, 2), 0)).expect("a lure");
    let there = lure.address;
    // A redirect from a listener of the lab to the lure: it is passed on, not followed.
    lab.json("POST /lab/documents/welcome/move", &format!(r#"{{"to": "http:{there}", "permanent": true}}"#))
        .expect(204);
    let answer = lab.plain(&format!("GET http://{second}/lab/documents/welcome"), &[GOOD]).expect(301);
    assert!(answer.has("Via") && answer.field("Location").contains("127.0.0.2"), "{}", answer.shown());
    let fields = [
        format!("Host: {there}"),
        format!("X-Forwarded-Host: {there}"),
        format!("Forwarded: host={there};by={there}"),
        format!("X-Original-URL: http://{there}/"),
        format!("Proxy-Connection: {there}"),
        format!("Alt-Svc: h2=\"{there}\""),
        format!("Alt-Used: {there}"),
        format!("Via: 1.1 {there}"),
        format!("Proxy-Authorization: Basic {}", STANDARD.encode("proxy:proxy")),
    ];
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    lab.plain(&format!("GET http://{second}/409"), &fields).expect(200);
    lab.plain(&format!("GET http://{own}/409"), &fields).expect(200);
    // Through a tunnel the lab is asked once more, and answers the same.
    let mut client: Client = lab.connect();
    let line = format!("CONNECT {second}");
    client.send_head(&line, &fields);
    client.answer(&line).expect(200);
    client.ask(&format!("GET http://{there}/"), &fields, "").expect(403);
    let inner = format!("CONNECT {there}");
    client.ask(&inner, &fields, "").expect(403);
    assert_eq!(lure.count(), 0);
}
