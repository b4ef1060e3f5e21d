//! The table of codes: every kind of finding, once.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Severity;

/// Where a finding belongs, which decides the exit code: configuration is wrong use (2), the rest
/// are problems of the content (1), and whether a build publishes beside an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `site-config.toml`, content types and the theme's own files.
    Configuration,
    /// Pages, data files and everything else that editors write.
    Content,
    /// How pages are written: the language rules. Their errors stop publishing in strict mode only.
    Writing,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $area:ident $summary:literal;)*) => {
        /// A kind of finding. The name is stable: it is what configuration and other tools use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $summary] #[serde(rename = $name)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How much a finding of this code weighs unless configuration says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Where it belongs.
            pub fn area(self) -> Area {
                match self { $(Code::$variant => Area::$area,)* }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    // Files as they are.
    FileName "file-name" Error Content "A file or folder has a name that cannot become an address.";
    NotUtf8 "not-utf8" Error Content "A text file holds bytes that are not UTF-8.";
    SymlinkOutside "symlink-outside" Error Content "A symbolic link leads out of the site's folder or nowhere.";
    SymlinkFolder "symlink-folder" Error Content "A symbolic link stands for a folder, which could lead round in a circle.";
    CaseClash "case-clash" Error Content "Two paths differ only in capital and small letters.";
    UnreadableFile "unreadable-file" Error Content "A file of the site cannot be read.";
    UnexpectedFile "unexpected-file" Warning Content "A data file has a name that nothing reads.";

    // Configuration, content types, theme.
    InvalidToml "invalid-toml" Error Configuration "A configuration file is not valid TOML.";
    MissingConfig "missing-config" Error Configuration "The site has no `site-config.toml`.";
    ConfigKey "config-key" Error Configuration "A configuration file has a key that does not exist.";
    ConfigValue "config-value" Error Configuration "A value in a configuration file is not of the right kind.";
    ConfigMissing "config-missing" Error Configuration "A required key is missing from a configuration file.";
    UnknownTheme "unknown-theme" Error Configuration "The theme named in the configuration does not exist.";
    TypeDeclaration "type-declaration" Error Configuration "A content type is declared in a way that contradicts itself.";
    TemplateSyntax "template-syntax" Error Configuration "A template or component cannot be understood.";
    TemplateMissing "template-missing" Error Configuration "A content type or the site needs a template that does not exist.";
    MissingString "missing-string" Error Configuration "A language has no text for a string of the interface.";
    HelpContacts "help-contacts" Warning Configuration "Readers in need cannot reach a help contact, or nobody has checked it for a year.";
    PaletteContrast "palette-contrast" Error Configuration "Two colours that meet are too near each other to be read or seen.";
    AssetName "asset-name" Error Configuration "Two assets, or an asset and a page, would have one address.";

    // Front matter and data files.
    FrontMatterMissing "front-matter-missing" Error Content "A page does not begin with front matter.";
    FrontMatterUnclosed "front-matter-unclosed" Error Content "The front matter of a page has no closing line.";
    FrontMatterSyntax "front-matter-syntax" Error Content "The front matter is not valid TOML or YAML.";
    DataSyntax "data-syntax" Error Content "A data file is not valid TOML.";
    UnknownField "unknown-field" Error Content "The front matter or a data file has a key that its type does not declare.";
    MissingField "missing-field" Error Content "A required field is missing or empty.";
    WrongValue "wrong-value" Error Content "A value is of the wrong kind.";
    InvalidDate "invalid-date" Error Content "A value is not a date that exists.";
    UnknownChoice "unknown-choice" Error Content "A value is not one of those that the field allows.";
    UnknownType "unknown-type" Error Content "A page names a content type that does not exist.";
    UnknownTerm "unknown-term" Error Content "A page uses a taxonomy term that the configuration does not list.";
    UnknownOwner "unknown-owner" Error Content "A page names an owner that the configuration does not list.";
    InvalidSlug "invalid-slug" Error Content "A slug or alias cannot be an address.";
    DateOrder "date-order" Error Content "Two dates of a page contradict each other.";
    StatusDetail "status-detail" Error Content "A withdrawn or superseded page lacks its reason or its successor.";
    DuplicateKey "duplicate-key" Error Content "A data file defines one key, term or abbreviation twice.";

    // Markdown.
    RawHtml "raw-html" Error Content "A page holds HTML where the site does not allow it.";
    UnknownDirective "unknown-directive" Error Content "A `:::` block names a component that the theme does not have.";
    DirectiveArgument "directive-argument" Error Content "A `:::` block has an argument that is unknown, missing or of the wrong kind.";
    DirectiveSyntax "directive-syntax" Error Content "The opening line of a `:::` block cannot be understood.";
    DirectiveUnclosed "directive-unclosed" Error Content "A `:::` block is opened and never closed.";
    DirectiveUnopened "directive-unopened" Error Content "A closing `:::` stands where no block is open.";
    MissingFootnote "missing-footnote" Error Content "A footnote mark has no footnote.";
    UnusedFootnote "unused-footnote" Warning Content "A footnote is never referred to.";
    UndefinedReference "undefined-reference" Error Content "A link uses a label that the page does not define.";
    EmptyHeading "empty-heading" Error Content "A heading has no words.";
    HeadingAttribute "heading-attribute" Error Content "A heading has an attribute that does not exist.";
    TooDeep "too-deep" Error Content "Lists, quotes, blocks or emphasis lie too deep in each other.";
    DuplicateId "duplicate-id" Error Content "Two headings of a page claim one id.";
    CodeUnclosed "code-unclosed" Warning Content "A block of code is opened and never closed, so that the rest of the page is code.";
    UnknownAlert "unknown-alert" Warning Content "A quote begins like an alert of a kind that does not exist.";
    StrayMarkup "stray-markup" Warning Content "A piece of text looks like a heading, link, block or citation, but is none.";
    TableRow "table-row" Error Content "A row of a table has more cells than the table has columns.";
    EmptyLink "empty-link" Error Content "A link has no words or no address.";
    EmptyTableHeader "empty-table-header" Warning Content "A column of a table has no heading.";

    // The site as a whole.
    BrokenLink "broken-link" Error Content "A link leads to a page that does not exist.";
    BrokenAnchor "broken-anchor" Error Content "A link leads to a heading that does not exist.";
    BrokenImage "broken-image" Error Content "An image or file that a page shows does not exist.";
    RemoteImage "remote-image" Error Content "An image would be fetched from another site.";
    LinkOutside "link-outside" Error Content "A link climbs out of the content folder.";
    LinkToDraft "link-to-draft" Error Content "A link leads to a page that is not published.";
    LinkByAddress "link-by-address" Warning Content "A link inside the site is written as an address, which nothing checks.";
    UnsafeLink "unsafe-link" Error Content "A link uses a scheme that could run code or is not known.";
    BrokenReference "broken-reference" Error Content "A field refers to a page that does not exist or is of another type.";
    UnknownCitation "unknown-citation" Error Content "A citation names a source that the references file does not list.";
    DuplicateUrl "duplicate-url" Error Content "Two outputs would have one address.";
    AliasClash "alias-clash" Error Content "An alias is the address of a page or of another alias.";
    NavigationTarget "navigation-target" Error Configuration "The navigation leads to a page that does not exist.";
    DuplicatePage "duplicate-page" Error Content "Two pages are of a type of which a site has one page.";
    MissingHome "missing-home" Error Content "The site has no home page.";
    MissingSectionIndex "missing-section-index" Error Content "A folder with pages has no `_index.md`.";
    DuplicateTitle "duplicate-title" Warning Content "Two pages have one title.";

    // Who looks after pages.
    ReviewOverdue "review-overdue" Warning Content "The day by which a page should have been reviewed has passed.";
    ReviewDue "review-due" Info Content "A page is to be reviewed soon.";
    MissingOwner "missing-owner" Warning Content "A page whose type expects an owner has none.";
    MissingReview "missing-review" Warning Content "A page whose type expects reviews has never been reviewed.";
    MissingSource "missing-source" Warning Content "A page whose type expects sources names and cites none.";
    ChangeWithoutNote "change-without-note" Warning Content "The text of a page changed since it was published, and no change is noted.";
    LinkToWithdrawn "link-to-withdrawn" Warning Content "A link leads to a page that was withdrawn or superseded.";
    UncitedFigure "uncited-figure" Warning Content "A percentage or a sum of money has no citation where its page's type wants one.";
    UnusedTerm "unused-term" Info Content "No page uses a term of the glossary.";
    UnusedReference "unused-reference" Info Content "Nothing cites a work of the references.";
    PermissionLapsed "permission-lapsed" Error Content "The consent or licence that a page rests on has ended.";
    PermissionEnding "permission-ending" Warning Content "The consent or licence that a page rests on ends soon.";

    // Other sites, in `check --external-links`.
    ExternalLinkBroken "external-link-broken" Warning Content "A page of another site that is linked is gone.";
    ExternalLinkMoved "external-link-moved" Info Content "A page of another site that is linked has moved for good.";
    ExternalLinkUnchecked "external-link-unchecked" Info Content "Whether a page of another site is there could not be found out.";

    SearchTest "search-test" Warning Content "Search does not find a page that it should.";

    // Language rules, in the order of their short names. Each has its own file and manual page in
    // `lint::language::rules`.
    SuicideVerbs "st-01-suicide-verbs" Error Writing "ST01: suicide verbs.";
    Affliction "st-02-affliction" Error Writing "ST02: affliction.";
    PeopleAsClass "st-03-people-as-class" Error Writing "ST03: people as a class.";
    DiagnosisAsLabel "st-04-diagnosis-as-label" Error Writing "ST04: diagnosis as a noun or label.";
    SubstanceLabels "st-05-substance-labels" Error Writing "ST05: substance labels.";
    Blame "st-06-blame" Error Writing "ST06: blame.";
    CasualIllness "st-07-casual-illness" Error Writing "ST07: casual use of illness words.";
    GroupLabels "st-08-group-labels" Warning Writing "ST08: blaming labels for groups.";
    BattleAndPity "st-09-battle-and-pity" Warning Writing "ST09: battle and pity.";
    ContestedTerm "st-10-contested-terms" Info Writing "ST10: contested terms.";
    LongSentence "pl-01-long-sentence" Warning Writing "PL01: long sentence.";
    PassiveVoice "pl-02-passive-voice" Info Writing "PL02: passive voice.";
    LongWords "pl-03-long-words" Warning Writing "PL03: long words.";
    BuriedVerbs "pl-04-buried-verbs" Warning Writing "PL04: buried verbs.";
    Jargon "pl-05-jargon" Warning Writing "PL05: jargon.";
    Latin "pl-06-latin" Warning Writing "PL06: Latin and abbreviations.";
    DoubleNegative "pl-07-double-negative" Info Writing "PL07: double negatives.";
    BelittlingAdverbs "pl-08-belittling-adverbs" Info Writing "PL08: belittling adverbs.";
    UndefinedAcronym "ac-01-undefined-acronym" Warning Writing "AC01: not defined at first use.";
    AcronymOrder "ac-02-acronym-order" Info Writing "AC02: wrong order.";
    RolePronoun "ge-01-role-pronoun" Warning Writing "GE01: pronoun for a role.";
    AssumedFamily "ge-02-assumed-family" Warning Writing "GE02: assumed family.";
    MothersAndParents "ge-03-mothers-and-parents" Info Writing "GE03: mothers and parents.";
    GenderedJobs "ge-04-gendered-jobs" Warning Writing "GE04: gendered job words.";
    HeOrShe "ge-05-he-or-she" Info Writing "GE05: he or she.";
    PeersAsPatients "ro-01-peers-as-patients" Warning Writing "RO01: peers as patients.";
    SpareStaff "ro-02-spare-staff" Error Writing "RO02: spare staff.";
    BelittlingRole "ro-03-belittling-role" Warning Writing "RO03: belittling the role.";
    FriendOrClinician "ro-04-friend-or-clinician" Warning Writing "RO04: friend, adviser or clinician.";
    RecoveryTest "ro-05-recovery-test" Warning Writing "RO05: recovery as an entry test.";
    ForcedDisclosure "ro-06-forced-disclosure" Warning Writing "RO06: forced disclosure.";
    Overclaiming "ro-07-overclaiming" Warning Writing "RO07: overclaiming.";
    VagueLink "li-01-vague-link" Error Writing "LI01: vague link text.";
    BareAddress "li-02-bare-address" Warning Writing "LI02: bare address.";
    FileType "li-03-file-type" Warning Writing "LI03: file without type.";
    MissingAlt "al-01-missing-alt" Error Writing "AL01: missing alt.";
    UselessAlt "al-02-useless-alt" Warning Writing "AL02: useless alt.";
    LongAlt "al-03-long-alt" Info Writing "AL03: long alt.";
    TitleCase "he-01-title-case" Warning Writing "HE01: Title Case.";
    HeadingEnd "he-02-heading-end" Info Writing "HE02: full stop or colon at the end.";
    HeadingCapitals "he-03-heading-capitals" Warning Writing "HE03: all capitals.";
    HeadingLevel "he-04-heading-level" Error Writing "HE04: a skipped level, or a second title.";
    LongHeading "he-05-long-heading" Info Writing "HE05: long heading.";
    DateForm "nu-01-date-form" Warning Writing "NU01: date form.";
    Ranges "nu-02-ranges" Warning Writing "NU02: ranges.";
    PerCent "nu-03-per-cent" Info Writing "NU03: per cent.";
    LargeNumbers "nu-04-large-numbers" Info Writing "NU04: large numbers and words.";
    UndatedTime "nu-05-undated-time" Warning Writing "NU05: undated time words.";
    ReadingGrade "re-01-reading-grade" Warning Writing "RE01: reading grade.";
    Smog "re-02-smog" Info Writing "RE02: SMOG.";
    LongParagraph "re-03-long-paragraph" Info Writing "RE03: long paragraph.";
    // What only some readers would get.
    SameLinkText "same-link-text" Warning Content "Two links of a page have the same words and lead to different places.";
    ColourOnly "colour-only" Warning Content "Something is known by its colour alone.";
    AllCapitals "all-capitals" Warning Content "Three or more words in a row are all capitals.";
    AsciiArt "ascii-art" Warning Content "A drawing is made of characters.";
    EmojiRow "emoji-row" Warning Content "Two or more emoji stand in a row.";
    LanguageOfPart "language-of-part" Warning Content "A passage is in another language than its page says.";

    UnusedWaiver "unused-waiver" Warning Content "A comment allows a rule that finds nothing there.";
    WaiverSyntax "waiver-syntax" Error Content "A comment that allows a rule names no rule or gives no reason.";
    // Pages as a browser reads them, in `check --full`.
    HtmlDuplicateId "html-duplicate-id" Error Content "Two elements of a page that was made have one id.";
    HtmlReference "html-reference" Error Content "An attribute or link of a page that was made names an id that is not on the page.";
    HtmlName "html-name" Error Content "A control, image or frame of a page that was made has no name for screen readers.";
    HtmlLandmark "html-landmark" Error Content "A page that was made lacks its main part, or has parts that nothing tells apart.";
    HtmlHeading "html-heading" Warning Content "The headings of a page that was made are no outline of it.";
    HtmlPage "html-page" Error Content "A page that was made does not say its language or title.";
    HtmlInline "html-inline" Error Content "A page that was made holds script or style that a strict content security policy refuses.";
    HtmlRemote "html-remote" Error Content "A page that was made fetches something from another site.";

    // Making pages.
    TemplateError "template-error" Error Content "A template failed on a page.";
    PrintFailed "print-failed" Error Content "A page could not be made into a file for print.";
    PrintSign "print-sign" Warning Content "No font of the theme has a sign that a printed page holds.";
    PrintLeftOut "print-left-out" Info Configuration "A content type asks for files that this build of the program cannot write.";
    MinifyLeftOut "minify-left-out" Info Configuration "The site asks for minified pages, which this build of the program cannot make.";
    MinifyGuard "minify-guard" Warning Content "Minifying would have changed the text of a page, so it was left as it was.";
}

impl Code {
    /// The code of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
