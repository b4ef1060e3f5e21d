//! The tree of values.

use super::Date;
use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of value that TOML and YAML share.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// YAML's empty value; TOML has none.
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A calendar date without a time.
    Date(Date),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Named values.
    Table(Table),
}

impl Node {
    /// What an editor would call this kind of value.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Boolean(_) => "true or false",
            NodeKind::Integer(_) => "a number",
            NodeKind::Float(_) => "a number with a fraction",
            NodeKind::Date(_) => "a date",
            NodeKind::Text(_) => "text",
            NodeKind::List(_) => "a list",
            NodeKind::Table(_) => "a table",
        }
    }
}

/// Named values in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The entries; keys are unique.
    pub entries: Vec<Entry>,
}

/// One named value of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name.
    pub key: String,
    /// Where the name stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Table {
    /// The entry of that name, if there is one.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl serde::Serialize for Node {
    /// The bare value without its place, so that it can be fingerprinted and given to templates.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            NodeKind::Null => serializer.serialize_none(),
            NodeKind::Boolean(value) => serializer.serialize_bool(*value),
            NodeKind::Integer(value) => serializer.serialize_i64(*value),
            NodeKind::Float(value) => serializer.serialize_f64(*value),
            NodeKind::Date(value) => serializer.collect_str(value),
            NodeKind::Text(value) => serializer.serialize_str(value),
            NodeKind::List(items) => serializer.collect_seq(items),
            NodeKind::Table(table) => table.serialize(serializer),
        }
    }
}

impl serde::Serialize for Table {
    /// A map from key to value, in the order as written.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries.iter().map(|entry| (&entry.key, &entry.value)))
    }
}
