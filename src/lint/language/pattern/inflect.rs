//! The forms of an English word.

/// Verbs whose forms no rule gives: base, and the other forms.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("be", &["am", "is", "are", "was", "were", "been", "being"]),
    ("beat", &["beats", "beaten", "beating"]),
    ("become", &["becomes", "became", "becoming"]),
    ("break", &["breaks", "broke", "broken", "breaking"]),
    ("bring", &["brings", "brought", "bringing"]),
    ("come", &["comes", "came", "coming"]),
    ("do", &["does", "did", "done", "doing"]),
    ("drive", &["drives", "drove", "driven", "driving"]),
    ("fight", &["fights", "fought", "fighting"]),
    ("get", &["gets", "got", "getting"]),
    ("give", &["gives", "gave", "given", "giving"]),
    ("go", &["goes", "went", "gone", "going"]),
    ("have", &["has", "had", "having"]),
    ("keep", &["keeps", "kept", "keeping"]),
    ("lead", &["leads", "led", "leading"]),
    ("make", &["makes", "made", "making"]),
    ("pay", &["pays", "paid", "paying"]),
    ("prove", &["proves", "proved", "proven", "proving"]),
    ("run", &["runs", "ran", "running"]),
    ("say", &["says", "said", "saying"]),
    ("see", &["sees", "saw", "seen", "seeing"]),
    ("show", &["shows", "showed", "shown", "showing"]),
    ("take", &["takes", "took", "taken", "taking"]),
    ("teach", &["teaches", "taught", "teaching"]),
    ("tell", &["tells", "told", "telling"]),
    ("undertake", &["undertakes", "undertook", "undertaken", "undertaking"]),
    ("wear", &["wears", "wore", "worn", "wearing"]),
    ("write", &["writes", "wrote", "written", "writing"]),
];

/// Nouns whose plural no rule gives.
const PLURALS: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("wife", "wives"),
    ("housewife", "housewives"),
    ("life", "lives"),
    ("analysis", "analyses"),
    ("diagnosis", "diagnoses"),
    ("psychosis", "psychoses"),
    ("synthesis", "syntheses"),
    ("criterion", "criteria"),
];

/// A noun with its plural.
pub(super) fn noun(word: &str) -> Vec<String> {
    let irregular = PLURALS.iter().find(|(singular, _)| *singular == word);
    let plural = match irregular {
        Some((_, plural)) => plural.to_string(),
        None => match word.strip_suffix("man") {
            Some(stem) if stem.len() > 2 => format!("{stem}men"),
            _ => with_s(word),
        },
    };
    vec![word.to_string(), plural]
}

/// A verb with its other forms. Where English doubles a letter in some words and not in others,
/// both spellings are given: the wrong one is no word and meets nothing.
pub(super) fn verb(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_string()];
    if let Some((_, others)) = IRREGULAR.iter().find(|(base, _)| *base == word) {
        forms.extend(others.iter().map(|form| form.to_string()));
        return forms;
    }
    forms.push(with_s(word));
    let endings = |stem: &str| [format!("{stem}ed"), format!("{stem}ing")];
    if let Some(stem) = word.strip_suffix("ie") {
        forms.extend([format!("{stem}ied"), format!("{stem}ying")]);
    } else if let Some(stem) = word.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        forms.extend(endings(stem));
    } else if let Some(stem) = consonant_before_y(word) {
        forms.extend([format!("{stem}ied"), format!("{word}ing")]);
    } else {
        forms.extend(endings(word));
        let mut last = word.chars().rev();
        if let (Some(end), Some(before)) = (last.next(), last.next())
            && !is_vowel(end)
            && is_vowel(before)
            && !matches!(end, 'w' | 'x' | 'y')
        {
            forms.extend(endings(&format!("{word}{end}")));
        }
    }
    forms
}

fn with_s(word: &str) -> String {
    if let Some(stem) = consonant_before_y(word) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    if hisses || word == "go" || word == "do" { format!("{word}es") } else { format!("{word}s") }
}

fn consonant_before_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    stem.chars().next_back().is_some_and(|c| !is_vowel(c)).then_some(stem)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_their_forms() {
        assert_eq!(noun("addict"), ["addict", "addicts"]);
        assert_eq!(noun("chairman"), ["chairman", "chairmen"]);
        assert_eq!(noun("nutter"), ["nutter", "nutters"]);
        assert_eq!(noun("mummy"), ["mummy", "mummies"]);
        assert!(verb("suffer").contains(&"suffering".to_string()));
        assert!(verb("commit").contains(&"committed".to_string()));
        assert!(verb("utilise").contains(&"utilising".to_string()));
        assert!(verb("deny").contains(&"denied".to_string()));
        assert!(verb("fight").contains(&"fought".to_string()));
    }
}
