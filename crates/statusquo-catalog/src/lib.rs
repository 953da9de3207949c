//! Every HTTP status code, as data: what it means, what really causes it, what an answer owes, how to make it happen.
//!
//! All that statusquo knows of a code stands in one file of that code under [`codes`]; the command line, the lab, the
//! page and the checker read that one value. This crate never knows a socket and has no dependencies.
//!
//! ```
//! let entry = statusquo_catalog::entry(409).expect("409 is registered");
//! assert_eq!(entry.phrase, "Conflict");
//! assert_eq!(entry.specification.to_string(), "RFC 9110 §15.5.10");
//! ```

mod class;
pub mod codes;
mod compare;
mod comparisons;
mod duty;
mod entry;
mod fields;
mod line;
mod page;
mod query;
mod said;
mod search;
mod sections;
mod specification;
mod standing;
mod steps;
pub mod text;
mod transcript;
mod trigger;
mod unregistered;
mod used;
mod uses;
mod versions;
mod words;

pub use codes::{ALL, entry};
pub use compare::{Compared, comparison_sections, differences};
pub use comparisons::{Ask, COMPARISONS, Comparison, asks, comparison, method_after};
pub use duty::{Duty, Level, Test, When};
pub use entry::{Answers, Caching, Cause, Class, Client, Confusion, Elsewhere, Entry, Former, Layer, Retry};
pub use fields::{FIELDS, FieldNote, field};
pub use line::{Line, Section};
pub use page::PAGE;
pub use query::{Query, to_compare};
pub use search::{Match, Place, clear_best, find, nearest};
pub use sections::{class_sections, sections, unregistered_sections};
pub use specification::Specification;
pub use standing::Standing;
pub use transcript::folded as transcript_for_reading;
pub use trigger::{Capture, Step, Trigger};
pub use unregistered::{ClassRule, class_rule, uses, uses_named};
pub use used::{Seen, Use};
pub use uses::USES;
pub use versions::{Carried, Versions};

use steps::{LOCK_COAT, PROPPATCH_NOTE, eightfold, kib_64};
