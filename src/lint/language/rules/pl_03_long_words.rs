//! PL03: long words.

use crate::diagnostic::Code;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LongWords,
    id: "PL03",
    group: Group::Plain,
    title: "Long words",
    flags: "“utilise, commensurate with, commence, prior to, in order to, in respect of, with regard to, due to the fact that, at this point in time, in the event of, in excess of, ascertain, endeavour, terminate, on a monthly basis, a number of, subsequent to, in receipt of, facilitate, aforementioned, whilst, additional, regarding”.",
    why: "Short words are quicker for everyone.",
    reason: "a short word is quicker for everyone",
    write: "write a shorter word",
    except: None,
    bad: &["Peers utilise their experience.", "Pay is commensurate with band."],
    good: &["Peers use their experience.", "Pay matches the band."],
    check: Check::Words,
};
