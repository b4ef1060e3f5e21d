//! What can only be settled when the whole print is there: levels of headings and links inside it.

use std::collections::BTreeSet;

use crate::print::document::{Block, BlockKind, PrintDocument, Run};

/// Makes headings go down one level at a time, and lets only those links stay inside the print that
/// lead to a heading of it.
pub fn settle(print: &mut PrintDocument) {
    let mut ids = BTreeSet::new();
    let mut above = 1;
    each_block(&mut print.blocks, &mut |block| {
        if let BlockKind::Heading { level, id, .. } = &mut block.kind {
            *level = (*level).clamp(2, (above + 1).min(6));
            above = *level;
            // Two pages of one name would share an id; links then lead to the first.
            let mut number = 2;
            let wanted = id.clone();
            while !ids.insert(id.clone()) {
                *id = format!("{wanted}-{number}");
                number += 1;
            }
        }
    });
    let mut keep = |runs: &mut Vec<Run>| keep_inside(runs, &ids);
    each_block(&mut print.blocks, &mut |block| each_runs(block, &mut keep));
    for note in &mut print.notes {
        each_block(&mut note.blocks, &mut |block| each_runs(block, &mut keep));
    }
}

fn keep_inside(runs: &mut [Run], ids: &BTreeSet<String>) {
    for run in runs {
        match run {
            Run::Link { inside, runs, .. } => {
                if !ids.contains(inside) {
                    inside.clear();
                }
                keep_inside(runs, ids);
            }
            Run::Emphasis { runs } | Run::Strong { runs } | Run::Struck { runs } => {
                keep_inside(runs, ids);
            }
            _ => {}
        }
    }
}

/// Calls `see` on every block in reading order.
fn each_block(blocks: &mut [Block], see: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        see(block);
        match &mut block.kind {
            BlockKind::Box { blocks, .. }
            | BlockKind::Quote { blocks, .. }
            | BlockKind::Passage { blocks, .. } => {
                each_block(blocks, see);
            }
            BlockKind::List { items, .. } => {
                items.iter_mut().for_each(|item| each_block(&mut item.blocks, see));
            }
            BlockKind::Definitions { entries } => {
                for blocks in entries.iter_mut().flat_map(|entry| &mut entry.meanings) {
                    each_block(blocks, see);
                }
            }
            _ => {}
        }
    }
}

/// Calls `see` on the running text of a block, without the blocks inside it.
fn each_runs(block: &mut Block, see: &mut dyn FnMut(&mut Vec<Run>)) {
    match &mut block.kind {
        BlockKind::Heading { runs, .. } | BlockKind::Paragraph { runs, .. } => see(runs),
        BlockKind::Facts { facts } => facts.iter_mut().for_each(|fact| see(&mut fact.runs)),
        BlockKind::Definitions { entries } => {
            entries.iter_mut().for_each(|entry| see(&mut entry.term));
        }
        BlockKind::Table(table) => {
            see(&mut table.caption);
            table.header.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(see);
        }
        BlockKind::Blank { label, note } => {
            see(label);
            see(note);
        }
        BlockKind::List { .. }
        | BlockKind::Box { .. }
        | BlockKind::Quote { .. }
        | BlockKind::Passage { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Code { .. } => {}
    }
}
