//! GE03: mothers and parents.

use crate::config::GenderMode;
use crate::diagnostic::Code;
use crate::lint::language::page::{Hit, Page};
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::MothersAndParents,
    id: "GE03",
    group: Group::Gender,
    title: "Mothers and parents",
    flags: "By `gender.mode`. “additive”: “mum(s), mummy, all/every mother, maternal instinct”. “neutral”: also “mothers, women, maternal” without “parents” or “birthing”. “off”: nothing.",
    why: "Some who give birth are not women, and “mum” is a family word; yet erasing “women” also harms.",
    reason: "not everybody who gives birth is a mother or a mum",
    write: "write “mothers and birthing parents”, “women and families” or “parents”",
    except: Some("Names (mother and baby unit), findings about mothers or women."),
    bad: &["Mums love the cooking group.", "Every mother bonds at her own pace."],
    good: &[
        "Mothers and birthing parents value the cooking group.",
        "The mother and baby unit has a garden.",
    ],
    check: Check::WordsIf(is_asked_for),
};

/// Whether the mode of the site asks for these words to be reported.
fn is_asked_for(page: &Page, hit: &Hit) -> bool {
    let plain = page.lists.class("mother-word");
    let neutral_only = matches!(hit.words(), [one] if plain.is_some_and(|class| one.is_in(class)));
    match page.settings().gender {
        GenderMode::Off => false,
        GenderMode::Additive => !neutral_only,
        GenderMode::Neutral => true,
    }
}
