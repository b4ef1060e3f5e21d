//! One page as search sees it: which words, how often in which field, and where.

use serde::{Deserialize, Serialize};

use super::bytes::{Cursor, put, put_text};
use super::words::{Stems, each_word};
use crate::config::ContentTypes;
use crate::document::body::{
    Block, BlockKind, Body, Descend, Inline, Visit, append_text, plain_text, visit,
};
use crate::document::{Document, FieldValue};

/// The fields of a page, in the order of [`Counts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The headings of the text.
    Heading,
    /// The description.
    Description,
    /// The keywords.
    Keywords,
    /// Everything else.
    Body,
}

/// The names of the fields, for people.
pub const FIELD_NAMES: [&str; 5] = ["title", "headings", "description", "keywords", "text"];

/// A number for each field.
pub type Counts = [u32; 5];

/// Room for so many words is made before a page is read.
const USUAL: usize = 1024;
/// Phrases do not reach from one run of text into the next.
const GAP: u32 = 8;

/// The words of one page. Kept as bytes, since a site holds one for every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// How many words each field has.
    pub lengths: Counts,
    bytes: Vec<u8>,
}

/// One word of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrence<'f> {
    /// Its stem.
    pub stem: &'f str,
    /// The form in which it stands there most often.
    pub form: &'f str,
    /// How often it stands in each field.
    pub counts: Counts,
    /// At which places of the page, as the index has them: gaps, each as a number.
    pub places: &'f [u8],
}

impl Fragment {
    /// The words of a document. `None` if its type is not searched.
    pub fn of(document: &Document, types: &ContentTypes, stems: &mut Stems) -> Option<Fragment> {
        let front = &document.front;
        if !types.get(&front.kind).is_none_or(|kind| kind.search) {
            return None;
        }
        let mut gatherer = Gatherer::new(stems);
        gatherer.add(Field::Title, &front.title);
        gatherer.add(Field::Description, front.description.as_deref().unwrap_or(""));
        for keyword in &front.keywords {
            gatherer.add(Field::Keywords, keyword);
        }
        for (_, value) in &document.fields {
            value.visit(&mut |value| match value {
                FieldValue::Text(text, _) => gatherer.add(Field::Body, text),
                FieldValue::Choice(choice) => gatherer.add(Field::Body, &choice.label),
                FieldValue::Markdown(body) => gatherer.body(body),
                _ => {}
            });
        }
        gatherer.body(&document.body);
        Some(gatherer.finish())
    }

    /// The same page with more text, as the glossary's page has the terms.
    #[must_use]
    pub fn with_texts<'t>(
        &self,
        texts: impl Iterator<Item = (Field, &'t str)>,
        stems: &mut Stems,
    ) -> Fragment {
        let mut gatherer = Gatherer::new(stems);
        gatherer.resume(self);
        for (field, text) in texts {
            gatherer.add(field, text);
        }
        gatherer.finish()
    }

    /// The words, one item a stem, in the order in which the text has them first.
    pub fn occurrences(&self) -> impl Iterator<Item = Occurrence<'_>> {
        let mut cursor = Cursor::new(&self.bytes);
        std::iter::from_fn(move || {
            let form = cursor.text()?;
            let stem = match cursor.number()?.checked_sub(1) {
                Some(length) => form.get(..length as usize)?,
                None => cursor.text()?,
            };
            let mask = cursor.number()?;
            let mut counts = Counts::default();
            for (bit, count) in counts.iter_mut().enumerate() {
                if mask & (1 << bit) != 0 {
                    *count = cursor.number()?;
                }
            }
            let places = cursor.block()?;
            Some(Occurrence { stem, form, counts, places })
        })
    }
}

/// The plain text of Markdown, for the glossary's page.
pub fn text_of(body: &Body) -> String {
    let mut runs = Runs::default();
    visit(body, &mut runs);
    runs.found.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// One word as it stands there.
struct Token {
    form: usize,
    field: usize,
    /// A joined word has none: its parts have theirs.
    place: Option<u32>,
    /// The next word with its stem.
    next: Option<usize>,
}

/// The words of one stem: the first and the last of them.
struct Group {
    stem: usize,
    first: usize,
    last: usize,
}

struct Gatherer<'s> {
    stems: &'s mut Stems,
    lengths: Counts,
    place: u32,
    found: Vec<Token>,
    /// In the order in which the text has them first.
    groups: Vec<Group>,
    /// For each stem, by its number, its place in the groups.
    group_of: Vec<Option<usize>>,
}

impl<'s> Gatherer<'s> {
    fn new(stems: &'s mut Stems) -> Gatherer<'s> {
        let group_of = stems.scratch();
        let (found, groups) = (Vec::with_capacity(USUAL), Vec::with_capacity(USUAL / 2));
        Gatherer { stems, lengths: [0; 5], place: 0, found, groups, group_of }
    }

    fn add(&mut self, field: Field, text: &str) {
        let at = field as usize;
        each_word(text, &mut |form, joined| {
            let (form, stem) = self.stems.numbers(form);
            if !joined {
                self.place += 1;
                if let Some(length) = self.lengths.get_mut(at) {
                    *length += 1;
                }
            }
            let place = (!joined).then_some(self.place);
            self.push(stem, Token { form, field: at, place, next: None });
        });
        self.place += GAP;
    }

    fn push(&mut self, stem: usize, token: Token) {
        let at = self.found.len();
        self.found.push(token);
        if self.group_of.len() <= stem {
            self.group_of.resize(stem + 1, None);
        }
        let Some(place) = self.group_of.get_mut(stem) else { return };
        match place.and_then(|place| self.groups.get_mut(place)) {
            Some(group) => {
                if let Some(before) = self.found.get_mut(group.last) {
                    before.next = Some(at);
                }
                group.last = at;
            }
            None => {
                *place = Some(self.groups.len());
                self.groups.push(Group { stem, first: at, last: at });
            }
        }
    }

    fn body(&mut self, body: &Body) {
        let mut runs = Runs::default();
        visit(body, &mut runs);
        for (field, text) in runs.found {
            self.add(field, &text);
        }
    }

    fn resume(&mut self, fragment: &Fragment) {
        self.lengths = fragment.lengths;
        for occurrence in fragment.occurrences() {
            let mut cursor = Cursor::new(occurrence.places);
            let mut place = 0;
            let mut places = std::iter::from_fn(|| {
                place += cursor.number()?;
                Some(place)
            });
            let (form, stem) = self.stems.numbers(occurrence.form);
            for (field, count) in occurrence.counts.into_iter().enumerate() {
                for _ in 0..count {
                    let place = places.next();
                    self.place = self.place.max(place.unwrap_or(0));
                    self.push(stem, Token { form, field, place, next: None });
                }
            }
        }
        self.place += GAP;
    }

    fn finish(mut self) -> Fragment {
        for Group { stem, .. } in &self.groups {
            if let Some(place) = self.group_of.get_mut(*stem) {
                *place = None;
            }
        }
        self.stems.give_back(self.group_of);
        let stems = &*self.stems;
        let mut bytes = Vec::with_capacity(self.groups.len() * 20 + self.found.len() * 2);
        let (mut places, mut forms): (Vec<u8>, Vec<(usize, u32)>) = (Vec::new(), Vec::new());
        for Group { stem, first, .. } in &self.groups {
            let stem = stems.text(*stem);
            places.clear();
            forms.clear();
            let mut counts = Counts::default();
            let mut last = 0;
            let tokens = std::iter::successors(self.found.get(*first), |token| {
                token.next.and_then(|next| self.found.get(next))
            });
            for Token { form, field, place, .. } in tokens {
                if let Some(count) = counts.get_mut(*field) {
                    *count += 1;
                }
                if let Some(place) = place {
                    put(&mut places, place - last);
                    last = *place;
                }
                match forms.iter_mut().find(|(other, _)| other == form) {
                    Some((_, count)) => *count += 1,
                    None => forms.push((*form, 1)),
                }
            }
            // The first of those that are equally frequent, so that order decides nothing.
            let form = forms
                .iter()
                .map(|(form, count)| (*count, stems.text(*form)))
                .max_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)))
                .map_or("", |(_, form)| form);
            put_text(&mut bytes, form);
            // Most stems are the beginning of their forms, and then only their length is kept.
            if form.starts_with(stem) {
                put(&mut bytes, stem.len() as u32 + 1);
            } else {
                put(&mut bytes, 0);
                put_text(&mut bytes, stem);
            }
            let mask = counts
                .iter()
                .enumerate()
                .fold(0, |mask, (bit, count)| if *count > 0 { mask | 1 << bit } else { mask });
            put(&mut bytes, mask);
            for count in counts.iter().filter(|count| **count > 0) {
                put(&mut bytes, *count);
            }
            put(&mut bytes, places.len() as u32);
            bytes.extend_from_slice(&places);
        }
        bytes.shrink_to_fit();
        Fragment { lengths: self.lengths, bytes }
    }
}

/// The runs of text of a body: what stands in a paragraph, a cell, a term.
#[derive(Default)]
struct Runs {
    found: Vec<(Field, String)>,
    open: String,
}

impl Runs {
    fn close(&mut self) {
        if !self.open.trim().is_empty() {
            self.found.push((Field::Body, std::mem::take(&mut self.open)));
        }
        self.open.clear();
    }
}

impl<'t> Visit<'t> for Runs {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        match &block.kind {
            BlockKind::Heading(heading) => {
                self.found.push((Field::Heading, plain_text(&heading.inlines)));
                Descend::Past
            }
            BlockKind::Paragraph(inlines) => {
                append_text(inlines, &mut self.open);
                self.close();
                Descend::Past
            }
            BlockKind::Code(code) => {
                self.found.push((Field::Body, code.text.clone()));
                Descend::Past
            }
            BlockKind::Directive(directive) => {
                for argument in &directive.arguments {
                    if matches!(argument.name.as_str(), "title" | "caption" | "alt" | "role")
                        && let crate::document::body::ArgumentValue::Text(text) = &argument.value
                    {
                        self.found.push((Field::Body, text.clone()));
                    }
                }
                Descend::Into
            }
            _ => Descend::Into,
        }
    }

    fn leave_block(&mut self, _: &'t Block) {
        self.close();
    }

    /// Cells and terms: what no paragraph holds.
    fn enter_inline(&mut self, inline: &'t Inline) -> Descend {
        append_text(std::slice::from_ref(inline), &mut self.open);
        self.open.push(' ');
        Descend::Past
    }
}
