//! Facts to a decision: one table, read from top to bottom, turns what is known of a request into a status code.
//!
//! Pure: no I/O, no clock, no store. It never knows the lab: whoever answers requests fills in [`Facts`] and does what
//! the [`Walk`] asks for; the table alone names codes.
//!
//! ```
//! use statusquo_decision::{Act, End, Facts, Question, Step, Walk};
//! let mut facts = Facts::default();
//! facts.set(Question::MethodOffered, false);
//! let mut walk = Walk::default();
//! let end = loop {
//!     match walk.next(&facts) {
//!         Step::Say(_) | Step::Do(_) | Step::DoSaying(..) => {}
//!         Step::End(end) => break end,
//!     }
//! };
//! assert_eq!(end, End::Code(405));
//! assert_eq!(walk.way().deciding(), Some((Question::MethodOffered, false)));
//! ```

mod beyond;
mod facts;
mod never;
mod question;
mod row;
mod rules;
mod table;
mod walk;
mod way;

pub use beyond::beyond;
pub use facts::{Facts, question_of};
pub use never::NEVER;
pub use question::{Question, word};
pub use row::{Act, Block, End, Next, Row};
pub use table::TABLE;
pub use walk::{Step, Walk};
pub use way::Way;
