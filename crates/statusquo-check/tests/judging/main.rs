//! The judge on made answers: each kind of test, each duty of the catalog, each duty of every answer, no false alarm.

mod allowed;
mod every;
mod kinds;
mod making;
mod pairs;
mod sample;
mod variants;
