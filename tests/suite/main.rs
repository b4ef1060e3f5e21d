//! The one integration test binary.

mod body_findings;
mod body_properties;
mod commonmark;
mod markdown;
mod memo;
mod properties;
mod publish;
