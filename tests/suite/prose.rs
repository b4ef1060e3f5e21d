//! Generated prose: real words in sentences, from a seed.

use super::site::Site;

/// A small generator of numbers: the same seed gives the same numbers on every machine.
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

const OPENINGS: &[&str] = &[
    "In the first weeks",
    "When a team is new to this",
    "For many people",
    "After a hard day",
    "On the ward",
    "In the community",
    "Before the meeting",
    "As trust grows",
];

const MIDDLES: &[&str] = &[
    "a peer worker listens",
    "supervision gives room to think",
    "peer support is given and taken",
    "a manager keeps the door open",
    "recovery looks different for everybody",
    "reflective practice helps the whole team",
    "the role is explained to colleagues",
    "somebody \"checks in\" without hurry",
    "an SV session is booked",
];

const ENDS: &[&str] = &[
    "and nobody is asked to tell more than they wish",
    "which takes time",
    "and this is written down -- briefly",
    "so that the next person knows",
    "even when the week is full",
    "and the family is welcome too",
    "as *everybody* agreed",
];

const SUBJECTS: &[&str] = &[
    "Boundaries",
    "Induction",
    "Telling a story",
    "Hours",
    "Time off",
    "Groups",
    "Outreach",
    "Feedback",
    "Notes",
    "Families",
    "Training",
    "Night shifts",
    "Supervision",
    "Ending well",
    "Ålesund visit",
    "Equipment",
    "Safety",
    "Mentors",
    "Travel",
    "Pay",
    "Welcome days",
];

const TURNS: &[&str] = &[
    "for teams",
    "in practice",
    "step by step",
    "in brief",
    "and why it matters",
    "from the start",
];

pub const SECTIONS: &[&str] = &["guidance", "guidance/deeper", "roles", "stories", "about"];

/// One sentence.
pub fn sentence(numbers: &mut Numbers) -> String {
    let (a, b, c) = (numbers.pick(OPENINGS), numbers.pick(MIDDLES), numbers.pick(ENDS));
    format!("{a}, {b}, {c}.")
}

/// Some sentences in a row.
pub fn paragraph(numbers: &mut Numbers) -> String {
    let sentences: Vec<String> = (0..1 + numbers.below(4)).map(|_| sentence(numbers)).collect();
    sentences.join(" ")
}

/// The title of a page.
pub fn title(numbers: &mut Numbers) -> String {
    format!("{} {}", numbers.pick(SUBJECTS), numbers.pick(TURNS))
}

/// A few blocks of Markdown. `pages` are the paths below `content/` that links may lead to.
pub fn body(numbers: &mut Numbers, pages: &[String]) -> String {
    let mut blocks = vec![paragraph(numbers)];
    for number in 0..1 + numbers.below(5) {
        blocks.push(block(numbers, number, pages));
    }
    blocks.join("\n\n") + "\n"
}

fn block(numbers: &mut Numbers, number: usize, pages: &[String]) -> String {
    let text = paragraph(numbers);
    match numbers.below(13) {
        0 => format!("## {} {number}\n\n{text}", numbers.pick(SUBJECTS)),
        1 => format!("::: callout {{title=\"Mind\"}}\n{text}\n:::"),
        2 => format!("::: since {{day=\"2026-0{}-14\"}}\n{text}\n:::", 1 + numbers.below(9)),
        3 => format!("- {text}\n- {}\n", sentence(numbers)),
        4 => format!("> [!NOTE]\n> {text}"),
        5 => format!("| What | When |\n|---|---|\n| {} | now |\n", numbers.pick(SUBJECTS)),
        6 => format!("{text}[^n{number}]\n\n[^n{number}]: {}", sentence(numbers)),
        7 => format!("{text} [@{}]", numbers.pick(&["field-2019", "hill-2021", "moor-2023"])),
        8 => "::: contact-list\n:::".to_string(),
        9 => format!("![A view](/{})", IMAGE.trim_start_matches("content/")),
        _ if pages.is_empty() => text,
        _ => format!("{text} See [the next one](/{}).", numbers.pick(pages)),
    }
}

/// A whole page of a kind that the small theme has.
pub fn page(numbers: &mut Numbers, kind: &str, pages: &[String]) -> String {
    let mut front = vec![
        format!("title = {:?}", title(numbers)),
        format!("description = {:?}", sentence(numbers).replace('"', "'")),
        format!("type = {kind:?}"),
    ];
    let mut tables = Vec::new();
    if numbers.one_in(2) {
        front.push(format!("order = {}", numbers.below(9)));
    }
    if numbers.one_in(2) {
        front.push(format!("audience = {}", terms(numbers, &["managers", "workers"])));
    }
    if numbers.one_in(2) {
        front.push(format!("topic = {}", terms(numbers, &["starting", "staying", "leaving"])));
    }
    if numbers.one_in(3) {
        front.push(format!("reviewed = 2025-{:02}-10", 1 + numbers.below(12)));
    }
    if numbers.one_in(3) {
        front.push(format!("owner = {:?}", numbers.pick(&["editors", "training"])));
    }
    if numbers.one_in(5) {
        front.push("sources = [\"field-2019\", \"moor-2023\"]".to_string());
    }
    if numbers.one_in(7) {
        front.push("language = \"cy\"".to_string());
    }
    if numbers.one_in(8) {
        front.push("draft = true".to_string());
    }
    if numbers.one_in(8) {
        front.push(format!("publish = 2026-{:02}-01", 1 + numbers.below(12)));
    }
    if numbers.one_in(6) {
        front.push(format!("aliases = [\"/old/{}/\"]", numbers.below(1_000_000)));
    }
    match kind {
        "guide" => {
            front.push(format!("level = {:?}", numbers.pick(&["easy", "hard"])));
            front.push(format!("points = [{:?}]", sentence(numbers)));
        }
        "role" => {
            front.push(format!("purpose = {:?}", sentence(numbers)));
            tables.push(format!(
                "[[duties]]\nwhat = {:?}\nhours = {}",
                sentence(numbers),
                numbers.below(40)
            ));
        }
        _ => {}
    }
    if numbers.one_in(3) {
        tables.push(format!(
            "[[changes]]\ndate = 2026-0{}-02\nnote = {:?}",
            1 + numbers.below(9),
            sentence(numbers)
        ));
    }
    front.extend(tables);
    format!("+++\n{}\n+++\n{}", front.join("\n"), body(numbers, pages))
}

fn terms(numbers: &mut Numbers, all: &[&str]) -> String {
    let from = numbers.below(all.len());
    format!("{:?}", &all[from..])
}

/// Where the generated site has a photograph.
pub const IMAGE: &str = "content/guidance/photo.png";

/// The head of a PNG file, which is all that tells its size.
/// Source: PNG specification, third edition, 5.2 and 11.2.1.
pub fn image(width: u32, height: u32) -> Vec<u8> {
    let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sizes, b"\x08\x02\0\0\0"].concat()
}

/// Puts about `count` generated pages beside those that the site has.
pub fn fill(site: &mut Site, seed: u64, count: usize) {
    let mut numbers = Numbers(seed);
    site.write(
        "content/stories/_index.md",
        "+++\ntitle = \"Stories\"\ndescription = \"What people did.\"\n+++\nRead [how](/guidance/_index.md).\n",
    );
    // Links lead to pages that are always there, so that a draft does not break the site at once.
    site.files.insert(IMAGE.to_string(), image(3, 7));
    let targets =
        ["guidance/first-week.md", "roles/worker.md", "glossary.md", "guidance/staying.md"]
            .map(str::to_string);
    for number in 0..count {
        let section = numbers.pick(SECTIONS);
        let kind = numbers.pick(&["page", "guide", "role", "page"]);
        let text = page(&mut numbers, kind, &targets);
        site.write(&format!("content/{section}/p{number}.md"), &text);
    }
}
