//! The live preview: a site served from memory, as its files are now.
//!
//! Owns watching ([`watch`]), the state of the site that requests are answered from ([`workbench`]),
//! the server ([`http`]), what it answers ([`routes`]) and the scripts that it adds to pages
//! (`client/`). It must never write: neither into the published folder nor anywhere else. It never
//! answers with anything but an output of the plan or what stands below `/.alongside/`. Enter at
//! [`start`].
//!
//! An edit goes one way: the watcher says where to look, the workbench works out the next
//! [`Snapshot`](snapshot::Snapshot) from the last and swaps it in, the hub tells the open pages, and
//! each of them asks for itself with the key that it shows. A request is answered from the one
//! snapshot that it began with, and what it needs is made then, unless it is in the store under its
//! key.

mod address;
mod client;
mod http;
mod hub;
mod insight;
mod lost;
mod routes;
mod shown;
mod snapshot;
mod store;
mod watch;
mod workbench;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::build::{LoadRequest, Policy};
use crate::data::Date;
use crate::diagnostic::{Diagnostic, Failure};
use crate::source::Embedded;

/// What to serve, and how.
#[derive(Clone)]
pub struct ServeRequest {
    /// The site's folder.
    pub root: PathBuf,
    /// Files that the program carries, for a site without a theme of its own.
    pub embedded: &'static [Embedded],
    /// Whether drafts, future and expired pages are shown.
    pub drafts: bool,
    /// The day for which the site is shown.
    pub date: Date,
    /// What findings weigh.
    pub policy: Policy,
    /// Where to listen; loopback unless somebody asked for more.
    pub host: IpAddr,
    /// The port that is wished; the next free one is taken when it is not to be had, and any free
    /// one for 0.
    pub port: u16,
    /// Whether to look for changes again and again instead of being told.
    pub poll: bool,
    /// How many bytes of source texts may be kept in memory.
    pub keep: u64,
    /// A number that tells this run of the preview from others, such as the time.
    pub run: u128,
}

impl ServeRequest {
    fn load(&self) -> LoadRequest<'_> {
        LoadRequest {
            root: &self.root,
            embedded: self.embedded,
            base_url: None,
            drafts: self.drafts,
            date: self.date,
            // With plain names a new stylesheet is a new answer at the old address, and no page
            // has to be made for it.
            fingerprint_assets: false,
            keep: self.keep,
        }
    }
}

/// What there is to say after the site was loaded or has changed.
#[derive(Debug)]
pub struct News {
    /// Why there is something to say.
    pub cause: Cause,
    /// Everything that is wrong now, settled and sorted.
    pub findings: Arc<Vec<Diagnostic>>,
    /// How many pages there are.
    pub pages: usize,
    /// Whether the site as it is cannot be shown, and pages are as they were before.
    pub is_broken: bool,
    /// How long it took to work out.
    pub took: Duration,
}

/// Why there is something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The preview has begun.
    Start,
    /// These files changed, as paths below the site's folder; none when everything was looked at.
    Changed(Vec<String>),
    /// There was time for a closer look.
    Closer,
}

/// A running preview. It ends with the process.
pub struct Server {
    /// Where it is reached.
    pub url: String,
    /// The address that it listens at.
    pub address: SocketAddr,
    /// Why it looks for changes again and again, if it does.
    pub polls: Option<String>,
    watcher: std::thread::JoinHandle<()>,
}

impl Server {
    /// Waits until the preview ends, which it does only when watching fails.
    pub fn wait(self) {
        // A thread that failed has said so.
        let _ = self.watcher.join();
    }
}

/// Starts the preview. `tell` is called once before this returns and then after every change.
///
/// # Errors
///
/// When no port can be had or the folder cannot be watched.
pub fn start(
    request: ServeRequest,
    tell: impl Fn(&News) + Send + 'static,
) -> Result<Server, Failure> {
    let (listener, address) = address::listen(request.host, request.port)?;
    // Before the first look, so that no change falls between the two.
    let watcher = watch::Watch::begin(&request.root, request.poll)?;
    let polls = watcher.polls().map(str::to_string);
    let (workbench, news) = workbench::Workbench::open(request.clone());
    tell(&news);
    let workbench = Arc::new(workbench);
    let hosts = address::Hosts::of(address);
    let routes = routes::Routes::new(Arc::clone(&workbench), hosts, request.run);
    http::serve(listener, Arc::new(move |request: &http::Request| routes.answer(request)));
    let url = format!("http://{}{}", address::shown(address), workbench.snapshot().base());
    let watcher = std::thread::spawn(move || {
        watcher.follow(&mut |look| {
            let news = match look {
                Some(look) => workbench.look(look),
                None => workbench.look_closer(),
            };
            if let Some(news) = news {
                tell(&news);
            }
        });
    });
    Ok(Server { url, address, polls, watcher })
}
