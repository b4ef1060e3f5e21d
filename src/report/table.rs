//! Columns of even width.

/// Rows with their first as a heading. The last column is as long as it is.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            let length = cell.chars().count();
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(length) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
