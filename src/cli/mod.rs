//! Arguments, dispatch, printing and exit codes.
//!
//! Owns what a person at a terminal meets. It must never hold logic of its own: it asks the other
//! rooms and shows what they say. The only room, beside `serve`, that knows the time, the
//! environment and the terminal. Enter at [`main`].

mod arguments;
mod build;
mod check;
mod engine;
mod explain;
mod external;
mod init;
mod new;
mod report;
mod scaffold;
mod schema;
mod search;
mod serve;
mod show;

use std::process::ExitCode;

use clap::Parser;

pub use show::text_of;

use crate::diagnostic::{Area, Code, Diagnostic, Failure, Severity};
use arguments::{Arguments, Command};

/// How a run ended, for programs that call this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing is wrong.
    Fine,
    /// There are problems in the content.
    Content,
    /// The command was used wrongly, or the configuration is wrong.
    Usage,
    /// The machine or the program failed.
    Failed,
}

impl Ending {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Ending::Fine => 0,
            Ending::Content => 1,
            Ending::Usage => 2,
            Ending::Failed => 3,
        }
    }

    /// The ending that findings call for.
    pub fn of(findings: &[Diagnostic]) -> Ending {
        let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let configuration = |finding: &Diagnostic| {
            let place = finding.place.as_ref();
            finding.code.area() == Area::Configuration
                || (finding.code == Code::NotUtf8
                    && place.is_some_and(|place| place.path.within("content").is_none()))
        };
        match errors.next() {
            None => Ending::Fine,
            Some(first) if configuration(first) || errors.any(configuration) => Ending::Usage,
            Some(_) => Ending::Content,
        }
    }
}

/// Reads the arguments of the process, does what they say and gives the exit code.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no mistakes, and a closed pipe is nobody's concern.
            let _ = error.print();
            let ending = if error.use_stderr() { Ending::Usage } else { Ending::Fine };
            return ExitCode::from(ending.code());
        }
    };
    let style = show::style(arguments.common.color);
    let ending = match run(&arguments) {
        Ok(ending) => ending,
        Err(failure) => {
            show::failure(&failure, style);
            if failure.wrong_use { Ending::Usage } else { Ending::Failed }
        }
    };
    ExitCode::from(ending.code())
}

fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let common = &arguments.common;
    let of_a_site = !matches!(arguments.command, Command::Explain(_) | Command::Init(_));
    if of_a_site && !common.root.is_dir() {
        let text = format!("there is no folder `{}`", common.root.display());
        let help = "name the site's folder with --root, or leave it out inside that folder";
        return Err(Failure::new(text).help(help).wrong_use());
    }
    match &arguments.command {
        Command::Build(wanted) => build::run(wanted, common),
        Command::Check(wanted) => check::run(wanted, common),
        Command::Serve(wanted) => serve::run(wanted, common),
        Command::Search(wanted) => search::run(wanted, common),
        Command::Explain(wanted) => explain::run(wanted),
        Command::Report(wanted) => report::run(wanted, common),
        Command::Schema(wanted) => schema::run(wanted, common),
        Command::New(wanted) => new::run(wanted, common),
        Command::Init(wanted) => init::run(wanted, common),
    }
}
