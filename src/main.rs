//! The `alongside` program: everything is in the library.

use std::process::ExitCode;

/// Pages are many small texts that are made and dropped on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    alongside::cli::main()
}
