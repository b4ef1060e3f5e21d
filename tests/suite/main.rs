//! The one integration test binary.

mod appearance;
mod body_findings;
mod body_properties;
mod commonmark;
mod markdown;
mod portal;
mod publish;
