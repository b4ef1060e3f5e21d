//! Which pages are to be reviewed when, and by whom.

use super::{calendar, csv, table};
use crate::config::Owner;
use crate::data::Date;
use crate::document::Status;
use crate::site::Site;

/// The reviews that are overdue or fall due within some days, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviews {
    /// The day from which days are counted.
    pub date: Date,
    /// The reviews.
    pub rows: Vec<Review>,
}

/// The review of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The day by which it is to be done.
    pub due: Date,
    /// How many days are left; fewer than none when it is overdue.
    pub days: i32,
    /// The page's title.
    pub title: String,
    /// The name of the team that owns it.
    pub owner: Option<String>,
    /// The day of the last review.
    pub reviewed: Option<Date>,
    /// The file.
    pub path: String,
    /// Its whole address.
    pub address: String,
}

impl Review {
    /// In which stretch of time the review falls, in words.
    pub fn when(&self) -> &'static str {
        match self.days {
            ..0 => "overdue",
            0..=30 => "within 30 days",
            31..=60 => "within 60 days",
            61..=90 => "within 90 days",
            _ => "later",
        }
    }
}

impl Reviews {
    /// The reviews of pages that hold, up to `within` days from `date`; only those of the team
    /// `owner` when one is named.
    pub fn of(
        site: &Site,
        owners: &[Owner],
        date: Date,
        within: i32,
        owner: Option<&str>,
    ) -> Reviews {
        let mut rows: Vec<Review> = site
            .pages()
            .filter_map(|(_, page)| {
                let front = &page.summary.front;
                let due = page.review_due?;
                let days = date.until(due).ok()?.get_days();
                let is_wanted = front.status == Status::Current
                    && !front.draft
                    && days <= within
                    && owner.is_none_or(|wanted| front.owner.as_deref() == Some(wanted));
                let team = owners.iter().find(|team| Some(&team.id) == front.owner.as_ref());
                is_wanted.then(|| Review {
                    due,
                    days,
                    title: front.title.clone(),
                    owner: team.map(|team| team.name.clone()),
                    reviewed: front.reviewed,
                    path: page.summary.path.to_string(),
                    address: site.base_url.permalink(&page.url),
                })
            })
            .collect();
        rows.sort_by(|a, b| (a.due, &a.path).cmp(&(b.due, &b.path)));
        Reviews { date, rows }
    }

    /// As a table for a terminal.
    pub fn table(&self) -> String {
        let mut rows = vec![["Due", "When", "Page", "Owner", "File"].map(str::to_string)];
        rows.extend(self.rows.iter().map(|row| {
            [
                row.due.to_string(),
                row.when().to_string(),
                row.title.clone(),
                row.owner.clone().unwrap_or_else(|| "nobody".to_string()),
                row.path.clone(),
            ]
        }));
        table::table(&rows)
    }

    /// As comma-separated values (RFC 4180), with a line of names.
    pub fn csv(&self) -> String {
        let names = ["due", "days", "when", "title", "owner", "reviewed", "file", "address"];
        let mut text = csv::line(names);
        for row in &self.rows {
            let reviewed = row.reviewed.map(|date| date.to_string()).unwrap_or_default();
            text.push_str(&csv::line([
                &row.due.to_string(),
                &row.days.to_string(),
                row.when(),
                &row.title,
                row.owner.as_deref().unwrap_or(""),
                &reviewed,
                &row.path,
                &row.address,
            ]));
        }
        text
    }

    /// As a calendar (RFC 5545) with a whole-day event for each review.
    pub fn calendar(&self) -> String {
        calendar::calendar(self)
    }

    /// How many reviews there are in each stretch, in one line.
    pub fn counts(&self) -> String {
        let mut parts: Vec<(&str, usize)> = Vec::new();
        for row in &self.rows {
            match parts.last_mut().filter(|(when, _)| *when == row.when()) {
                Some((_, number)) => *number += 1,
                None => parts.push((row.when(), 1)),
            }
        }
        let said: Vec<String> =
            parts.iter().map(|(when, number)| format!("{number} {when}")).collect();
        match said.as_slice() {
            [] => "no review is due".to_string(),
            said => format!("reviews: {}", said.join(", ")),
        }
    }
}
