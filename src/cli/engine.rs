//! What only the running process knows: the day, which program it is, and how much memory it took.

use std::time::SystemTime;

use crate::data::Date;
use crate::diagnostic::Failure;
use crate::fingerprint::Fingerprint;

/// Today in coordinated universal time, the same for everybody who runs the program at one moment.
pub(super) fn today() -> Date {
    jiff::Timestamp::try_from(SystemTime::now())
        .map(|now| now.to_zoned(jiff::tz::TimeZone::UTC).date())
        .unwrap_or(Date::constant(2000, 1, 1))
}

/// A number that tells this run of the program from others on this machine.
pub(super) fn run_number() -> u128 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_micros()
}

/// The fingerprint of the program's own file, so that any change of it makes everything anew.
pub(super) fn fingerprint() -> Result<Fingerprint, Failure> {
    let path = std::env::current_exe()
        .map_err(|error| Failure::of_disk("cannot find the program's own file", &error))?;
    std::fs::File::open(&path)
        .and_then(Fingerprint::of_reader)
        .map_err(|error| Failure::of_disk("cannot read the program's own file", &error))
}

/// The most memory that this process ever held, in bytes, where the system tells.
pub(super) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
