//! What stops a whole run.

use std::fmt;

/// A failure of the machine or of the program's surroundings, said in one clear sentence: a full
/// disk, a folder that is not ours, a file that vanished. Never a problem of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened: lower case, no full stop, the culprit in backticks.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Whether the command asked for what must not be, and the machine is well.
    pub wrong_use: bool,
}

impl Failure {
    /// A failure without advice.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: None, wrong_use: false }
    }

    /// Sets what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }

    /// Lays it to the command: what it asks for must not be.
    #[must_use]
    pub fn wrong_use(mut self) -> Failure {
        self.wrong_use = true;
        self
    }

    /// The failure of an input or output step: `doing` says what was tried, such as
    /// "cannot write `public/index.html`".
    pub fn of_disk(doing: impl fmt::Display, error: &std::io::Error) -> Failure {
        use std::io::ErrorKind;
        let (reason, help) = match error.kind() {
            ErrorKind::NotFound => ("it does not exist".to_string(), None),
            ErrorKind::PermissionDenied => (
                "permission was denied".to_string(),
                Some("check who owns the folder and whether it may be written to"),
            ),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
                "the disk is full".to_string(),
                Some("free some space and run the command again; the published site is untouched"),
            ),
            ErrorKind::ReadOnlyFilesystem => ("the disk is read-only".to_string(), None),
            _ => {
                let text = error.to_string();
                (text.split(" (os error").next().unwrap_or(&text).to_lowercase(), None)
            }
        };
        let failure = Failure::new(format!("{doing}: {reason}"));
        Failure { help: help.map(str::to_string), ..failure }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
