//! The `alongside` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    alongside::cli::main()
}
