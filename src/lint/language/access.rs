//! What only some readers would get: links that sound alike, meaning by colour alone, capitals,
//! drawings made of characters, rows of emoji, passages in another language that nothing marks.
//!
//! These hold beside the numbered rules and are errors of access, not of style. It must never look
//! at how a theme draws things. Enter at [`check`].

use std::collections::BTreeMap;

use super::page::Page;
use super::parts;
use super::prose::{Run, Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::body::{Block, BlockKind, Descend, Visit, plain_text, visit};
use crate::source::{SitePath, Span};

/// Everything on a page that only some readers would get.
pub(super) fn check(page: &Page) -> Diagnostics {
    let mut found = Diagnostics::new();
    same_words(page, &mut found);
    let colours = Colours {
        colour: page.lists.class("colour"),
        thing: page.lists.class("screen-thing"),
        shown: page.lists.class("shown"),
    };
    for (_, run, tokens) in page.sentences() {
        colour_alone(page, run, tokens, &colours, &mut found);
        capitals(page, run, tokens, &mut found);
    }
    for run in &page.prose.runs {
        drawing(page, run, &mut found);
        // The bytes tell of most texts that they hold neither emoji nor another script.
        let bytes = run.text.as_bytes();
        if bytes.windows(2).any(|pair| matches!(pair, [0xf0, _] | [0xe2, 0x98..=0x9f])) {
            emoji(page, run, &mut found);
        }
        if bytes.iter().any(|byte| *byte >= 0xc9 && *byte != 0xe2) {
            other_script(page, run, &mut found);
        }
    }
    if let Some(document) = page.document {
        visit(&document.body, &mut Drawings { path: page.path, found: &mut found });
    }
    found
}

/// One link text that leads to two places: read alone, nobody can tell them apart.
fn same_words(page: &Page, found: &mut Diagnostics) {
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    parts::links(page, &mut |link, span| {
        let words = plain_text(&link.inlines);
        let key = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let target = link.destination.trim_end_matches('/').to_string();
        match seen.get(&key) {
            None if key.is_empty() => {}
            None => {
                seen.insert(key, (target, span));
            }
            // Footnote-like links inside one page are told apart by where they stand.
            Some((other, first)) if *other != target && !target.starts_with('#') => {
                let shown = parts::quoted(&words);
                found.push(
                    Diagnostic::new(
                        Code::SameLinkText,
                        format!("`{shown}` leads to two different places on this page"),
                    )
                    .at(page.path, span)
                    .help("say in each link where it goes")
                    .related(page.path, *first, "this one leads elsewhere"),
                );
            }
            Some(_) => {}
        }
    });
}

/// The classes that speak of colours, looked up once for a page.
struct Colours {
    colour: Option<usize>,
    thing: Option<usize>,
    shown: Option<usize>,
}

/// "The red button", "shown in green".
fn colour_alone(
    page: &Page,
    run: &Run,
    tokens: &[Token],
    colours: &Colours,
    found: &mut Diagnostics,
) {
    let is = |at: usize, class: Option<usize>| {
        tokens.get(at).is_some_and(|token| class.is_some_and(|class| token.is_in(class)))
    };
    for at in 0..tokens.len() {
        let thing = is(at, colours.colour) && is(at + 1, colours.thing);
        let shown =
            is(at, colours.shown) && is(at + 2, colours.colour) && !is(at + 3, colours.thing);
        if let (true, Some(first), Some(last)) =
            (thing || shown, tokens.get(at), tokens.get(if thing { at + 1 } else { at + 2 }))
        {
            let words = parts::quoted(run.between(first, last));
            found.push(
                Diagnostic::new(
                    Code::ColourOnly,
                    format!("`{words}` is known by its colour alone"),
                )
                .at(page.path, page.place(run, first, last))
                .help("say its name or what it says too; not everybody sees the colour"),
            );
        }
    }
}

/// Three or more words in capitals in a row.
fn capitals(page: &Page, run: &Run, tokens: &[Token], found: &mut Diagnostics) {
    if run.role.is_title() {
        return;
    }
    let shouted = |token: &Token| {
        let word = run.word(token);
        token.is_acronym() && token.kind == TokenKind::Word && parts::is_shouted(word)
    };
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or(&[]).iter().enumerate();
        let length = rest.take_while(|(n, t)| shouted(t) && (*n == 0 || !t.is_cut_off())).count();
        let row = tokens.get(at..at + length).unwrap_or(&[]);
        // A row of acronyms is none of words.
        let is =
            |token: &Token, name| page.lists.class(name).is_some_and(|class| token.is_in(class));
        let words = |token: &Token| {
            run.word(token).chars().count() > 5 || is(token, "small-word") || is(token, "common")
        };
        if let (true, [first, .., last]) = (length >= 3 && row.iter().any(words), row) {
            let words = parts::quoted(run.between(first, last));
            found.push(
                Diagnostic::new(Code::AllCapitals, format!("`{words}` is all capitals"))
                    .at(page.path, page.place(run, first, last))
                    .help("write small letters; make it bold with `**` if it matters"),
            );
        }
        at += length.max(1);
    }
}

/// The marks that drawings are made of.
fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '—' | '=' | '_' | '~' | '|' | '/' | '\\' | '+' | '<' | '>' | '^' | '*')
        || ('\u{2500}'..='\u{259f}').contains(&c)
}

fn drawing(page: &Page, run: &Run, found: &mut Diagnostics) {
    // Five bytes in a row that are no letters, digits or spaces: few texts have them.
    let mut row = 0;
    let has_row = run.text.bytes().any(|byte| {
        row = if byte.is_ascii_alphanumeric() || byte == b' ' { 0 } else { row + 1 };
        row >= 5
    });
    if !has_row {
        return;
    }
    let mut length = 0;
    for (at, c) in run.text.char_indices() {
        length = if is_stroke(c) { length + 1 } else { 0 };
        // A blank to fill in is a row of low lines, and is read as such.
        let blank = || run.text.get(..=at).is_some_and(|text| text.ends_with("____"));
        if length == 5 && !blank() {
            report_drawing(page.path, run.span, found);
            return;
        }
    }
}

fn report_drawing(path: &SitePath, span: Span, found: &mut Diagnostics) {
    found.push(
        Diagnostic::new(Code::AsciiArt, "this looks like a drawing made of characters")
            .at(path, span)
            .help("say it in words, or use an image with alternative text; a screen reader reads each mark"),
    );
}

struct Drawings<'d> {
    path: &'d SitePath,
    found: &'d mut Diagnostics,
}

impl<'t> Visit<'t> for Drawings<'_> {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        if let BlockKind::Code(code) = &block.kind
            && code.info.is_empty()
        {
            let marks = code.text.chars().filter(|c| is_stroke(*c)).count();
            let all = code.text.chars().filter(|c| !c.is_whitespace()).count();
            if code.text.lines().count() >= 3 && marks * 2 > all {
                report_drawing(self.path, block.span, self.found);
            }
        }
        Descend::Into
    }
}

fn emoji(page: &Page, run: &Run, found: &mut Diagnostics) {
    let is_emoji = |c: char| {
        ('\u{1f300}'..='\u{1faff}').contains(&c) || ('\u{2600}'..='\u{27bf}').contains(&c)
    };
    let mut row: Option<(usize, u32)> = None;
    for (at, c) in run.text.char_indices() {
        row = match (row, c) {
            (None, c) if is_emoji(c) => Some((at, 1)),
            (Some((start, count)), c) if is_emoji(c) => Some((start, count + 1)),
            (Some(row), '\u{fe0f}' | '\u{200d}' | ' ' | '\u{1f3fb}'..='\u{1f3ff}') => Some(row),
            _ => None,
        };
        if let Some((start, 2)) = row {
            let end = at + c.len_utf8();
            found.push(
                Diagnostic::new(Code::EmojiRow, "two or more emoji stand in a row")
                    .at(page.path, run.place(start as u32..end as u32, page.source))
                    .help("keep one at most; a screen reader reads the name of each"),
            );
            return;
        }
    }
}

/// A run that is mostly in a script that the page's language is not written in.
fn other_script(page: &Page, run: &Run, found: &mut Diagnostics) {
    let letters = run.text.chars().filter(|c| c.is_alphabetic());
    let (mut latin, mut other) = (0, 0);
    for c in letters {
        if (c as u32) < 0x250 || ('\u{1e00}'..='\u{1eff}').contains(&c) {
            latin += 1;
        } else {
            other += 1;
        }
    }
    if other > 5 && other > latin {
        found.push(
            Diagnostic::new(Code::LanguageOfPart, "this passage is in another language than the page")
                .at(page.path, run.span)
                .help("put it between `::: passage {lang=\"cy\"}` and `:::` with its own language, so that it is read aloud rightly"),
        );
    }
}
