//! Signs that no font has: a PDF must not hold them, since nobody could read or hear them there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Press;

/// What is printed where signs are missing.
const MISSING: &str = "[?]";

/// What says the same with signs that every font has.
fn near(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{2010}' | '\u{2011}' => "-",
        '\u{2190}' => "<-",
        '\u{2192}' => "->",
        '\u{2500}'..='\u{2502}' => "|",
        '\u{202f}' => "\u{a0}",
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' | '\t' | '\r' => " ",
        _ => return None,
    })
}

/// Signs that are never seen: they join, part or steer others.
fn is_unseen(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        || (sign.is_control() && sign != '\n')
}

/// The same value with every text in signs that the fonts have.
pub(super) fn settled(value: Value, press: &Press) -> Value {
    match value {
        Value::String(text) => Value::String(text_in(&text, press, &mut |_| {})),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| settled(item, press)).collect())
        }
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| {
                    // Where a link leads is not seen, and an id is only compared.
                    let is_text = !matches!(key.as_str(), "address" | "id" | "inside");
                    let value = if is_text { settled(value, press) } else { value };
                    (key, value)
                })
                .collect(),
        ),
        other => other,
    }
}

/// The signs of a value that no font has.
pub(super) fn missing(value: &Value, press: &Press) -> BTreeSet<char> {
    let mut signs = BTreeSet::new();
    gather(value, press, &mut signs);
    signs
}

fn gather(value: &Value, press: &Press, signs: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            text_in(text, press, &mut |sign| {
                signs.insert(sign);
            });
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, press, signs)),
        Value::Object(map) => {
            for (key, value) in map {
                if !matches!(key.as_str(), "address" | "id" | "inside") {
                    gather(value, press, signs);
                }
            }
        }
        _ => {}
    }
}

fn text_in(text: &str, press: &Press, lacks: &mut dyn FnMut(char)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for sign in text.chars() {
        if sign == '\n' || press.has(sign) && !is_unseen(sign) {
            out.push(sign);
            gap = false;
        } else if is_unseen(sign) {
            continue;
        } else if let Some(near) = near(sign) {
            out.push_str(near);
            gap = false;
        } else {
            lacks(sign);
            if !gap {
                out.push_str(MISSING);
            }
            gap = true;
        }
    }
    out
}
