//! `alongside serve`.

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use super::arguments::{Common, Serve};
use super::{Ending, engine, show};
use crate::diagnostic::{Code, Diagnostic, Failure, counts_line};
use crate::serve::{self, Cause, News, ServeRequest};
use crate::source::SitePath;
use crate::theme::DEFAULT_THEME;

pub(super) fn run(wanted: &Serve, common: &Common) -> Result<Ending, Failure> {
    let request = ServeRequest {
        root: common.root.clone(),
        embedded: DEFAULT_THEME,
        drafts: !wanted.published,
        date: wanted.date.unwrap_or_else(engine::today),
        policy: common.policy(),
        host: wanted.host,
        port: wanted.port,
        poll: wanted.poll,
        keep: crate::source::KEEP_BYTES,
        run: engine::run_number(),
    };
    let told = Mutex::default();
    let said = common.clone();
    let server = serve::start(request, move |news| tell(news, &told, &said))?;
    if let Some(reason) = server.polls.as_ref().filter(|_| !wanted.poll) {
        show::say(&format!("looking for changes every second: {reason}"), common);
    }
    if !server.address.ip().is_loopback() {
        show::say("warning: other computers on your network can see this preview", common);
    }
    if wanted.port != 0 && server.address.port() != wanted.port {
        show::say(&format!("port {} is in use", wanted.port), common);
    }
    show::say(&format!("the site is at {} (Ctrl-C ends the preview)", server.url), common);
    if wanted.open && open(&server.url).is_err() {
        show::say("the browser could not be opened: follow the link above", common);
    }
    server.wait();
    Err(Failure::new("the site's folder cannot be watched any more")
        .help("start the preview again"))
}

/// Says what changed, and which findings are new.
fn tell(news: &News, told: &Mutex<Arc<Vec<Diagnostic>>>, common: &Common) {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    show::findings(&untold(&told, &news.findings), common);
    *told = Arc::clone(&news.findings);
    let counts = counts_line(&news.findings).map(|counts| format!(": {counts}"));
    let counts = counts.unwrap_or_default();
    let took = news.took.as_secs_f64() * 1000.0;
    let pages = match news.pages {
        1 => "1 page".to_string(),
        pages => format!("{pages} pages"),
    };
    let line = match &news.cause {
        _ if news.is_broken && news.pages == 0 => format!("the site cannot be shown yet{counts}"),
        _ if news.is_broken => format!("pages stay as they were until this is mended{counts}"),
        Cause::Start => format!("read {pages} in {took:.0} ms{counts}"),
        Cause::Closer => format!("tested search ({took:.0} ms){counts}"),
        Cause::Changed(files) => match files.as_slice() {
            [] => format!("read everything again ({took:.0} ms){counts}"),
            [file] => format!("{file} changed ({took:.1} ms){counts}"),
            files => format!("{} files changed ({took:.1} ms){counts}", files.len()),
        },
    };
    show::say(&line, common);
}

/// The findings that were not told before. What an edit above them has moved is not told again, so
/// lines do not count, but how often a file has a finding does.
fn untold(told: &[Diagnostic], now: &[Diagnostic]) -> Vec<Diagnostic> {
    fn what(finding: &Diagnostic) -> (Code, Option<&SitePath>, &str) {
        (finding.code, finding.place.as_ref().map(|place| &place.path), &finding.message)
    }
    let mut times: HashMap<_, usize> = HashMap::new();
    for finding in told {
        *times.entry(what(finding)).or_default() += 1;
    }
    let mut new = Vec::new();
    for finding in now {
        match times.get_mut(&what(finding)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => new.push(finding.clone()),
        }
    }
    new
}

/// Opens a link with what the system opens links with.
fn open(url: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, Span};

    #[test]
    fn a_finding_that_moved_is_not_told_again_and_one_more_is() {
        let at = |path: &str, start: usize| {
            let place = Place { path: SitePath::new(path), span: Span::new(start..start + 1) };
            let mut finding = Diagnostic::new(Code::BrokenLink, "there is no page `x.md`");
            finding.place = Some(place);
            finding
        };
        let before = [at("a.md", 4), at("b.md", 4)];
        assert_eq!(untold(&before, &[at("a.md", 9), at("b.md", 4)]), []);
        let more = [at("a.md", 9), at("a.md", 20), at("c.md", 4)];
        assert_eq!(untold(&before, &more), [at("a.md", 20), at("c.md", 4)]);
        assert_eq!(untold(&[], &before), before);
    }
}
