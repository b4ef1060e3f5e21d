//! `[print]`: the paper that files to take away are made for. Print pages take the reader's own.

use serde::Serialize;

use crate::data::Reader;

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 by 297 mm. Source: ISO 216.
    #[default]
    A4,
    /// 8.5 by 11 inches. Source: ANSI/ASME Y14.1.
    Letter,
}

pub(super) fn read_paper(reader: &mut Reader) -> Paper {
    let Some(table) = reader.table("print") else { return Paper::default() };
    let mut inner = reader.inner(&table, "[print]");
    let paper = match inner.choice("paper", &["a4", "letter"]) {
        Some("letter") => Paper::Letter,
        _ => Paper::A4,
    };
    inner.finish();
    paper
}
