//! HE04: skipped level.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::HeadingLevel,
    id: "HE04",
    group: Group::Heading,
    title: "Skipped level",
    flags: "`##` to `####`; a second `#`.",
    why: "Headings are the outline.",
    reason: "headings are the outline of the page",
    write: "go down one level at a time",
    except: None,
    bad: &["## One\n\n#### Two", "# One\n\n# Two"],
    good: &["## One\n\n### Two", "## One\n\n### Two\n\n## Three"],
    check: Check::Reading,
};
