//! Who does what: the subject of a verb, as far as word lists can tell.

use super::lists::WordLists;
use super::page::Page;
use super::prose::{Before, Run, Token};

/// The classes of those who do things, in the word lists.
const AGENTS: [&str; 6] = ["peer", "clinician", "staff", "person", "organisation", "thing"];

/// How far before a word a "not" still belongs to it.
const REACH: usize = 10;

/// Somebody or something that a sentence speaks of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agent {
    pub(super) start: usize,
    pub(super) end: usize,
    classes: u128,
}

impl Agent {
    pub(super) fn is_one_of(&self, classes: &[usize]) -> bool {
        classes.iter().any(|class| self.classes & (1 << class) != 0)
    }
}

/// All agents of a sentence; "peer support worker" is one.
pub(super) fn agents(tokens: &[Token], lists: &WordLists) -> Vec<Agent> {
    let classes: Vec<usize> = AGENTS.iter().filter_map(|name| lists.class(name)).collect();
    let relative = lists.class("relative");
    let mut found: Vec<Agent> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        // "Peers who advise": who advises is the peers.
        if let Some(before) = found.last_mut()
            && before.end == at
            && !token.is_cut_off()
            && relative.is_some_and(|class| token.is_in(class))
        {
            at += 1;
            before.end = at;
            continue;
        }
        let mut agent = Agent { start: at, end: at, classes: 0 };
        for class in &classes {
            match lists.patterns.member_at(*class, tokens, at) {
                Some(end) if end > agent.end => {
                    agent = Agent { start: at, end, classes: 1 << class };
                }
                Some(end) if end == agent.end => agent.classes |= 1 << class,
                _ => {}
            }
        }
        if agent.end > at {
            found.push(agent);
            at = agent.end;
        } else {
            at += 1;
        }
    }
    found
}

/// The subject of the verb at `at`: the nearest agent before it that no preposition governs, or
/// else the nearest. A verb behind "and" has the subject of the clause.
pub(super) fn subject(
    tokens: &[Token],
    at: usize,
    agents: &[Agent],
    lists: &WordLists,
) -> Option<Agent> {
    let before = || agents.iter().rev().filter(|agent| agent.end <= at);
    let is_free = |agent: &&Agent| !is_governed(tokens, agent.start, lists);
    let conjunction = lists.class("conjunction");
    let joined = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| {
        conjunction.is_some_and(|class| token.is_in(class)) && !token.is_severed()
    });
    // "The network promotes peer roles and offers advice": who offers is who promotes.
    let free = match joined {
        true => {
            let clause = tokens.get(..at)?.iter().rposition(Token::is_severed).unwrap_or(0);
            before().filter(is_free).take_while(|agent| agent.start >= clause).last()
        }
        false => before().find(is_free),
    };
    free.or_else(|| before().next()).copied()
}

/// Whether a preposition stands before the agent: "people on the ward" are not the ward.
fn is_governed(tokens: &[Token], start: usize, lists: &WordLists) -> bool {
    let preposition = lists.class("preposition");
    for step in 1..=3 {
        let Some(token) = start.checked_sub(step).and_then(|at| tokens.get(at)) else {
            return false;
        };
        if preposition.is_some_and(|class| token.is_in(class)) {
            // At the beginning of a sentence it opens an aside: "For peers, …".
            return start > step;
        }
        let behind = tokens.get(start + 1 - step);
        if behind.is_some_and(Token::is_cut_off) {
            return false;
        }
    }
    false
}

/// Whether what begins at `at` is denied: a "not", "never", "nobody" or "rather than" stands close
/// before it in the same clause.
pub(super) fn is_negated(tokens: &[Token], at: usize, lists: &WordLists) -> bool {
    let (Some(negation), only) = (lists.class("negation"), lists.class("only")) else {
        return false;
    };
    let mut back = at;
    for _ in 0..REACH {
        // What stands before a semicolon or dash is said of something else.
        if tokens.get(back).is_some_and(Token::is_severed) {
            return false;
        }
        let Some(before) = back.checked_sub(1) else { return false };
        back = before;
        if let Some(end) = lists.patterns.member_at(negation, tokens, back)
            && end <= at
        {
            let next = tokens.get(end).filter(|_| end < at);
            let is_more = only.is_some_and(|only| next.is_some_and(|next| next.is_in(only)));
            if !is_more {
                return true;
            }
        }
    }
    false
}

/// Whether a sentence opens with the name of somebody in particular: a word that no list knows, with
/// a capital, and a verb behind it, as in "Sarah is a nurse" or "Tom met the manager".
pub(super) fn opens_with_name(page: &Page, run: &Run, tokens: &[Token]) -> bool {
    let [first, second, ..] = tokens else { return false };
    let is = |name| page.lists.class(name).is_some_and(|class| second.is_in(class));
    let (name, verb) = (run.word(first), run.word(second));
    if !first.is_capital() || first.word != 0 || first.before != Before::Nothing {
        return false;
    }
    // "Maria, a nurse, …" and "John and his wife".
    if second.before == Before::Comma {
        return matches!(verb, "a" | "an" | "our" | "one");
    }
    if verb == "and" {
        return tokens.get(2).is_some_and(|third| matches!(run.word(third), "his" | "her"));
    }
    !name.ends_with('s')
        && !name.ends_with("ly")
        && !second.is_cut_off()
        && (is("be") || is("name-verb") || (verb.len() > 4 && verb.ends_with("ed") && !is("job")))
}
