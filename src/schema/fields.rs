//! The keys that every page may have, with the words that editors see for them. Schemas and forms
//! both read them from here.

/// What a key of every page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    Text,
    Slug,
    LongText,
    Whole,
    Boolean,
    Date,
    Texts,
    Period,
    Owner,
    Sources,
    Status,
    Changes,
}

/// A key that every page may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommonField {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    pub(super) kind: Common,
}

const fn field(
    name: &'static str,
    kind: Common,
    label: &'static str,
    help: &'static str,
) -> CommonField {
    CommonField { name, label, help, kind }
}

/// In the order of forms: what the page says, who looks after it, where it stands. `type` is not
/// among them, nor `extra`, which is the theme's.
pub(super) const COMMON: [CommonField; 19] = [
    field("title", Common::Text, "Title", "The heading of the page. Sentence case, no full stop."),
    field(
        "description",
        Common::LongText,
        "Summary",
        "One or two plain sentences that answer the page's question.",
    ),
    field("draft", Common::Boolean, "Draft", "A draft is not published."),
    field("owner", Common::Owner, "Owner", "The team that keeps the page right."),
    field(
        "reviewed",
        Common::Date,
        "Reviewed",
        "The day on which somebody last read it with care.",
    ),
    field(
        "review_in",
        Common::Period,
        "Review again in",
        "Such as 12 months. Leave it out to use the period of the page's type.",
    ),
    field("sources", Common::Sources, "Sources", "The works that the page was written from."),
    field("changes", Common::Changes, "Changes", "What changed, for readers, newest first."),
    field("publish", Common::Date, "Publish on", "The first day on which the page is published."),
    field(
        "expires",
        Common::Date,
        "Expires on",
        "The first day on which the page is no longer published.",
    ),
    field("status", Common::Status, "Status", "Whether the page still holds."),
    field(
        "status_reason",
        Common::LongText,
        "Why it no longer holds",
        "A sentence for readers. Only with a status other than current.",
    ),
    field(
        "successor",
        Common::Text,
        "Replaced by",
        "The path of the page that took its place, such as /roles/new.md.",
    ),
    field(
        "related",
        Common::Texts,
        "Read next",
        "Paths of pages to read as well, such as /training/induction.md.",
    ),
    field("keywords", Common::Texts, "Search words", "Words that readers may look for it with."),
    field("order", Common::Whole, "Place in its section", "Pages with a lower number come first."),
    field("slug", Common::Slug, "Address", "The last part of the address, if not the file's name."),
    field("aliases", Common::Texts, "Old addresses", "Such as /old/place/. They lead here."),
    field("language", Common::Text, "Language", "A tag such as cy, if not the site's language."),
];

/// The values of a status with the words that editors see.
pub(super) const STATUS: [(&str, &str); 3] =
    [("current", "Current"), ("withdrawn", "Withdrawn"), ("superseded", "Superseded")];

/// What a length of time looks like.
pub(super) const PERIOD: &str = "^[0-9]+ +(day|week|month|year)s?$";

/// What a part of an address looks like, as far as a pattern can say.
pub(super) const SLUG: &str = "^[^A-Z/\\s.][^A-Z/\\s]*$";
