//! Where to look again: changes of the site's files, as the system or a poller tells them.
//!
//! Events lie, come twice and come late, so they only ever say where to look. Folders are watched,
//! not files, since many editors save by putting a new file in the place of the old one. Symbolic
//! links are not followed, as they are not in a scan.

mod drive;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, Debouncer, NoCache, RecommendedCache, new_debouncer_opt,
};

use crate::build::SOURCES;
use crate::diagnostic::Failure;
use crate::source::SitePath;

/// How long a path must be quiet before it is looked at: what belongs to one save comes together.
const QUIET: Duration = Duration::from_millis(10);

/// How often that is checked. A shorter time would wake the processor for nothing.
const TICK: Duration = Duration::from_millis(5);

/// How long a file that is gone or empty is given to come back: editors that delete and create
/// leave that gap.
const BACK: Duration = Duration::from_millis(60);

/// A change of more files than this is a checkout or a copy, and is waited for.
const MANY: usize = 20;

/// How long it is waited for at most.
const SETTLED: Duration = Duration::from_secs(2);

/// How long nothing has to happen before there is time for a closer look.
const IDLE: Duration = Duration::from_secs(2);

/// How often a poller looks.
const POLL: Duration = Duration::from_millis(700);

/// Where to look again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// At these files, and at everything in these folders.
    At(BTreeSet<SitePath>),
    /// At everything, since it is not known what happened.
    Everywhere,
}

/// What is watched with.
enum Means {
    Told(Debouncer<RecommendedWatcher, RecommendedCache>),
    Polled(Debouncer<PollWatcher, NoCache>),
}

/// A watched site.
pub(super) struct Watch {
    /// The folder as the system names it in events.
    root: PathBuf,
    means: Means,
    polls: Option<String>,
    watched: BTreeSet<PathBuf>,
    told: Receiver<DebounceEventResult>,
}

impl Watch {
    /// Begins to watch a site's folder.
    pub(super) fn begin(root: &Path, poll: bool) -> Result<Watch, Failure> {
        let root = root.canonicalize().map_err(|error| {
            Failure::of_disk(format_args!("cannot watch `{}`", root.display()), &error)
        })?;
        let reason = if poll { Some("as asked".to_string()) } else { drive::is_remote(&root) };
        if reason.is_none() {
            match Watch::with(&root, None) {
                Ok(watch) => return Ok(watch),
                Err(error) => return Watch::polled(&root, why(&error)),
            }
        }
        Watch::polled(&root, reason.unwrap_or_default())
    }

    fn polled(root: &Path, reason: String) -> Result<Watch, Failure> {
        Watch::with(root, Some(reason)).map_err(|error| {
            Failure::new(format!("cannot watch `{}`: {error}", root.display()))
                .help("check who owns the folder and whether it may be read")
        })
    }

    fn with(root: &Path, polls: Option<String>) -> notify::Result<Watch> {
        let (tell, told) = channel();
        let config = Config::default().with_follow_symlinks(false).with_poll_interval(POLL);
        let means = match polls {
            None => Means::Told(new_debouncer_opt(
                QUIET,
                Some(TICK),
                forward(tell),
                RecommendedCache::new(),
                config,
            )?),
            Some(_) => Means::Polled(new_debouncer_opt(
                QUIET,
                Some(TICK),
                forward(tell),
                NoCache::new(),
                config,
            )?),
        };
        let root = root.to_path_buf();
        let mut watch = Watch { root, means, polls, watched: BTreeSet::new(), told };
        watch.add(watch.root.clone(), RecursiveMode::NonRecursive)?;
        watch.add_folders()?;
        Ok(watch)
    }

    /// Why the site is looked at again and again, if it is.
    pub(super) fn polls(&self) -> Option<&str> {
        self.polls.as_deref()
    }

    /// Calls `look` after every change, and without a place when there is time for a closer look,
    /// until watching ends.
    pub(super) fn follow(mut self, look: &mut dyn FnMut(Option<Look>)) {
        let mut was_closer = false;
        // Events that say nothing of a change, as of files that were read, are no sign of work.
        let mut last = Instant::now();
        loop {
            let next = match was_closer {
                true => self.told.recv().map_err(RecvTimeoutError::from),
                false => self.told.recv_timeout(IDLE.saturating_sub(last.elapsed())),
            };
            let first = match next {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => {
                    look(None);
                    was_closer = true;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut at = self.place(first);
            let begun = Instant::now();
            loop {
                let wait = match &at {
                    Look::Everywhere => SETTLED / 10,
                    Look::At(paths) if paths.len() > MANY => SETTLED / 10,
                    Look::At(paths) if self.may_come_back(paths) && begun.elapsed() < BACK => BACK,
                    Look::At(_) => Duration::ZERO,
                };
                let wait = if begun.elapsed() < SETTLED { wait } else { Duration::ZERO };
                match self.told.recv_timeout(wait) {
                    Ok(more) => at = merged(at, self.place(more)),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            // Folders that came are watched from now on, before they are looked at.
            if self.add_folders().is_err() {
                at = Look::Everywhere;
            }
            if at != Look::At(BTreeSet::new()) {
                look(Some(at));
                (was_closer, last) = (false, Instant::now());
            }
        }
    }

    /// Where events point to.
    fn place(&self, told: DebounceEventResult) -> Look {
        let Ok(events) = told else { return Look::Everywhere };
        let mut paths = BTreeSet::new();
        for event in events {
            if event.need_rescan() {
                return Look::Everywhere;
            }
            // Reading a file is an event too, and ours come back to us.
            if matches!(event.kind, EventKind::Access(kind) if !is_end_of_writing(kind)) {
                continue;
            }
            for path in &event.paths {
                match self.site_path(path) {
                    Some(path) if is_source(&path) => {
                        paths.insert(path);
                    }
                    Some(_) => {}
                    None => return Look::Everywhere,
                }
            }
        }
        Look::At(paths)
    }

    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.iter().map(|part| part.to_str()).collect();
        Some(SitePath::new(&parts?.join("/")))
    }

    /// Whether one of these is gone or empty, as a file is between two steps of saving.
    fn may_come_back(&self, paths: &BTreeSet<SitePath>) -> bool {
        paths.iter().any(|path| {
            let file = self.root.join(path.as_str());
            file.symlink_metadata().map_or(true, |data| data.is_file() && data.len() == 0)
        })
    }

    /// Watches the folders of the site that are there now.
    fn add_folders(&mut self) -> notify::Result<()> {
        for source in SOURCES {
            let folder = self.root.join(source);
            let is_there = folder.is_dir();
            if is_there && !self.watched.contains(&folder) {
                self.add(folder, RecursiveMode::Recursive)?;
            } else if !is_there {
                // If it comes again it is another folder.
                self.watched.remove(&folder);
            }
        }
        Ok(())
    }

    fn add(&mut self, folder: PathBuf, mode: RecursiveMode) -> notify::Result<()> {
        match &mut self.means {
            Means::Told(debouncer) => debouncer.watch(&folder, mode)?,
            Means::Polled(debouncer) => debouncer.watch(&folder, mode)?,
        }
        self.watched.insert(folder);
        Ok(())
    }
}

fn forward(tell: Sender<DebounceEventResult>) -> impl FnMut(DebounceEventResult) + Send {
    move |events| {
        // Nobody listens any more when the preview ends.
        let _ = tell.send(events);
    }
}

fn is_end_of_writing(kind: notify::event::AccessKind) -> bool {
    use notify::event::{AccessKind, AccessMode};
    matches!(kind, AccessKind::Close(AccessMode::Write | AccessMode::Any))
}

fn is_source(path: &SitePath) -> bool {
    let first = path.as_str().split('/').next().unwrap_or_default();
    SOURCES.contains(&first)
}

fn merged(one: Look, other: Look) -> Look {
    match (one, other) {
        (Look::At(mut paths), Look::At(more)) => {
            paths.extend(more);
            Look::At(paths)
        }
        _ => Look::Everywhere,
    }
}

fn why(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system watches too many folders already",
        _ => "the system cannot watch this folder",
    }
    .to_string()
}
