//! What lies beyond an answer: every code that the table can still come to.

use crate::{End, Next, TABLE};
use std::collections::BTreeSet;

/// Every code to which an answer that leads there can still come, interim ones too, in rising order. A number that is asked for
/// and an upstream's are none of the table's, so they are not among them.
///
/// ```
/// use statusquo_decision::{Question, beyond};
/// let row = Question::OnlyReads.row();
/// assert_eq!((beyond(row.yes), beyond(row.no)), (vec![304], vec![412]));
/// assert!(beyond(Question::HeadInTime.row().yes).contains(&201));
/// ```
pub fn beyond(next: Next) -> Vec<u16> {
    let mut codes = BTreeSet::new();
    let mut reached = 0_u128;
    let mut take = |next: Next, reached: &mut u128| {
        let row = match next {
            Next::Row(row) | Next::Do(_, row) => row,
            Next::Say(code, row) | Next::DoSaying(_, code, row) => {
                codes.insert(code);
                row
            }
            Next::End(end) => {
                if let End::Code(code) = end {
                    codes.insert(code);
                }
                return;
            }
        };
        *reached |= 1 << row as u8;
    };
    take(next, &mut reached);
    // Rows only lead down, so once through the table is enough.
    for (at, row) in TABLE.iter().enumerate() {
        if reached >> at & 1 == 1 {
            take(row.yes, &mut reached);
            take(row.no, &mut reached);
        }
    }
    codes.into_iter().collect()
}
