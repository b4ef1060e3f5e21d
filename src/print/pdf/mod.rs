//! A print as a PDF that is tagged and built to PDF/UA-1, by Typst, in process.
//!
//! The layout is the theme's. It is given the print as data and walks it, so that nothing an author
//! writes can become code of it. It must never read a file or a font of the machine, nor the clock.
//! Enter at [`Press::new`], once, and at [`Press::print`] for each print.

mod pack;
mod press;
mod signs;

pub use press::{Press, Printed, Problem};
