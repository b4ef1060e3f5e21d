//! A calendar of whole-day events, as RFC 5545 has it. The same site and day give the same bytes:
//! events carry the day of the list as their stamp, and identifiers that stay from list to list, so
//! that a calendar program that reads a newer one moves its events and doubles none.

use super::{Review, Reviews};
use crate::data::Date;
use crate::fingerprint::Fingerprint;

pub(super) fn calendar(reviews: &Reviews) -> String {
    let mut text = String::new();
    for fixed in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//alongside//reviews//EN"] {
        put(&mut text, fixed);
    }
    put(&mut text, "CALSCALE:GREGORIAN");
    put(&mut text, "METHOD:PUBLISH");
    put(&mut text, "X-WR-CALNAME:Page reviews");
    for review in &reviews.rows {
        event(&mut text, reviews.date, review);
    }
    put(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, stamp: Date, review: &Review) {
    let id = Fingerprint::of("review", &(&review.path, &review.address)).short(24);
    let mut about = format!("File: {}\n", review.path);
    if let Some(owner) = &review.owner {
        about.push_str(&format!("Owner: {owner}\n"));
    }
    if let Some(reviewed) = review.reviewed {
        about.push_str(&format!("Last reviewed: {reviewed}\n"));
    }
    put(text, "BEGIN:VEVENT");
    put(text, &format!("UID:{id}@alongside"));
    put(text, &format!("DTSTAMP:{}T000000Z", basic(stamp)));
    put(text, &format!("DTSTART;VALUE=DATE:{}", basic(review.due)));
    put(text, &format!("SUMMARY:{}", escaped(&format!("Review: {}", review.title))));
    put(text, &format!("DESCRIPTION:{}", escaped(&about)));
    put(text, &format!("URL:{}", review.address));
    put(text, "TRANSP:TRANSPARENT");
    put(text, "END:VEVENT");
}

fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let text = text.trim_end().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    let lines: Vec<&str> = text.lines().collect();
    lines.join("\\n").chars().filter(|c| !c.is_control()).collect()
}

/// Adds a line, folded so that no piece is longer than 75 bytes and no character is parted.
fn put(text: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut text = String::new();
        put(&mut text, &"é".repeat(60));
        assert!(text.split("\r\n").all(|piece| piece.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(60));
        assert_eq!(escaped("a; b, c\\d\ne\r\n"), "a\\; b\\, c\\\\d\\ne");
    }
}
