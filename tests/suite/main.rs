//! The one integration test binary.

mod body_findings;
mod body_properties;
mod commonmark;
mod faults;
mod markdown;
mod portal;
mod publish;
