//! The one integration test binary.

mod body_findings;
mod body_properties;
mod commonmark;
mod markdown;
mod portal;
mod prose;
mod publish;
mod regression;
mod site;
mod twin;
