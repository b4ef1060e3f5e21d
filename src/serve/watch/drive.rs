//! Whether a folder is on a drive whose changes the system does not tell: one of another computer,
//! or one that a virtual machine or container is lent.

use std::path::Path;

/// Kinds of drive as the Linux kernel names them, or the beginnings of their names.
const REMOTE: [&str; 14] = [
    "9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse.", "gfs2", "ncpfs", "nfs", "prl_fs",
    "smb", "vboxsf", "virtiofs",
];

/// Why changes in this folder are not told, if so.
pub(super) fn is_remote(folder: &Path) -> Option<String> {
    let shown = folder.to_string_lossy();
    // A folder of another Windows computer, as `canonicalize` names it.
    if shown.starts_with(r"\\?\UNC\") {
        return Some("the folder is on a network drive".to_string());
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = kind_of(&mounts, &shown)?;
    let remote = REMOTE.iter().any(|name| match name.ends_with('.') {
        true => kind.starts_with(name),
        false => kind == *name || kind.trim_end_matches(|c: char| c.is_ascii_digit()) == *name,
    });
    remote.then(|| format!("the folder is on a drive of kind {kind}, which tells no changes"))
}

/// The kind of the drive that holds a folder. Source of the form: proc_pid_mountinfo(5).
fn kind_of<'m>(mounts: &'m str, folder: &str) -> Option<&'m str> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let (before, after) = line.split_once(" - ")?;
        let place = unescaped(before.split(' ').nth(4)?);
        let kind = after.split(' ').next()?;
        let holds = folder
            .strip_prefix(place.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        // A later one lies over an earlier one at the same place.
        if holds && best.is_none_or(|(length, _)| place.len() >= length) {
            best = Some((place.len(), kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// A path in which spaces and their like are written as octal numbers.
fn unescaped(path: &str) -> String {
    ["\\040 ", "\\011\t", "\\012\n", "\\134\\"].iter().fold(path.to_string(), |path, pair| {
        let (from, to) = pair.split_at(4);
        path.replace(from, to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /proc rw - proc proc rw
40 22 0:40 / /mnt/share rw - nfs4 server:/share rw
41 22 0:41 / /mnt/my\\040files rw - fuse.sshfs me@there: rw
42 22 0:42 / /mnt/share/local rw - tmpfs tmpfs rw
";

    #[test]
    fn the_nearest_mount_says_the_kind() {
        let kind = |folder| kind_of(MOUNTS, folder);
        assert_eq!(kind("/home/me"), Some("ext4"));
        assert_eq!(kind("/mnt/share"), Some("nfs4"));
        assert_eq!(kind("/mnt/share/a/b"), Some("nfs4"));
        assert_eq!(kind("/mnt/shared"), Some("ext4"));
        assert_eq!(kind("/mnt/share/local/x"), Some("tmpfs"));
        assert_eq!(kind("/mnt/my files/x"), Some("fuse.sshfs"));
    }
}
