//! What went to and fro as a sequence diagram: two lines, an arrow a message, and the time at which it went.

use crate::prose::colour;
use maud::{Markup, html};

/// Something that went one way.
#[derive(Clone, Debug)]
pub struct Message {
    /// When, in microseconds from the first.
    pub at_micros: u64,
    /// From the client to the server.
    pub sent: bool,
    /// On which connection, counted from 0.
    pub connection: usize,
    /// How it begins, or what it is: `GET /lab/users HTTP/1.1`.
    pub label: String,
    /// How many octets it has.
    pub octets: u64,
}

const ROW: usize = 44;
const TOP: usize = 44;
const CLIENT: usize = 110;
const SERVER: usize = 720;
const WIDTH: usize = 760;
/// The most characters of a label that have room above an arrow.
const FITS: usize = 74;
/// The most messages that are drawn.
const MOST: usize = 60;

/// The diagram.
pub fn sequence(messages: &[Message]) -> Markup {
    let shown = &messages[..messages.len().min(MOST)];
    let height = TOP + shown.len() * ROW + 20;
    let several = shown.iter().any(|message| message.connection > 0);
    html! {
        div.diagram.sequence tabindex="0" role="region" aria-label="The exchange as a sequence diagram" {
            svg viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height) role="img"
                aria-label=(format!("{} messages between client and server", messages.len())) {
                text.party x=(CLIENT) y="20" text-anchor="middle" { "client" }
                text.party x=(SERVER - 10) y="20" text-anchor="middle" { "server" }
                path.life d=(format!("M{CLIENT} 28V{height}M{SERVER} 28V{height}")) {}
                @for (at, message) in shown.iter().enumerate() {
                    @let y = TOP + at * ROW + 24;
                    @let class = status(&message.label).map_or("c0", colour);
                    g.(class) {
                        text.time x=(CLIENT - 12) y=(y + 4) text-anchor="end" { (milliseconds(message.at_micros)) }
                        text.said x=(CLIENT + 14) y=(y - 7) {
                            @if several { (format!("[{}] ", message.connection + 1)) }
                            (clipped(&message.label))
                            tspan.octets { "  " (message.octets) " B" }
                        }
                        path.arrow d=(arrow(message.sent, y)) {}
                    }
                }
            }
        }
        @if messages.len() > MOST { p { small { (messages.len() - MOST) " more are not drawn." } } }
    }
}

fn arrow(sent: bool, y: usize) -> String {
    let (left, right) = (CLIENT + 4, SERVER - 4);
    if sent { format!("M{left} {y}H{right}m-8 -5l8 5l-8 5") } else { format!("M{right} {y}H{left}m8 -5l-8 5l8 5") }
}

fn milliseconds(micros: u64) -> String {
    match micros {
        0..100_000 => format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10),
        _ => format!("{} ms", micros / 1000),
    }
}

/// The code in a status line.
fn status(label: &str) -> Option<u16> {
    let rest = label.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' ')).map(|(_, rest)| rest);
    rest.or(label.strip_prefix(":status: "))?.get(..3)?.parse().ok()
}

fn clipped(label: &str) -> String {
    let text: String = label.chars().map(|character| if character.is_control() { '·' } else { character }).collect();
    if text.chars().count() <= FITS { text } else { text.chars().take(FITS - 1).collect::<String>() + "…" }
}
