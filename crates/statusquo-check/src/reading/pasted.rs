//! Reads what somebody pasted or piped: the output of `curl -si`, of `curl -siL`, of `curl -sv`, of a terminal or an editor.
//!
//! Such text is not what was on the wire: line ends are changed, transfer codings are taken off, content is cut, binary
//! octets are lost. So nothing of that is held against the server.

use super::framing::length;
use super::surroundings::Bare;
use super::{ALL, Nothing, head, not_http, surroundings, verbose};
use crate::{Asked, Exchange, Received};
use statusquo_wire::h1::ContentReader;
use statusquo_wire::{Framing, Limits};

/// The exchanges in a text, each with its interim answers. The method is that of the last; the others are taken for GET,
/// or for CONNECT where a proxy opened a tunnel. Where the text shows the requests too, they are known.
pub fn pasted(bytes: &[u8], method: Option<&str>) -> Result<Vec<Exchange>, Nothing> {
    let bytes = &bytes[..bytes.len().min(ALL)];
    let Some(turns) = verbose::take_apart(bytes) else { return bare(bytes, method) };
    if let Some(shown) = verbose::unmarked(bytes) {
        return shown_twice(&shown, turns, method);
    }
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut before = 0;
    for turn in turns.into_iter().filter(|turn| !turn.came.is_empty()) {
        let mut found = answers_in(&turn.came, turn.asked.last().map(|asked| &*asked.method))?;
        if turn.asked.len() == found.len() {
            for (exchange, asked) in found.iter_mut().zip(turn.asked) {
                exchange.asked = asked;
            }
        }
        for answer in found.iter_mut().flat_map(|exchange| &mut exchange.answers) {
            answer.start += before;
            answer.remarks.push("offsets count in what came, without the marks before its lines".to_owned());
        }
        before += turn.came.len();
        goes_on(&mut exchanges, &mut found);
        exchanges.append(&mut found);
    }
    if let (Some(exchange), Some(method)) = (exchanges.last_mut(), method) {
        exchange.asked.method = method.to_owned();
        exchange.asked.assumed = false;
    }
    Ok(exchanges)
}

/// Answers without marks, perhaps with something around them.
fn bare(bytes: &[u8], method: Option<&str>) -> Result<Vec<Exchange>, Nothing> {
    let Bare { text, from, asked, remark } = surroundings::without(bytes);
    let named = method.or(asked.as_ref().map(|asked| &*asked.method));
    let mut exchanges = answers_in(&text, named)?;
    if let ([only], Some(asked)) = (&mut exchanges[..], asked) {
        let told = method.map(str::to_owned);
        only.asked = Asked { method: told.unwrap_or(asked.method.clone()), ..asked };
    }
    for answer in exchanges.iter_mut().flat_map(|exchange| &mut exchange.answers) {
        answer.start += from;
        answer.remarks.extend(remark.map(str::to_owned));
    }
    Ok(exchanges)
}

/// What `curl -iv` shows: the answers are taken from where they have no marks, the requests from where they have.
fn shown_twice(shown: &[u8], turns: Vec<verbose::Turn>, method: Option<&str>) -> Result<Vec<Exchange>, Nothing> {
    let asked: Vec<Asked> = turns.into_iter().flat_map(|turn| turn.asked).collect();
    let mut exchanges = answers_in(shown, method.or(asked.last().map(|asked| &*asked.method)))?;
    if asked.len() == exchanges.len() {
        for (exchange, asked) in exchanges.iter_mut().zip(asked) {
            exchange.asked = asked;
        }
    }
    if let (Some(last), Some(method)) = (exchanges.last_mut(), method) {
        last.asked.method = method.to_owned();
        last.asked.assumed = false;
    }
    Ok(exchanges)
}

/// Content may be sent after an interim answer: what follows then belongs to the same request.
fn goes_on(exchanges: &mut Vec<Exchange>, found: &mut [Exchange]) {
    if let Some(open) = exchanges.pop_if(|last| last.last().is_none())
        && let Some(first) = found.first_mut()
    {
        first.answers.splice(0..0, open.answers);
        first.asked = open.asked;
    }
}

fn answers_in(bytes: &[u8], method: Option<&str>) -> Result<Vec<Exchange>, Nothing> {
    let mut exchanges = Vec::new();
    let mut answers: Vec<Received> = Vec::new();
    let mut at = blank(bytes);
    if at == bytes.len() {
        return Err(Nothing::Empty);
    }
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = head::end(rest);
        let Some(mut answer) = head::read(&rest[..end.unwrap_or(rest.len())], at, true) else {
            return Err(not_http(rest));
        };
        if end.is_none() {
            answer.remarks.push("the text ends in the head: what else belonged to the answer is not known".to_owned());
            answer.cut = true;
        }
        at += answer.head.len();
        let is_final = answer.is_final();
        if is_final {
            at += content(&mut answer, &bytes[at..], method);
        }
        answers.push(answer);
        at += blank(&bytes[at..]);
        if is_final || at >= bytes.len() {
            let is_last = at >= bytes.len();
            let asked = match !is_last && answers.last().is_some_and(opens_a_tunnel) {
                true => Asked::with_method(Some("CONNECT")),
                false => Asked::with_method(method.filter(|_| is_last)),
            };
            exchanges.push(Exchange { asked, answers: std::mem::take(&mut answers) });
        }
    }
    Ok(exchanges)
}

/// How many octets of line ends and spaces come first, and of the mark that some programs put before UTF-8.
fn blank(bytes: &[u8]) -> usize {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    mark + bytes[mark..].iter().take_while(|octet| octet.is_ascii_whitespace()).count()
}

/// Takes the content of an answer; how many octets of the text it is.
fn content(answer: &mut Received, rest: &[u8], method: Option<&str>) -> usize {
    // Of what was followed, curl shows the heads alone.
    if head::beginning(&rest[blank(rest)..]).is_some() {
        answer.cut = true;
        return 0;
    }
    let declared = length(answer).filter(|_| !answer.fields().has("Transfer-Encoding"));
    let here = rest.len() as u64;
    let used = match declared {
        Some(length) if length <= here && is_over(&rest[length as usize..]) => length as usize,
        _ => rest.len(),
    };
    if rest.trim_ascii().is_empty() {
        no_content(answer, declared, method);
        return rest.len();
    }
    answer.content = rest[..used].to_vec();
    // Nothing but a length that fits shows that a text was not changed on the way here.
    answer.cut = declared.is_none();
    if let Some(decoded) = chunks(answer, rest) {
        answer.content = decoded;
        answer.cut = false;
    } else if answer.fields().has("Transfer-Encoding") {
        answer.remarks.push("the content is shown without its transfer coding".to_owned());
    }
    let got = answer.content.len() as u64;
    if let Some(length) = declared.filter(|length| *length != got && *length != 0) {
        answer.cut = true;
        answer.remarks.push(format!(
            "there are {got} octets of content where Content-Length says {length}: cut or changed on the way here, \
             and not counted"
        ));
    }
    used
}

/// Whether an answer that is followed by another is a proxy's to CONNECT: a success without any sign of content. Redirects
/// and challenges, which are followed too, are no successes.
fn opens_a_tunnel(answer: &Received) -> bool {
    let fields = answer.fields();
    let framed = ["Content-Length", "Transfer-Encoding", "Content-Type"].iter().any(|name| fields.has(name));
    (200..300).contains(&answer.status) && answer.status != 204 && answer.content.is_empty() && !framed
}

/// Whether what follows a content is nothing, or the next answer.
fn is_over(rest: &[u8]) -> bool {
    let rest = &rest[blank(rest)..];
    rest.is_empty() || head::beginning(rest).is_some()
}

/// A head alone: whether that is all there was depends on what it says.
fn no_content(answer: &mut Received, declared: Option<u64>, method: Option<&str>) {
    let owed = !matches!(answer.status, 204 | 304 | 101) && method != Some("HEAD") && declared != Some(0);
    if owed {
        answer.cut = true;
        answer.remarks.push(match declared {
            Some(length) => {
                format!("the {length} octets of content are not here; for an answer to HEAD, say --method HEAD")
            }
            None => "no content is here; whether there was any is not known".to_owned(),
        });
    }
}

/// The content without its chunks, if the text has them still.
fn chunks(answer: &Received, rest: &[u8]) -> Option<Vec<u8>> {
    answer.fields().has("Transfer-Encoding").then_some(())?;
    let mut decoded = Vec::new();
    let mut reader = ContentReader::new(Framing::Chunked);
    let progress = reader.advance(rest, &Limits::default(), |data| decoded.extend_from_slice(data)).ok()?;
    progress.done.then_some(decoded)
}
