//! Comma-separated values, as RFC 4180 has them.

/// One line. A cell that a spreadsheet would take for a formula gets a `'` before it, since a title
/// must never run anything.
pub(super) fn line<const N: usize>(cells: [&str; N]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let cell = if is_formula { format!("'{cell}") } else { cell.to_string() };
    if cell.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_part_or_run_is_quoted() {
        assert_eq!(
            line(["a", "b, c", "d \"e\"", "=HYPERLINK(1)", "-12", "@x"]),
            "a,\"b, c\",\"d \"\"e\"\"\",'=HYPERLINK(1),-12,'@x\r\n"
        );
    }
}
