//! How answers are waited for where each request has a stream of its own.

use super::failed::Failed;
use super::notes::Notes;
use super::{Answer, Event, PATIENCE};
use tokio::time::{Instant, timeout_at};

/// A stream that owes an answer.
pub(super) trait Owed {
    /// Whether its request is not whole yet.
    fn is_partial(&self) -> bool;

    /// The next answer, interim or final; none if the stream was reset.
    async fn answer(&mut self) -> Result<Option<Answer>, Failed>;
}

/// Reads the answers that are owed, stream by stream; while a request is not whole, any one answer will do, unless it is
/// the end.
pub(super) async fn listen(
    open: &mut Vec<impl Owed>,
    connection: usize,
    notes: &mut Notes<'_>,
    end: bool,
) -> Result<(), Failed> {
    let until = Instant::now() + PATIENCE;
    while let Some(stream) = open.first_mut() {
        let Ok(answered) = timeout_at(until, stream.answer()).await else {
            return Err(Failed::Broken(format!("no answer within {} s", PATIENCE.as_secs())));
        };
        let partial = stream.is_partial();
        let is_final = match answered? {
            Some(answer) => {
                let status = answer.head.status;
                notes.note(Event::Answered(connection, answer));
                status >= 200
            }
            None => {
                notes.note(Event::Closed(connection));
                true
            }
        };
        if is_final {
            open.remove(0);
        }
        if partial && !end {
            break;
        }
    }
    Ok(())
}
