//! Lists about the site for those who run it, as a table to read, as CSV and as a calendar.
//!
//! Owns how such lists look. It must never find fault, which is `lint`'s, nor print. Enter at
//! [`Reviews::of`].

mod calendar;
mod csv;
mod reviews;
mod table;

pub use reviews::{Review, Reviews};
