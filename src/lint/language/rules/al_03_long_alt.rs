//! AL03: long alt.

use crate::diagnostic::Code;
use crate::lint::language::page::{Finding, Page};
use crate::lint::language::parts;
use crate::lint::language::rule::{Check, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: Code::LongAlt,
    id: "AL03",
    group: Group::Image,
    title: "Long alt",
    flags: "More than 125 characters.",
    why: "Put detail in the text.",
    reason: "detail belongs in the text",
    write: "keep to one sentence and put the detail in the text or in a table below",
    except: None,
    bad: &[
        "![Two people sit at a table in a bright room and talk about the week, with a cup of tea each and a plan of the ward on the wall behind](t.jpg)",
        "![Year, stays, cost: 2012, 140, £1.2 million; 2013, 133, £1.1 million; 2014, 128, £1.1 million; 2015, 120, £1 million; 2016, 101](table.png)",
    ],
    good: &[
        "![Two people sit at a table and talk](t.jpg)",
        "![Stays by year; the table below has the figures](chart.png)",
    ],
    check: Check::Page(look),
};

/// More characters than this are hard to take in by ear.
const MOST: usize = 125;

fn look(rule: &'static Rule, page: &Page, findings: &mut Vec<Finding>) {
    parts::images(page, &mut |alt, span| {
        let length = alt.trim().chars().count();
        if length > MOST {
            let message =
                format!("this alternative text has {length} characters, more than {MOST}");
            findings.push(Finding::new(rule, span, message));
        }
    });
}
