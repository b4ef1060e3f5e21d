//! A small server: HTTP/1.1, GET and HEAD, one request to a connection.
//!
//! Owns connections, their bounds and their time, heads of requests and answers on the wire. It must
//! never know what is asked for. Whatever is sent, a request is answered or dropped within a bound of
//! time and memory, and no thread of the server ends because of it. Enter at [`serve`].

mod answer;
mod connections;
mod request;

use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

pub(super) use answer::{Answer, Body, Status};
pub(super) use request::Request;

use connections::Connections;

/// How long the head of a request may take to arrive, all of it.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// How long one step of sending may take.
const SEND_TIME: Duration = Duration::from_secs(10);

/// What answers requests.
pub(super) type Answering = Arc<dyn Fn(&Request) -> Answer + Send + Sync>;

/// Answers connections until the process ends, on threads of its own.
pub(super) fn serve(listener: TcpListener, answering: Answering) {
    let connections = Arc::new(Connections::default());
    std::thread::spawn(move || {
        loop {
            let stream = match listener.accept() {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // The system has no more files to give, or the other side has gone. Either
                    // passes.
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                }
            };
            let Some(place) = connections.admit(&stream) else { continue };
            let answering = Arc::clone(&answering);
            // When no thread is to be had, the connection is dropped with its place.
            let _ = std::thread::Builder::new().spawn(move || {
                // Whatever goes wrong with one connection is no matter of another.
                let _ = talk(stream, place, &answering);
            });
        }
    });
}

fn talk(mut stream: TcpStream, place: connections::Place, answering: &Answering) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(SEND_TIME))?;
    let request = match request::read(&mut stream, HEAD_TIME) {
        Ok(Some(request)) => request,
        Ok(None) => return Ok(()),
        Err(status) => return answer::send(&mut stream, Answer::plain(status), false, None),
    };
    let place = place.heard();
    let is_head = request.is_head;
    let range = request.range.clone();
    let answering = std::panic::AssertUnwindSafe(|| answering(&request));
    // A mistake of ours in one page must not end the preview of all.
    let answer = std::panic::catch_unwind(answering)
        .unwrap_or_else(|_| Answer::plain(Status::InternalServerError));
    match answer.body {
        Body::Stream(run) if !is_head => {
            let Some(_streaming) = place.streaming() else {
                return answer::send(&mut stream, Answer::plain(Status::Unavailable), false, None);
            };
            answer::send_stream_head(&mut stream)?;
            run(&mut stream)
        }
        _ => answer::send(&mut stream, answer, is_head, range.as_deref()),
    }
}
