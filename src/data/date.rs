//! Dates and periods as editors write them.

use jiff::Span as Length;
use serde::{Deserialize, Serialize};

/// A calendar date. Written `2026-11-20`.
pub type Date = jiff::civil::Date;

/// A length of time such as "12 months", kept as it was written so that it can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// How many units.
    pub number: u16,
    /// The unit.
    pub unit: PeriodUnit,
}

/// The units of a [`Period`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodUnit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Period {
    /// The date one period after `date`; the last day of the month where that day does not exist.
    /// `None` past the year 9999.
    pub fn after(self, date: Date) -> Option<Date> {
        let number = i64::from(self.number);
        let length = match self.unit {
            PeriodUnit::Days => Length::new().days(number),
            PeriodUnit::Weeks => Length::new().weeks(number),
            PeriodUnit::Months => Length::new().months(number),
            PeriodUnit::Years => Length::new().years(number),
        };
        date.checked_add(length).ok()
    }
}

const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What to do about a date that is written in another way than `2026-11-20`, with the day that was
/// most likely meant.
pub fn date_advice(text: &str) -> String {
    match meant(text) {
        Some(date) => {
            format!("for {} {} {} write {date}", date.day(), month_name(date), date.year())
        }
        None => "write dates as year-month-day, such as 2026-11-20".to_string(),
    }
}

fn month_name(date: Date) -> &'static str {
    let at = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    MONTH_NAMES.get(at).copied().unwrap_or_default()
}

/// The day that somebody meant with `22/11/2026`, `22.11.2026`, `22nd Nov 2026`, `November 22, 2026`
/// or `2026/11/22`. The day stands before the month, as in British English, where both could be.
pub(super) fn meant(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty() && *part != "of")
        .collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = match *first {
        first_part if is_year(first_part) => (first, second, third),
        _ if first.starts_with(char::is_alphabetic) => (third, first, second),
        _ => (third, second, first),
    };
    let lower = month.to_lowercase();
    let named = (lower.len() >= 3)
        .then(|| MONTH_NAMES.iter().position(|name| name.to_lowercase().starts_with(&lower)))
        .flatten();
    let month = match named {
        Some(at) => i8::try_from(at + 1).ok()?,
        None => month.parse().ok()?,
    };
    let day = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let year = Some(*year).filter(|year| is_year(year))?.parse().ok()?;
    // With an impossible month the two may have changed places.
    Date::new(year, month, day).or_else(|_| Date::new(year, day, month)).ok()
}

/// Reads `2026-11-20`.
///
/// # Errors
///
/// Says which part cannot be: "13 is not a month", "February 2026 has no day 30".
pub fn parse_date(text: &str) -> Result<Date, String> {
    if let Some((day, time)) = text.split_once(['T', ' '])
        && let Ok(date) = parse_date(day)
    {
        // The first moment of a day means that day: so content management systems write dates.
        let time = time.trim_end_matches('Z').trim_end_matches("+00:00");
        if matches!(time, "00:00" | "00:00:00" | "00:00:00.000") {
            return Ok(date);
        }
        return Err(format!("`{text}` holds a time of day as well as a date"));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let numbers: Option<Vec<u16>> = parts
        .iter()
        .map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?)
        .collect();
    let (Some(numbers), [year_text, _, _]) = (numbers, parts.as_slice()) else {
        return Err(format!("`{text}` is not a date"));
    };
    let [year, month, day] = numbers.as_slice() else {
        return Err(format!("`{text}` is not a date"));
    };
    if year_text.len() != 4 {
        return Err(format!("`{text}` is not a date: the year needs four digits"));
    }
    let Some(name) = MONTH_NAMES.get(usize::from(*month).wrapping_sub(1)) else {
        return Err(format!("`{text}` is not a date: {month} is not a month"));
    };
    let (year_number, month_number, day_number) = (*year as i16, *month as i8, *day as i8);
    Date::new(year_number, month_number, day_number)
        .ok()
        .filter(|_| *day <= 31)
        .ok_or_else(|| format!("`{text}` is not a date: {name} {year} has no day {day}"))
}

/// Reads "12 months", "1 year", "6 weeks" or "90 days"; `None` for anything else.
pub fn parse_period(text: &str) -> Option<Period> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number = number.parse().ok().filter(|number| (1..=1200).contains(number))?;
    let unit = match unit.trim().trim_end_matches('s') {
        "day" => PeriodUnit::Days,
        "week" => PeriodUnit::Weeks,
        "month" => PeriodUnit::Months,
        "year" => PeriodUnit::Years,
        _ => return None,
    };
    Some(Period { number, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_cannot_be_say_why() {
        assert!(parse_date("2024-02-29").is_ok());
        let reason = |text| parse_date(text).unwrap_err();
        assert_eq!(reason("2026-13-01"), "`2026-13-01` is not a date: 13 is not a month");
        assert_eq!(reason("2026-02-30"), "`2026-02-30` is not a date: February 2026 has no day 30");
        assert_eq!(
            reason("2026-01-300"),
            "`2026-01-300` is not a date: January 2026 has no day 300"
        );
        assert_eq!(reason("26-01-01"), "`26-01-01` is not a date: the year needs four digits");
        assert_eq!(reason("20/11/2026"), "`20/11/2026` is not a date");
        assert_eq!(
            reason("2026-01-01T09:30"),
            "`2026-01-01T09:30` holds a time of day as well as a date"
        );
        assert!(parse_date("2026-01-01T00:00:00.000Z").is_ok());
        assert_eq!(
            reason("2026-01-01T00:00:00+01:00"),
            "`2026-01-01T00:00:00+01:00` holds a time of day as well as a date"
        );
        assert_eq!(reason(""), "`` is not a date");
    }

    #[test]
    fn dates_of_other_forms_bring_the_day_that_was_meant() {
        for text in ["22/11/2026", "22.11.2026", "11/22/2026", "2026/11/22", "2026-22-11"] {
            assert_eq!(date_advice(text), "for 22 November 2026 write 2026-11-22");
        }
        for text in ["22 November 2026", "22nd Nov 2026", "the 22nd of", "November 22, 2026"] {
            let named = meant(text).map(|date| date.to_string());
            let expected = (!text.starts_with("the")).then(|| "2026-11-22".to_string());
            assert_eq!(named, expected, "{text}");
        }
        let british = "for 1 October 2026 write 2026-10-01";
        assert_eq!(date_advice("01/10/2026"), british);
        for text in ["soon", "2026-02-30", "22/11/26", "1/2/3/2026", "99/99/2026", ""] {
            assert_eq!(date_advice(text), "write dates as year-month-day, such as 2026-11-20");
        }
    }

    #[test]
    fn periods_end_on_the_last_day_of_a_short_month() {
        let date = parse_date("2025-08-31").unwrap();
        let after = |text| parse_period(text).and_then(|p| p.after(date)).map(|d| d.to_string());
        assert_eq!(after("6 months"), Some("2026-02-28".into()));
        assert_eq!(after("1 year"), Some("2026-08-31".into()));
        assert_eq!(after("2 weeks"), Some("2025-09-14".into()));
        assert_eq!(after("a year"), None);
        assert_eq!(after("0 days"), None);
    }
}
