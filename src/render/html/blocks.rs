//! Blocks.

use super::Writer;
use crate::document::body::{
    AlertKind, Block, BlockKind, Code, DefinitionList, Directive, Heading, List, ListItem,
};

impl Writer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                self.push("<p>");
                self.inlines(inlines);
                self.push("</p>");
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Quote(blocks) => {
                self.push("<blockquote>");
                self.blocks(blocks);
                self.push("</blockquote>");
            }
            BlockKind::Alert(kind, blocks) => self.alert(*kind, blocks),
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(list) => self.definition_list(list),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => self.push("<hr>"),
            BlockKind::Html(html) => self.push(html),
            BlockKind::Directive(directive) => self.directive(directive),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        // The level is from 1 to 6, one digit.
        let digit = char::from(b'0' + heading.level.clamp(1, 6));
        self.push("<h");
        self.html.push(digit);
        if !heading.id.is_empty() {
            self.push_attribute("id", &heading.id);
        }
        if !heading.classes.is_empty() {
            self.push_attribute("class", &heading.classes.join(" "));
        }
        self.push(">");
        for former in &heading.former_ids {
            self.push("<span");
            self.push_attribute("id", former);
            self.push("></span>");
        }
        self.inlines(&heading.inlines);
        self.push("</h");
        self.html.push(digit);
        self.push(">");
    }

    fn alert(&mut self, kind: AlertKind, blocks: &[Block]) {
        let (class, title) = self.inputs.labels.alert(kind);
        self.push("<div class=\"alert alert-");
        self.push(class);
        self.push("\" role=\"note\"><p class=\"alert-title\">");
        self.push_text(title);
        self.push("</p>");
        self.blocks(blocks);
        self.push("</div>");
    }

    fn list(&mut self, list: &List) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        self.push("<");
        self.push(tag);
        if list.items.iter().any(|item| item.task.is_some()) {
            self.push(" class=\"task-list\"");
        }
        if let Some(start) = list.start.filter(|start| *start != 1) {
            self.push(" start=\"");
            self.push_number(start);
            self.push("\"");
        }
        self.push(">");
        for item in &list.items {
            self.list_item(item, list.tight);
        }
        self.push("</");
        self.push(tag);
        self.push(">");
    }

    fn list_item(&mut self, item: &ListItem, tight: bool) {
        let Some(done) = item.task else {
            self.push("<li>");
            self.item_blocks(&item.blocks, tight);
            return self.push("</li>");
        };
        self.push("<li class=\"task\">");
        match item.blocks.split_first() {
            // The box belongs to the first line, so it stands in its paragraph.
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) if !tight => {
                self.push("<p>");
                self.task_box(done);
                self.inlines(inlines);
                self.push("</p>");
                self.item_blocks(rest, tight);
            }
            _ => {
                self.task_box(done);
                self.item_blocks(&item.blocks, tight);
            }
        }
        self.push("</li>");
    }

    fn task_box(&mut self, done: bool) {
        let labels = self.inputs.labels;
        self.push("<input type=\"checkbox\" disabled");
        if done {
            self.push(" checked");
        }
        let label = if done { &labels.task_done } else { &labels.task_open };
        self.push_attribute("aria-label", label);
        self.push("> ");
    }

    /// The blocks of an item. Where items are lines, their text stands without `<p>`.
    fn item_blocks(&mut self, blocks: &[Block], tight: bool) {
        let mut after_text = false;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight => {
                    if after_text {
                        // A comment stood between the two, which ended the first.
                        self.push("\n");
                    }
                    self.inlines(inlines);
                    after_text = true;
                }
                _ => {
                    self.block(block);
                    after_text = false;
                }
            }
        }
    }

    fn definition_list(&mut self, list: &DefinitionList) {
        self.push("<dl>");
        for entry in &list.entries {
            self.push("<dt>");
            self.inlines(&entry.term);
            self.push("</dt>");
            for meaning in &entry.meanings {
                self.push("<dd>");
                self.item_blocks(meaning, list.tight);
                self.push("</dd>");
            }
        }
        self.push("</dl>");
    }

    fn code(&mut self, code: &Code) {
        // A long line scrolls, so a keyboard must be able to reach it.
        self.push("<pre tabindex=\"0\"><code");
        if let Some(language) = code.info.split_whitespace().next() {
            self.push_attribute("class", &format!("language-{language}"));
        }
        self.push(">");
        self.push_text(&code.text);
        self.push("</code></pre>");
    }

    /// What stands in a directive is written first, then the theme draws the directive around it.
    fn directive(&mut self, directive: &Directive) {
        let before = std::mem::take(&mut self.html);
        self.blocks(&directive.blocks);
        let inside = std::mem::replace(&mut self.html, before);
        match (self.inputs.directive)(directive, inside) {
            Ok(drawn) => self.push(&drawn),
            Err(diagnostic) => self.diagnostics.push(diagnostic),
        }
    }
}
