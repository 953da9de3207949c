//! What `serve` prints: the address, what to try, and a line an exchange, written by a thread of its own so that a slow
//! reader never holds a request up.

use crate::banner;
use crate::style::Style;
use clap::ValueEnum;
use serde_json::json;
use statusquo_catalog::Class;
use statusquo_catalog::text::Role;
use statusquo_decision::word;
use statusquo_lab::{Observe, Observer, Running, Seen};
use statusquo_wire::tls::HandshakeError;
use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

/// How many lines may wait to be written; more are counted, and the number is written in their place.
const WAITING: usize = 4096;

/// The form of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The writer of the log.
#[derive(Debug)]
pub(crate) struct Log {
    form: LogForm,
    quiet: bool,
    lines: SyncSender<String>,
    missed: Arc<AtomicU64>,
    writer: JoinHandle<()>,
}

impl Log {
    pub(crate) fn start(form: LogForm, quiet: bool) -> Self {
        let (lines, waiting) = sync_channel(WAITING);
        let missed = Arc::new(AtomicU64::new(0));
        let counted = missed.clone();
        let writer = std::thread::spawn(move || write(&waiting, &counted, form));
        Self { form, quiet, lines, missed, writer }
    }

    /// What is told of every exchange.
    pub(crate) fn observer(&self) -> Option<Observer> {
        if self.quiet {
            return None;
        }
        let (lines, missed, form) = (self.lines.clone(), self.missed.clone(), self.form);
        Some(Box::new(Lines { lines, missed, form, style: Style::of_stdout() }))
    }

    /// The first line is the first address; then, for people, what to try.
    pub(crate) fn listening(&self, running: &Running) {
        let (addresses, tls_addresses) = (running.addresses(), running.tls_addresses());
        let cleartext = addresses.iter().map(|address| format!("http://{address}"));
        for url in cleartext.chain(tls_addresses.iter().map(|address| format!("https://{address}"))) {
            self.say(match self.form {
                LogForm::Text => format!("{url}\n"),
                LogForm::Json => format!("{}\n", json!({"listening": url})),
            });
        }
        if let (false, LogForm::Text, Some(address)) = (self.quiet, self.form, addresses.first()) {
            self.say(banner::banner(
                *address,
                tls_addresses.first().copied(),
                running.http3_addresses().first().copied(),
                running.certificates(),
            ));
        }
    }

    /// A line that waits for its turn, however long.
    fn say(&self, line: String) {
        let _ = self.lines.send(line);
    }

    /// Writes what still waits.
    pub(crate) fn end(self) {
        let Self { lines, writer, .. } = self;
        drop(lines);
        let _ = writer.join();
    }
}

/// Where the lines go that are written while requests are served.
struct Lines {
    lines: SyncSender<String>,
    missed: Arc<AtomicU64>,
    form: LogForm,
    style: Style,
}

impl Lines {
    fn note(&self, line: String) {
        if let Err(TrySendError::Full(_)) = self.lines.try_send(line) {
            self.missed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Observe for Lines {
    fn exchange(&self, seen: &Seen<'_>) {
        self.note(match self.form {
            LogForm::Text => text(seen, self.style),
            LogForm::Json => object(seen),
        });
    }

    fn handshake_failed(&self, peer: SocketAddr, error: &HandshakeError) {
        self.note(match self.form {
            LogForm::Text => format!("   -  TLS handshake with {peer} failed: {error}\n"),
            LogForm::Json => {
                format!("{}\n", json!({"client": peer.to_string(), "handshake_failed": error.to_string()}))
            }
        });
    }
}

fn text(seen: &Seen<'_>, style: Style) -> String {
    let method = if seen.method.is_empty() { "-" } else { seen.method };
    let target = if seen.target.is_empty() { "-" } else { seen.target };
    let why = match seen.way.deciding_for(seen.code) {
        _ if seen.forced => "forced, not caused".to_owned(),
        Some((question, yes)) => format!("{} {}", question.text(), word(yes)),
        None => String::new(),
    };
    let code = seen.code.to_string();
    let code = Class::of_digit(seen.code / 100).map_or(code.clone(), |class| style.paint(Role::Code(class), &code));
    format!("{:>4}  {method} {target}  {code}  {why}  {:.1} ms\n", seen.id, seen.took.as_secs_f64() * 1000.0)
}

fn object(seen: &Seen<'_>) -> String {
    let why = seen.way.deciding_for(seen.code);
    let line = json!({
        "id": seen.id,
        "client": seen.peer.to_string(),
        "method": seen.method,
        "target": seen.target,
        "code": seen.code,
        "forced": seen.forced,
        "deciding": why.map(|(question, yes)| json!({"question": question.text(), "answer": word(yes)})),
        "milliseconds": seen.took.as_secs_f64() * 1000.0,
    });
    format!("{line}\n")
}

/// Writes lines as they come, several at a time when they come fast; a reader who has left is no reason to stop serving.
fn write(waiting: &Receiver<String>, missed: &AtomicU64, form: LogForm) {
    let mut out = stdout().lock();
    while let Ok(mut lines) = waiting.recv() {
        while lines.len() < 64 * 1024
            && let Ok(line) = waiting.try_recv()
        {
            lines.push_str(&line);
        }
        match (missed.swap(0, Ordering::Relaxed), form) {
            (0, _) => {}
            (count, LogForm::Text) => {
                lines.push_str(&format!("      … {count} exchanges not shown: too many at once\n"))
            }
            (count, LogForm::Json) => lines.push_str(&format!("{}\n", json!({"not_shown": count}))),
        }
        let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
    }
}
