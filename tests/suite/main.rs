//! The one integration test binary.

mod appearance;
mod architecture;
mod body_findings;
mod body_properties;
mod closure;
mod commands;
mod commonmark;
mod crash;
#[cfg(feature = "external-links")]
mod external;
mod faults;
mod formats;
mod governance;
mod markdown;
mod memo;
#[cfg(feature = "minify")]
mod minified;
mod portal;
mod print;
#[cfg(feature = "docx")]
mod print_docx;
#[cfg(feature = "pdf")]
mod print_pdf;
mod proof;
mod properties;
mod prose;
mod publish;
mod regression;
mod renewed;
mod rules;
mod schema;
mod search;
mod serve;
mod site;
mod threads;
mod twin;
mod unchanged;
mod whole;
mod work;
