//! GE02: assumed family.

use crate::diagnostic::Code;
use crate::lint::language::agents::opens_with_name;
use crate::lint::language::page::{Hit, Page};
use crate::lint::language::prose::Token;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::AssumedFamily,
    id: "GE02",
    group: Group::Gender,
    title: "Assumed family",
    flags: "“husband, wife, the father, dads, mum and dad, both parents” in general guidance.",
    why: "Partners and families vary.",
    reason: "partners and families vary",
    write: "write “partner”, “co-parent”, “family” or “people close to them”",
    except: Some("A particular person; a service's name; fathers as the subject of the page."),
    bad: &["Involve her husband in planning.", "Every baby needs mum and dad."],
    good: &["Involve the partner in planning.", "A case study describes support for fathers."],
    check: Check::WordsIf(is_general),
};

/// Whether the words stand in general guidance: not in the story of particular people, nor on a
/// page about fathers.
fn is_general(page: &Page, hit: &Hit) -> bool {
    if page.kind() == "case-study" {
        return false;
    }
    let title = page.document.map_or("", |document| document.front.title.as_str()).to_lowercase();
    if ["father", "dad", "husband", "wives"].iter().any(|word| title.contains(word)) {
        return false;
    }
    // "Paul's wife", "Ana and her husband", "Tom brought his wife".
    let before = hit.tokens.get(hit.start.saturating_sub(3)..hit.start).unwrap_or(&[]);
    let own = |token: &&Token| {
        token.is_capital() && page.lists.class("function").is_none_or(|c| !token.is_in(c))
    };
    let named = before.iter().filter(own).any(|token| {
        token.is_name()
            || hit.run.word(token).ends_with("'s")
            || hit.run.word(token).ends_with("’s")
    });
    if named || opens_with_name(page, hit.run, hit.tokens) {
        return false;
    }
    let story = page.lists.class("story");
    !hit.tokens.iter().any(|token| story.is_some_and(|class| token.is_in(class)))
}
