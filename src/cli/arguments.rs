//! What can be typed.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::explain::Topic;
use crate::build::Policy;
use crate::config::BaseUrl;
use crate::data::{Date, parse_date};
use crate::diagnostic::{Code, Format, nearest};
use crate::lint::language::rule;

/// Turns a folder of Markdown guidance into an accessible, printable, searchable static site.
#[derive(Parser, Debug)]
#[command(name = "alongside", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub(super) struct Common {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// How findings are shown
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(super) format: FormatChoice,
    /// Make a check an error in this run: a code, or `warnings` for all of them
    #[arg(long, global = true, value_name = "CODE|warnings", value_parser = parse_denied)]
    pub(super) deny: Vec<Denied>,
    /// Leave a check out of this run
    #[arg(long, global = true, value_name = "CODE", value_parser = parse_code)]
    pub(super) allow: Vec<Code>,
    /// Say nothing but findings
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: every file that was made
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(super) color: ColorChoice,
}

impl Common {
    pub(super) fn policy(&self) -> Policy {
        let codes = self.deny.iter().filter_map(|denied| match denied {
            Denied::Code(code) => Some(*code),
            Denied::Warnings => None,
        });
        Policy {
            deny: codes.collect(),
            allow: self.allow.clone(),
            deny_warnings: self.deny.contains(&Denied::Warnings),
            ignore_baseline: false,
            strict: false,
        }
    }
}

/// The forms in which findings can be asked for.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormatChoice {
    /// Text with an excerpt of the source, on standard error
    Human,
    /// Whole sentences without drawing characters, for screen readers and logs, on standard error
    Plain,
    /// One JSON object a line, on standard output
    Json,
    /// A SARIF 2.1.0 log for code scanning, on standard output
    Sarif,
    /// Annotations in a run of GitHub Actions, on standard output
    Github,
    /// A JUnit report for test pages, on standard output
    Junit,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Format {
        match choice {
            FormatChoice::Human => Format::Human,
            FormatChoice::Plain => Format::Plain,
            FormatChoice::Json => Format::Json,
            FormatChoice::Sarif => Format::Sarif,
            FormatChoice::Github => Format::Github,
            FormatChoice::Junit => Format::Junit,
        }
    }
}

/// What `check` does with the baseline.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BaselineUse {
    /// Leave out the findings that it lists
    Use,
    /// Show all findings
    Ignore,
    /// Let every finding of today wait
    Write,
    /// Take out what is mended
    Prune,
}

/// When to use colours.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What `--deny` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    /// Every warning.
    Warnings,
    /// One code.
    Code(Code),
}

fn parse_denied(text: &str) -> Result<Denied, String> {
    if text == "warnings" { Ok(Denied::Warnings) } else { parse_code(text).map(Denied::Code) }
}

fn parse_code(text: &str) -> Result<Code, String> {
    let code = Code::from_name(text).or_else(|| rule(text).map(|rule| rule.code));
    code.ok_or_else(|| match nearest(text, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("there is no such check; did you mean `{near}`?"),
        None => "there is no such check".to_string(),
    })
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|reason| format!("{reason}; write https://example.org/guidance/"))
}

fn parse_day(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|reason| format!("{reason}; write it as 2026-11-20"))
}

/// The commands.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Build the site into a folder, making only what has changed
    Build(Build),
    /// Find what is wrong without publishing anything
    Check(Check),
    /// Show the site in a browser while you write, and what is wrong with it
    Serve(Serve),
    /// Show what a reader would find, and why
    Search(Search),
    /// Say what a finding means, and what to write instead
    Explain(Explain),
    /// List what is to be looked after
    Report(Report),
    /// Write what editors' programs need: JSON Schema, or the configuration of a CMS
    Schema(Schema),
    /// Start a page of a content type, with all its fields
    New(New),
    /// Start a small site in a new folder
    Init(Init),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside build
      Build the site of this folder into public/
  alongside build --output /srv/www --base-url https://example.org/guidance/
      Build for another place and address
  alongside build --drafts --date 2027-01-01
      Build what would be seen on a day, unfinished pages included")]
pub(super) struct Build {
    /// Where to publish; `public` in the site's folder unless given
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The address to build for instead of the configured one
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    pub(super) base_url: Option<BaseUrl>,
    /// Publish drafts, future and expired pages too
    #[arg(long)]
    pub(super) drafts: bool,
    /// The day to build for instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) date: Option<Date>,
    /// Publish nothing while a language rule finds an error
    #[arg(long)]
    pub(super) strict: bool,
    /// Where to keep what is known of earlier builds; `.alongside` in the site's folder unless given
    #[arg(long, value_name = "DIR")]
    pub(super) cache: Option<PathBuf>,
    /// Make everything anew
    #[arg(long)]
    pub(super) clean: bool,
    /// Prove that nothing published is out of date: read and make again every file that is kept
    #[arg(long)]
    pub(super) verify: bool,
    /// Publish into a folder that holds files which are not ours, and leave them there
    #[arg(long)]
    pub(super) adopt: bool,
    /// Show where the time went and what was made
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside check
      Check all pages, links, data and configuration
  alongside check --full --deny warnings
      Make every page as well, and be as strict as can be
  alongside check --format sarif > findings.sarif
      Findings for another program; json, github and junit are others
  alongside check --baseline write
      Adopt the checks on an old site: only what is new is shown from now on")]
pub(super) struct Check {
    /// Also make every page, check the HTML, and throw it away
    #[arg(long)]
    pub(super) full: bool,
    /// Also ask other sites whether the pages that are linked are still there
    #[arg(long)]
    pub(super) external_links: bool,
    /// For how many days an answer of another site is believed
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub(super) max_age: u16,
    /// What to do with check-baseline.toml, which lists findings that may wait
    #[arg(long, value_enum, value_name = "WHAT", default_value = "use")]
    pub(super) baseline: BaselineUse,
    /// The folder of the published site, to find texts that changed since [default: public]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The `--cache` that the site is built with
    #[arg(long, value_name = "DIR")]
    pub(super) cache: Option<PathBuf>,
    /// Check drafts, future and expired pages as published ones
    #[arg(long)]
    pub(super) drafts: bool,
    /// The day to check for instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) date: Option<Date>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside serve --open
      Show the site in the browser; every save is seen there at once
  alongside serve --port 8080
      Listen at another port; the next free one is taken when it is in use
  alongside serve --published
      Leave out drafts and pages of another day, as a build would

The site is served from memory; nothing is written. `[serve] editor = \"vscode\"` in
site-config.toml lets findings open in an editor. Ctrl-C ends the preview.")]
pub(super) struct Serve {
    /// The port to listen at; the next free one is taken when it is in use
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub(super) port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// The address to listen at; with any but the usual one, other computers can see the preview
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(super) host: IpAddr,
    /// Look for changes again and again, for drives that tell none
    #[arg(long)]
    pub(super) poll: bool,
    /// Show only what would be published: no drafts, future or expired pages
    #[arg(long)]
    pub(super) published: bool,
    /// The day to show the site for instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) date: Option<Date>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside search \"pay band\"
      What a reader finds with these words, and what counted
  alongside search --limit 3 -- -pay '\"job share\"'
      A phrase, without the pages that speak of pay")]
pub(super) struct Search {
    /// What a reader types
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
    /// How many pages to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// The day to search for instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) date: Option<Date>,
}

#[derive(Args, Debug)]
pub(super) struct Report {
    #[command(subcommand)]
    pub(super) subject: ReportSubject,
}

/// What a report is about.
#[derive(Subcommand, Debug)]
pub(super) enum ReportSubject {
    /// Pages whose review is overdue or falls due soon
    Reviews(ReportReviews),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside report reviews
      What is overdue, and what falls due in the next 90 days
  alongside report reviews --as csv --within 365 > reviews.csv
      A year, for a spreadsheet
  alongside report reviews --as calendar --owner practice > reviews.ics
      One team's reviews, for its calendar")]
pub(super) struct ReportReviews {
    /// The form of the list
    #[arg(long = "as", value_enum, value_name = "FORM", default_value = "table")]
    pub(super) form: ReportForm,
    /// How many days ahead to look
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub(super) within: u16,
    /// Only the pages of this team
    #[arg(long, value_name = "ID")]
    pub(super) owner: Option<String>,
    /// The day to count from instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) date: Option<Date>,
}

/// The forms of a report.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportForm {
    /// Columns for a terminal
    Table,
    /// Comma-separated values for a spreadsheet
    Csv,
    /// iCalendar, for a calendar program
    Calendar,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside schema
      JSON Schema of every content type, of site-config.toml and of findings, into schemas/
  alongside schema --cms decap --repo our-organisation/our-site --out content/admin
      The forms of Decap CMS, as config.yml")]
pub(super) struct Schema {
    /// Write the configuration of this content management system instead
    #[arg(long, value_enum, value_name = "SYSTEM", requires = "repo")]
    pub(super) cms: Option<CmsChoice>,
    /// The repository that the system works on, such as our-organisation/our-site
    #[arg(long, value_name = "OWNER/NAME", requires = "cms")]
    pub(super) repo: Option<String>,
    /// The kind of host of the repository, as the system calls it
    #[arg(long, value_name = "NAME", default_value = "github")]
    pub(super) backend: String,
    /// The branch that the system works on
    #[arg(long, value_name = "NAME", default_value = "main")]
    pub(super) branch: String,
    /// The folder to write into [default: schemas]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// The content management systems.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CmsChoice {
    /// Decap CMS
    Decap,
    /// Sveltia CMS
    Sveltia,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside explain st-05-substance-labels
      The manual page of a rule: what it reports, why, what to write, examples
  alongside explain ST05
      The same by its short name
  alongside explain broken-link
      Any other code")]
pub(super) struct Explain {
    /// The code of a finding, or the short name of a language rule
    #[arg(value_name = "CODE", value_parser = super::explain::parse_topic)]
    pub(super) topic: Topic,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  alongside new case-study \"A garden group\"
      Start a case study where the others are
  alongside new page \"Contact us\" --section about
      Start a page in content/about/")]
pub(super) struct New {
    /// The content type, such as `case-study`
    #[arg(value_name = "TYPE")]
    pub(super) kind: String,
    /// The page's title
    #[arg(value_name = "TITLE")]
    pub(super) title: String,
    /// The folder below content/ to put it in
    #[arg(long, value_name = "PATH")]
    pub(super) section: Option<String>,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  alongside init our-guidance
      Start a site in the new folder our-guidance")]
pub(super) struct Init {
    /// The folder, which must not exist or be empty
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}
