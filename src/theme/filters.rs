//! The filters that themes get beside Tera's own. Each is a function of its arguments alone.

use serde::Serialize;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::config::{BaseUrl, address_part};
use crate::data::parse_date;

/// What the filters need to know of the site. It is part of every template's fingerprint.
#[derive(Serialize)]
pub(super) struct Settings {
    /// The names of the months in the site's language.
    pub(super) months: Vec<String>,
    pub(super) base_url: BaseUrl,
}

pub(super) fn register(tera: &mut Tera, settings: &Settings) {
    let months = settings.months.clone();
    tera.register_filter("date", move |text: &str, _: Kwargs, state: &State| {
        // A page in another language brings its own words.
        let own = state.get::<Value>("strings").ok().flatten();
        let own: Vec<String> = own
            .as_ref()
            .and_then(|strings| strings.get_from_path("dates.months")?.as_array())
            .map(|names| {
                names.iter().filter_map(|name| name.as_str().map(str::to_string)).collect()
            })
            .unwrap_or_default();
        date(text, if own.len() == 12 { &own } else { &months })
    });
    let base_url = settings.base_url.clone();
    tera.register_filter("absolute", move |address: &str, _: Kwargs, _: &State| {
        base_url.permalink(address)
    });
    tera.register_filter("fill", |text: &str, values: Kwargs, _: &State| fill(text, &values));
    tera.register_filter("count", count);
    tera.register_filter("slug", |text: &str, _: Kwargs, _: &State| address_part(text));
}

/// `2019-05-05` as "5 May 2019"; other text stays as it is.
fn date(text: &str, months: &[String]) -> String {
    let Ok(date) = parse_date(text) else { return text.to_string() };
    match months.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)) {
        Some(month) => format!("{} {month} {}", date.day(), date.year()),
        None => text.to_string(),
    }
}

fn fill(text: &str, values: &Kwargs) -> String {
    let mut filled = text.to_string();
    for (name, value) in values.iter() {
        if let Some(name) = name.as_str() {
            filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    filled
}

fn count(number: i64, words: Kwargs, _: &State) -> TeraResult<String> {
    let words: &str = words.must_get(if number == 1 { "one" } else { "many" })?;
    Ok(words.replace("{n}", &number.to_string()))
}
