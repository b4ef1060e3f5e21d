//! How many connections there may be, and which must give way.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Connections at one time, answered or not.
const MOST: usize = 256;

/// Of these, connections whose request has not fully arrived. A reader's own request arrives at
/// once, so when there are more, those that have waited longest are dropped.
const MOST_WAITING: usize = 64;

/// Of these, streams of events: one for each browser, and some for tabs that share none.
const MOST_STREAMS: usize = 64;

/// All connections of a server.
#[derive(Default)]
pub(super) struct Connections {
    waiting: Mutex<Waiting>,
    open: AtomicUsize,
    streams: AtomicUsize,
}

#[derive(Default)]
struct Waiting {
    next: u64,
    streams: BTreeMap<u64, TcpStream>,
}

impl Connections {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a new connection. When there is none, it is dropped.
    pub(super) fn admit(self: &Arc<Connections>, stream: &TcpStream) -> Option<Place> {
        let handle = stream.try_clone().ok()?;
        let mut waiting = self.waiting();
        if waiting.streams.len() >= MOST_WAITING
            && let Some((_, oldest)) = waiting.streams.pop_first()
        {
            // Its thread reads the end of the stream and gives its place back.
            let _ = oldest.shutdown(Shutdown::Both);
        }
        if self.open.fetch_add(1, Ordering::Relaxed) >= MOST {
            self.open.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let number = waiting.next;
        waiting.next += 1;
        waiting.streams.insert(number, handle);
        Some(Place { number, connections: Arc::clone(self) })
    }
}

/// The place of one connection, given back when it ends.
pub(super) struct Place {
    number: u64,
    connections: Arc<Connections>,
}

impl Place {
    /// The request has arrived: the connection is not dropped for others any more.
    pub(super) fn heard(self) -> Place {
        self.connections.waiting().streams.remove(&self.number);
        self
    }

    /// A place among the streams, if there is one.
    pub(super) fn streaming(&self) -> Option<Streaming> {
        if self.connections.streams.fetch_add(1, Ordering::Relaxed) >= MOST_STREAMS {
            self.connections.streams.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        Some(Streaming { connections: Arc::clone(&self.connections) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.waiting().streams.remove(&self.number);
        self.connections.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The place of one stream of events, given back when it ends.
pub(super) struct Streaming {
    connections: Arc<Connections>,
}

impl Drop for Streaming {
    fn drop(&mut self) {
        self.connections.streams.fetch_sub(1, Ordering::Relaxed);
    }
}
