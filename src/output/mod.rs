//! Bytes to disk: which files of the output folder are ours, and how a new site takes their place.
//!
//! The only room that writes results. It must never know what the bytes mean, never remove or
//! replace a file that it did not write (unless told to adopt the folder), and never write through
//! a symbolic link. Enter at [`Destination::open`]; then [`Destination::kept`] for every output
//! that may still be good, [`Destination::put`] for every one that was made, and at the end
//! [`Destination::publish`] with what these two returned.
//!
//! A build that is killed at any moment leaves each file old or new and never half. That rests on
//! three records: the manifest (what we wrote, saved last), the intent (what we are about to
//! write, saved first) and the staging folder, from which files are only ever moved by rename.
//! The records are flushed to the disk and the files are not, which would take minutes: after a
//! loss of power the sizes tell most damage, and [`Trust::Hashes`] tells all.

mod changes;
mod destination;
mod disk;
mod fresh;
mod guard;
mod manifest;
mod memo;
mod notes;
mod path;
mod publish;
mod record;
mod staging;

pub use destination::{Destination, Phase, Planned, Trust};
pub use fresh::{replace, write_new};
pub use guard::{cache_in, default_cache};
pub use manifest::{Entry, Manifest, Moment};
pub use notes::{note, noted};
pub use path::{OutputPath, PathProblem};
pub use publish::{BeforeStep, Kept, KeptReason, Report, Step};
