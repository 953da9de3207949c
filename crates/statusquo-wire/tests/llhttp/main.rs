//! llhttp beside us, in one Node.js process: the same messages up to the same octet, or a named exception.

#[path = "../support/mod.rs"]
mod support;

use statusquo_wire::{Framing, Limits, Rule};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use support::mutants::{Witness, mutant, request_seeds};
use support::oracle::{Exceptions, Stricter, Theirs};
use support::ours::{Message, read};

/// As many mutants as take a few seconds, all seeds among them.
const MUTANTS: u64 = 60_000;

/// The methods that llhttp has names for, with HTTP alone.
const METHODS: &str = "DELETE GET HEAD POST PUT CONNECT OPTIONS TRACE COPY LOCK MKCOL MOVE PROPFIND PROPPATCH SEARCH \
                       UNLOCK BIND REBIND UNBIND ACL REPORT MKACTIVITY CHECKOUT MERGE M-SEARCH NOTIFY SUBSCRIBE \
                       UNSUBSCRIBE PATCH PURGE MKCALENDAR LINK UNLINK SOURCE QUERY";

const STRICTER: &[Stricter] = &[
    Stricter {
        name: "a method without a name there",
        applies: |message| METHODS.split(' ').all(|method| method != message.method),
        otherwise: false,
        says: "RFC 9110 §9.1: method = token; one that is unrecognized or not implemented is answered 501",
    },
    Stricter {
        name: "a later minor version",
        applies: Message::is_of_later_version,
        otherwise: false,
        says: "RFC 9110 §2.5: SHOULD process the message as if it were in the highest minor version within that major \
               version to which the recipient is conformant",
    },
    Stricter {
        name: "a tab after a value that frames or closes",
        applies: |message| {
            let names = ["content-length", "transfer-encoding", "connection"];
            let name = |line: &[u8]| line.split(|byte| *byte == b':').next().unwrap_or(line).to_ascii_lowercase();
            let frames = |line: &&[u8]| names.iter().any(|known| known.as_bytes() == name(line));
            let tab = |line: &[u8]| line[line.trim_ascii_end().len()..].contains(&b'\t');
            message.lines().filter(frames).any(tab)
        },
        // With an upgrade beside it, what we read as chunks is the next request there.
        otherwise: true,
        says: "RFC 9110 §5.6.3: OWS = *( SP / HTAB ), and §5.5 has it excluded before the value is read",
    },
    Stricter {
        name: "white space in a chunk extension",
        applies: |message| {
            let lines = message.wire.split(|byte| *byte == b'\n').skip_while(|line| *line != b"\r");
            let extension = |line: &[u8]| line.contains(&b';') && line.iter().any(|byte| b" \t".contains(byte));
            message.framing == Framing::Chunked && lines.into_iter().any(extension)
        },
        otherwise: false,
        says: "RFC 9112 §7.1.1: chunk-ext = *( BWS \";\" BWS chunk-ext-name [ BWS \"=\" BWS chunk-ext-val ] )",
    },
    Stricter {
        name: "CONNECT with content",
        applies: |message| message.method == "CONNECT" && message.framing != Framing::None,
        otherwise: true,
        says: "RFC 9112 §6: The presence of a message body in a request is signaled by a Content-Length or \
               Transfer-Encoding header field (as long as no 2xx made it a tunnel)",
    },
    Stricter {
        name: "close and keep-alive",
        applies: |message| {
            let connection = message.fields.iter().filter(|field| field.0.eq_ignore_ascii_case("connection"));
            let values: Vec<u8> = connection.flat_map(|field| field.1.to_ascii_lowercase()).collect();
            message.last && values.windows(10).any(|window| window == b"keep-alive")
        },
        otherwise: true,
        says: "RFC 9112 §9.3: If the \"close\" connection option is present, the connection will not persist",
    },
];

const LAXER: &[Rule] = &[
    Rule::LineEnd,
    Rule::EmptyLines,
    Rule::RequestLine,
    Rule::TargetForm,
    Rule::TargetOctets,
    Rule::TargetPercent,
    Rule::TargetLength,
    Rule::FieldsCount,
    Rule::HostOne,
    Rule::HostForm,
    Rule::FramingOne,
    Rule::LengthSize,
    Rule::CodingVersion,
    Rule::CodingForm,
    Rule::CodingLast,
    Rule::CodingOnce,
    Rule::CodingKnown,
    Rule::VersionMajor,
    Rule::ChunkCount,
    Rule::ChunkExtension,
    Rule::TrailerFraming,
];

/// A child that does not outlive its test.
struct Tied(Child);

impl Drop for Tied {
    fn drop(&mut self) {
        // Both fail if it has ended already, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn node() -> Tied {
    let program = std::env::var_os("STATUSQUO_NODE").unwrap_or_else(|| "node".into());
    let mut command = Command::new(&program);
    command.args(["--no-warnings", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/llhttp/read.js")]);
    match command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() {
        Ok(child) => Tied(child),
        Err(error) => panic!(
            "{}: {error}: llhttp is run inside Node.js, and no test is skipped without it: run ./test, which sets it up",
            program.display()
        ),
    }
}

fn theirs(line: &str) -> Vec<Theirs> {
    let answer: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    let messages = answer["messages"].as_array().expect("messages");
    let message = |message: &serde_json::Value| Theirs {
        method: text(&message["method"]),
        target: text(&message["target"]),
        // Each octet is a character, so that any octet can be told in JSON.
        content: text(&message["content"]).chars().map(|octet| octet as u8).collect(),
        whole: !message["to"].is_null(),
        to: message["to"].as_u64().map(|to| to as usize),
    };
    messages.iter().map(message).collect()
}

#[test]
fn llhttp_sees_the_same_messages() {
    let seeds = request_seeds();
    let exceptions = Exceptions::new("llhttp", STRICTER, LAXER);
    let began = Instant::now();
    let mut node = node();
    let mut input = BufWriter::new(node.0.stdin.take().expect("stdin is piped"));
    let output = BufReader::new(node.0.stdout.take().expect("stdout is piped"));
    let (mut numbers, mut both) = (0..MUTANTS, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..MUTANTS {
                let digits: String = mutant(number, &seeds).iter().map(|byte| format!("{byte:02x}")).collect();
                writeln!(input, "{digits}").expect("Node.js reads");
            }
            drop(input);
        });
        for (line, number) in output.lines().zip(&mut numbers) {
            let bytes = mutant(number, &seeds);
            let _witness = Witness(number, &bytes);
            let seen = read(&bytes, &Limits::default());
            let theirs = theirs(&line.expect("Node.js writes"));
            both += seen.messages.len().min(theirs.len());
            exceptions.compare(&bytes, &seen, &theirs, |message, theirs| message.target == theirs.target);
        }
    });
    assert_eq!(numbers.next(), None, "Node.js ended early");
    println!("llhttp: {MUTANTS} mutants in {:.1} s, {both} messages seen by both", began.elapsed().as_secs_f64());
    assert!(both as u64 > MUTANTS / 5);
    exceptions.settle();
}
