//! Where the server listens, and under which names it may be asked.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};

use crate::diagnostic::Failure;

/// How many ports after the wished one are tried.
const TRIED: u16 = 20;

/// Listens at the wished port, or at the next free one.
pub(super) fn listen(host: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), Failure> {
    let wished = (port..=port.saturating_add(TRIED)).filter(|other| *other != 0 || port == 0);
    let mut last = None;
    // After them any port that is free.
    for port in wished.chain([0]) {
        match TcpListener::bind((host, port)).and_then(|l| Ok((l.local_addr()?, l))) {
            Ok((address, listener)) => return Ok((listener, address)),
            Err(error) => {
                let taken =
                    matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied);
                last = Some(error);
                if !taken {
                    break;
                }
            }
        }
    }
    let error = last.unwrap_or_else(|| ErrorKind::AddrInUse.into());
    let failure = Failure::of_disk(format_args!("cannot listen at {host}"), &error);
    Err(failure.help("name an address of this computer with --host, or leave it out"))
}

/// The address as a link holds it. Browsers know loopback by a name that people can read.
pub(super) fn shown(address: SocketAddr) -> String {
    let ip = address.ip();
    if ip.is_unspecified() { format!("127.0.0.1:{}", address.port()) } else { address.to_string() }
}

/// The names under which requests may ask. Anything else is a page of another site whose name was
/// made to lead here.
pub(super) struct Hosts {
    port: u16,
    /// Whether the server is open to other computers, which know this one by names of their own.
    open: bool,
    own: IpAddr,
}

impl Hosts {
    pub(super) fn of(address: SocketAddr) -> Hosts {
        let own = address.ip();
        Hosts { port: address.port(), open: own.is_unspecified(), own }
    }

    /// Whether a `Host` header names this server.
    pub(super) fn allow(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => match port.parse::<u16>() {
                Ok(port) => (name, port),
                Err(_) => return false,
            },
            _ => (host, 80),
        };
        if port != self.port {
            return false;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        match bare.parse::<IpAddr>() {
            // A number cannot be made to lead elsewhere.
            Ok(ip) => ip.is_loopback() || ip == self.own || self.open,
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        }
    }

    /// Whether an `Origin` header is that of a page of this server.
    pub(super) fn allow_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.allow(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_server_are_allowed() {
        let hosts = Hosts::of("127.0.0.1:4000".parse().unwrap());
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"] {
            assert!(hosts.allow(host), "{host}");
        }
        for host in [
            "evil.example:4000",
            "127.0.0.1",
            "127.0.0.1:4001",
            "localhost.evil.example:4000",
            "192.168.1.2:4000",
            "",
            ":4000",
            "[::1:4000",
            "localhost:4000:4000",
            "localhost:x",
        ] {
            assert!(!hosts.allow(host), "{host}");
        }
        assert!(hosts.allow_origin("http://localhost:4000"));
        assert!(!hosts.allow_origin("https://localhost:4000"));
        assert!(!hosts.allow_origin("null"));
        let open = Hosts::of("0.0.0.0:4000".parse().unwrap());
        assert!(open.allow("192.168.1.2:4000"));
        assert!(!open.allow("evil.example:4000"));
    }
}
