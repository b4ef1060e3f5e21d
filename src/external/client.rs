//! One question over the network.

use std::collections::BTreeSet;
use std::time::Duration;

use ureq::http::Method;
use ureq::{Agent, Error};

use super::{Answer, address};

/// How many redirects are followed.
const LONGEST_CHAIN: usize = 10;

/// Who asks, so that the people of a site can see what it is and block it.
const USER_AGENT: &str = concat!("alongside/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks sites whether a page is there. It keeps nothing of what they send.
pub struct Client {
    agent: Agent,
}

/// What a server said to one request.
enum Reply {
    Status(u16),
    /// On to another address, for good or for now.
    Redirect {
        to: Option<String>,
        for_good: bool,
    },
    Failed(Answer),
}

impl Client {
    /// A client that waits for each answer as long as it is told.
    pub fn new(patience: Duration) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(patience))
            .user_agent(USER_AGENT)
            .build();
        Client { agent: config.into() }
    }

    /// Whether there is a page at an address.
    pub fn ask(&self, address: &str) -> Answer {
        let mut at = address.to_string();
        let mut seen = BTreeSet::from([at.clone()]);
        // The newest address up to which every step was for good.
        let mut settled = None;
        let mut for_good_so_far = true;
        for _ in 0..=LONGEST_CHAIN {
            let (to, for_good) = match self.step(&at) {
                Reply::Status(status) => {
                    return match (Answer::of_status(status), settled) {
                        (Answer::Fine, Some(to)) => Answer::Moved(to),
                        (answer, _) => answer,
                    };
                }
                Reply::Failed(answer) => return answer,
                Reply::Redirect { to, for_good } => (to, for_good),
            };
            let next = to.and_then(|to| address::joined(&at, &to));
            let Some(next) = next.filter(|next| address::host(next).is_some()) else {
                return Answer::Unknown(
                    "it sends readers to an address that cannot be asked".into(),
                );
            };
            for_good_so_far &= for_good;
            if for_good_so_far {
                settled = Some(next.clone());
            }
            if !seen.insert(next.clone()) {
                return Answer::Gone("it sends readers round in a circle".into());
            }
            at = next;
        }
        Answer::Gone(format!("it sends readers on more than {LONGEST_CHAIN} times"))
    }

    /// One address: the short question, and the long one where the short one is not understood.
    fn step(&self, address: &str) -> Reply {
        match self.request(Method::HEAD, address) {
            // Many servers answer the short question wrongly or not at all.
            Reply::Status(status) if status >= 400 && status != 429 => {
                self.request(Method::GET, address)
            }
            Reply::Failed(Answer::Unknown(_)) => self.request(Method::GET, address),
            reply => reply,
        }
    }

    fn request(&self, method: Method, address: &str) -> Reply {
        let sent = match method {
            Method::HEAD => self.agent.head(address).call(),
            _ => self.agent.get(address).call(),
        };
        match sent {
            Ok(response) => {
                let status = response.status().as_u16();
                let location = response.headers().get("location");
                match status {
                    301 | 302 | 303 | 307 | 308 => Reply::Redirect {
                        to: location.and_then(|to| Some(to.to_str().ok()?.to_string())),
                        for_good: matches!(status, 301 | 308),
                    },
                    status => Reply::Status(status),
                }
            }
            Err(error) => Reply::Failed(failed(&error)),
        }
    }
}

/// What a request that brought no answer says of the address.
fn failed(error: &Error) -> Answer {
    let reason = match error {
        Error::HostNotFound => return Answer::NoSite,
        Error::BadUri(_) | Error::Http(_) => {
            return Answer::Gone("it is not an address that can be asked".to_string());
        }
        Error::Timeout(_) => "it does not answer in time",
        Error::ConnectionFailed => "it takes no connection",
        Error::Tls(_) | Error::Rustls(_) => "its certificate is not trusted",
        Error::Io(error) => match error.kind() {
            std::io::ErrorKind::ConnectionRefused => "it takes no connection",
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => {
                "it does not answer in time"
            }
            _ => "the connection broke off",
        },
        _ => "it answers in a way that cannot be understood",
    };
    Answer::Unknown(reason.to_string())
}
