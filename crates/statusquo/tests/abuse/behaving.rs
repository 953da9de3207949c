//! Well-behaved clients: what they ask, and what is the right answer to it, whatever others do meanwhile.

use super::client::{Answer, Client};
use super::random::Random;
use super::tally::Tally;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// What can be asked at any time with the same outcome: method, target, field lines, content, code.
const FIXED: &[(&str, &str, &str, &str, u16)] = &[
    ("GET", "/lab/documents/welcome", "", "", 200),
    ("HEAD", "/lab/documents/welcome", "", "", 200),
    ("GET", "/404", "", "", 200),
    ("GET", "/409", "Accept: application/json\r\n", "", 200),
    ("GET", "/201", "Accept: text/html\r\n", "", 200),
    ("GET", "/status/204", "", "", 204),
    ("GET", "/status/103", "", "", 200),
    ("GET", "/status/599", "", "", 599),
    ("GET", "/lab/documents/old-welcome", "", "", 301),
    ("GET", "/lab/documents/welcome-today", "", "", 302),
    ("PUT", "/lab/documents/old-inbox", "Content-Type: text/plain\r\n", "a note", 308),
    ("GET", "/lab/documents/inbox-today", "", "", 307),
    ("GET", "/lab/documents/banned", "", "", 451),
    ("BREW", "/lab/teapot", "", "", 418),
    ("GET", "/lab/variants/greeting", "", "", 300),
    ("GET", "/lab/variants/greeting", "Accept-Language: fr\r\n", "", 200),
    ("GET", "/lab/variants/greeting", "Accept: image/png\r\n", "", 406),
    ("GET", "/lab/variants/mirror", "", "", 506),
    ("GET", "/lab/documents/nowhere", "", "", 404),
    ("DELETE", "/lab/documents/nowhere", "", "", 404),
    ("TRACE", "/lab/documents/welcome", "", "", 405),
    ("INVENT", "/lab/anything", "", "", 501),
    ("GET", "/lab/users/1", "", "", 200),
    ("POST", "/lab/users", JSON, "{\"name\": \"Grace\"", 400),
    ("POST", "/lab/users", JSON, "{\"name\": \"Grace\"}", 400),
    ("POST", "/lab/users", JSON, "{\"name\": \"Grace\", \"email\": \"grace@example.test\"}", 409),
    ("POST", "/lab/users", JSON, "{\"name\": \"\", \"email\": \"new@example.test\"}", 422),
    ("POST", "/lab/users", "Content-Type: text/plain\r\n", "Grace", 415),
    ("GET", "/lab/vault", "", "", 401),
    ("GET", "/lab/vault", "Authorization: Basic cmVhZGVyOnJlYWRlcg==\r\n", "", 200),
    ("GET", "/lab/vault/keys", "Authorization: Basic cmVhZGVyOnJlYWRlcg==\r\n", "", 403),
    ("GET", "/lab/divide?by=8", "", "", 200),
    ("GET", "/lab/divide?by=x", "", "", 400),
    ("GET", PANICS, "", "", 500),
    ("GET", "/lab/gateway/healthy", "", "", 200),
    ("GET", "/lab/gateway/refused", "", "", 502),
    ("GET", "/lab/gateway/garbage", "", "", 502),
    ("GET", "/lab/echo", "", "", 426),
];
const JSON: &str = "Content-Type: application/json\r\n";
const PANICS: &str = "/lab/divide?by=0";

/// A well-behaved client.
pub(crate) struct Behaving<'t> {
    address: SocketAddr,
    tally: &'t Tally,
    random: Random,
    /// The name of its own document.
    document: String,
    client: Client,
    entity_tag: String,
    welcome: Vec<u8>,
}

/// A request without content.
pub(crate) fn request(method: &str, target: &str, fields: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n")
}

fn whole(method: &str, target: &str, fields: &str, content: &[u8]) -> Vec<u8> {
    let length = match method {
        "POST" | "PUT" => format!("Content-Length: {}\r\n", content.len()),
        _ => String::new(),
    };
    [request(method, target, &format!("{fields}{length}")).as_bytes(), content].concat()
}

fn expect(answer: &Answer, codes: &[u16]) -> Result<(), String> {
    match codes.contains(&answer.code()) {
        true => Ok(()),
        false => Err(format!("{} came, not {codes:?}: {}", answer.code(), String::from_utf8_lossy(&answer.content))),
    }
}

impl<'t> Behaving<'t> {
    pub(crate) fn new(address: SocketAddr, tally: &'t Tally, seed: u64) -> Result<Self, String> {
        let mut client = Client::connect(address)?;
        client.send(request("GET", "/lab/documents/welcome", ""))?;
        let welcome = client.answer("GET")?;
        expect(&welcome, &[200])?;
        let entity_tag = welcome.head.fields().text("ETag").ok_or("no ETag")?.to_owned();
        let document = format!("/lab/documents/of-{seed}");
        let welcome = welcome.content;
        Ok(Self { address, tally, random: Random::new(seed), document, client, entity_tag, welcome })
    }

    /// Asks something, checks the answers and counts them; after a wrong answer it begins anew.
    pub(crate) fn ask(&mut self) {
        let what = self.random.below(16);
        let began = Instant::now();
        match self.ask_this(what) {
            Ok(requests) => self.tally.answered(requests, began.elapsed()),
            Err(words) => {
                self.tally.wrong(format!("to a well-behaved client ({what}): {words}"));
                self.reconnect(Duration::from_millis(100));
            }
        }
    }

    /// Asks each of the fixed requests once, and the rest.
    pub(crate) fn ask_all(&mut self) {
        for row in FIXED {
            if let Err(words) = self.fixed(row) {
                self.tally.wrong(format!("{row:?}: {words}"));
            }
        }
        for what in 0..16 {
            if let Err(words) = self.ask_this(what) {
                self.tally.wrong(format!("({what}): {words}"));
            }
        }
    }

    fn reconnect(&mut self, wait: Duration) {
        std::thread::sleep(wait);
        match Client::connect(self.address) {
            Ok(client) => self.client = client,
            Err(words) => self.tally.wrong(words),
        }
    }

    /// How many requests were answered.
    fn ask_this(&mut self, what: usize) -> Result<u64, String> {
        match what {
            0 => self.not_modified(),
            1 => self.stored(|_, content| (String::new(), content.to_vec())),
            2 => self.stored(chunked),
            3 => self.go_ahead(),
            4 => self.too_large(),
            5 => self.pipelined(),
            6 => self.echo(),
            7 => self.octet_by_octet(),
            8 => self.connection_of_its_own(),
            _ => {
                let row = *self.random.one_of(FIXED);
                self.fixed(&row)
            }
        }
    }

    fn fixed(&mut self, row: &(&str, &str, &str, &str, u16)) -> Result<u64, String> {
        let (method, target, fields, content, code) = *row;
        if target == PANICS {
            self.tally.asks_for_panic();
        }
        self.client.send(whole(method, target, fields, content.as_bytes()))?;
        let answer = self.client.last_answer(method)?;
        expect(&answer, &[code])?;
        match (method, target) {
            ("GET", "/lab/documents/welcome") if answer.content != self.welcome => Err("another content".to_owned()),
            ("HEAD", _) if !answer.content.is_empty() => Err("content to HEAD".to_owned()),
            _ => self.go_on(&answer),
        }
    }

    /// Where the server closes it says so, and ends in an orderly way.
    fn go_on(&mut self, answer: &Answer) -> Result<u64, String> {
        if answer.head.close {
            self.client.end()?;
            self.client = Client::connect(self.address)?;
        }
        Ok(1)
    }

    fn not_modified(&mut self) -> Result<u64, String> {
        let field = format!("If-None-Match: {}\r\n", self.entity_tag);
        self.client.send(request("GET", "/lab/documents/welcome", &field))?;
        expect(&self.client.answer("GET")?, &[304])?;
        Ok(1)
    }

    /// Stores a content of its own and gets exactly that back.
    fn stored(&mut self, code: impl Fn(&mut Random, &[u8]) -> (String, Vec<u8>)) -> Result<u64, String> {
        let size = self.random.below(20_000);
        let content = self.random.octets(size);
        let (fields, coded) = code(&mut self.random, &content);
        let octets = match fields.is_empty() {
            true => whole("PUT", &self.document, "", &coded),
            false => [request("PUT", &self.document, &fields).into_bytes(), coded].concat(),
        };
        self.client.send(octets)?;
        expect(&self.client.answer("PUT")?, &[201, 204])?;
        self.gets_back(&content)
    }

    fn gets_back(&mut self, content: &[u8]) -> Result<u64, String> {
        self.client.send(request("GET", &self.document, ""))?;
        let answer = self.client.answer("GET")?;
        expect(&answer, &[200])?;
        match answer.content == content {
            true => Ok(2),
            false => Err("what was stored did not come back".to_owned()),
        }
    }

    fn go_ahead(&mut self) -> Result<u64, String> {
        let content = self.random.octets(5000);
        let fields = "Expect: 100-continue\r\nContent-Length: 5000\r\n";
        self.client.send(request("PUT", &self.document, fields))?;
        expect(&self.client.answer("PUT")?, &[100])?;
        self.client.send(&content)?;
        expect(&self.client.answer("PUT")?, &[201, 204])?;
        self.gets_back(&content)
    }

    fn too_large(&mut self) -> Result<u64, String> {
        let fields = "Expect: 100-continue\r\nContent-Length: 1048577\r\n";
        self.client.send(request("PUT", &self.document, fields))?;
        let answer = self.client.answer("PUT")?;
        expect(&answer, &[413])?;
        self.go_on(&answer)
    }

    fn pipelined(&mut self) -> Result<u64, String> {
        let codes: Vec<u16> = (0..16).map(|_| 200 + self.random.below(400) as u16).collect();
        let all: String = codes.iter().map(|code| request("GET", &format!("/status/{code}"), "")).collect();
        self.client.send(all)?;
        for code in &codes {
            expect(&self.client.answer("GET")?, &[*code])?;
        }
        Ok(16)
    }

    fn echo(&mut self) -> Result<u64, String> {
        let mut client = Client::connect(self.address)?;
        client.send(request("GET", "/lab/echo", UPGRADE))?;
        expect(&client.answer("GET")?, &[101])?;
        client.send(b"\x81\x85\0\0\0\0hello\x89\x80\0\0\0\0\x88\x82\0\0\0\0\x03\xe8")?;
        match client.octets(13)? == b"\x81\x05hello\x8a\x00\x88\x02\x03\xe8" {
            true => client.end().map(|()| 1),
            false => Err("the echo said something else".to_owned()),
        }
    }

    fn octet_by_octet(&mut self) -> Result<u64, String> {
        for octet in request("GET", "/lab/documents/welcome", "").as_bytes() {
            self.client.send([*octet])?;
        }
        let answer = self.client.answer("GET")?;
        expect(&answer, &[200])?;
        match answer.content == self.welcome {
            true => Ok(1),
            false => Err("another content".to_owned()),
        }
    }

    fn connection_of_its_own(&mut self) -> Result<u64, String> {
        self.client = Client::connect(self.address)?;
        self.client.send(request("GET", "/lab/documents/welcome", "Connection: close\r\n"))?;
        let answer = self.client.answer("GET")?;
        expect(&answer, &[200])?;
        match answer.head.close {
            true => self.go_on(&answer),
            false => Err("it does not say that it closes".to_owned()),
        }
    }
}

/// The offer to switch to WebSocket.
pub(crate) const UPGRADE: &str = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
                                  Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// The content in chunks of many sizes.
fn chunked(random: &mut Random, mut content: &[u8]) -> (String, Vec<u8>) {
    let mut coded = Vec::new();
    while !content.is_empty() {
        let (chunk, rest) = content.split_at(content.len().min(1 + random.below(3000)));
        coded.extend(format!("{:x}\r\n", chunk.len()).bytes());
        coded.extend(chunk);
        coded.extend(b"\r\n");
        content = rest;
    }
    coded.extend(b"0\r\n\r\n");
    ("Transfer-Encoding: chunked\r\n".to_owned(), coded)
}
