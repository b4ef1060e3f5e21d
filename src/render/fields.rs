//! Fields as templates see them: plain values, with Markdown as HTML that is safe.

use tera::Value;
use tera::value::{Key, Map};

use crate::document::body::Body;
use crate::document::{FieldValue, FieldValues};

/// All fields of a page or record as one map. `html` makes HTML of Markdown; `page` gives the page
/// that a reference, as written, leads to.
pub fn map(
    fields: &FieldValues,
    html: &mut dyn FnMut(&Body) -> String,
    page: &dyn Fn(&str) -> Option<Value>,
) -> Value {
    let entries =
        fields.iter().map(|(name, value)| (Key::from(name.clone()), one(value, html, page)));
    Value::from(entries.collect::<Map>())
}

fn one(
    value: &FieldValue,
    html: &mut dyn FnMut(&Body) -> String,
    page: &dyn Fn(&str) -> Option<Value>,
) -> Value {
    match value {
        FieldValue::Absent => Value::none(),
        FieldValue::Text(text, _) => Value::normal_string(text),
        FieldValue::Markdown(body) => Value::safe_string(&html(body)),
        FieldValue::Date(date) => Value::normal_string(&date.to_string()),
        FieldValue::Number(number) => {
            // Whole numbers are shown without a point.
            if number.fract() == 0.0 && number.abs() < 9e15 {
                Value::from(*number as i64)
            } else {
                Value::from(*number)
            }
        }
        FieldValue::Boolean(flag) => Value::from(*flag),
        FieldValue::Choice(choice) => Value::from_serializable(choice),
        FieldValue::Reference(path, ..) => page(path).unwrap_or_else(Value::none),
        FieldValue::List(items) => {
            Value::from(items.iter().map(|item| one(item, html, page)).collect::<Vec<_>>())
        }
        FieldValue::Records(records) => {
            Value::from(records.iter().map(|record| map(record, html, page)).collect::<Vec<_>>())
        }
    }
}
