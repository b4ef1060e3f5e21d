//! Whether the pages of other sites are still there.
//!
//! The only room that uses the network, and only for `check --external-links`. It asks as a guest:
//! one question at a time for each site, with a pause between two, none about what it knows from
//! the last days, and none more once a site says that it is asked too much. It must never take part
//! in a build, send anything but the question, nor call gone what only does not talk to machines.
//! Enter at [`check`].

mod address;
mod answer;
#[cfg(feature = "external-links")]
mod client;
mod round;

pub use answer::Answer;
#[cfg(feature = "external-links")]
pub use client::Client;
pub use round::{Known, Link, Manners, Round, check};
