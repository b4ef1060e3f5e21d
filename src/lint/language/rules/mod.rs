//! Every rule, one file each.

mod ac_01_undefined_acronym;
mod ac_02_acronym_order;
mod al_01_missing_alt;
mod al_02_useless_alt;
mod al_03_long_alt;
mod ge_01_role_pronoun;
mod ge_02_assumed_family;
mod ge_03_mothers_and_parents;
mod ge_04_gendered_jobs;
mod ge_05_he_or_she;
mod he_01_title_case;
mod he_02_heading_end;
mod he_03_heading_capitals;
mod he_04_heading_level;
mod he_05_long_heading;
mod li_01_vague_link;
mod li_02_bare_address;
mod li_03_file_type;
mod nu_01_date_form;
mod nu_02_ranges;
mod nu_03_per_cent;
mod nu_04_large_numbers;
mod nu_05_undated_time;
mod pl_01_long_sentence;
mod pl_02_passive_voice;
mod pl_03_long_words;
mod pl_04_buried_verbs;
mod pl_05_jargon;
mod pl_06_latin;
mod pl_07_double_negative;
mod pl_08_belittling_adverbs;
mod re_01_reading_grade;
mod re_02_smog;
mod re_03_long_paragraph;
mod ro_01_peers_as_patients;
mod ro_02_spare_staff;
mod ro_03_belittling_role;
mod ro_04_friend_or_clinician;
mod ro_05_recovery_test;
mod ro_06_forced_disclosure;
mod ro_07_overclaiming;
mod st_01_suicide_verbs;
mod st_02_affliction;
mod st_03_people_as_class;
mod st_04_diagnosis_as_label;
mod st_05_substance_labels;
mod st_06_blame;
mod st_07_casual_illness;
mod st_08_group_labels;
mod st_09_battle_and_pity;
mod st_10_contested_terms;

use super::rule::Rule;

/// All rules, in the order of their short names within their groups.
pub const RULES: &[&Rule] = &[
    &st_01_suicide_verbs::RULE,
    &st_02_affliction::RULE,
    &st_03_people_as_class::RULE,
    &st_04_diagnosis_as_label::RULE,
    &st_05_substance_labels::RULE,
    &st_06_blame::RULE,
    &st_07_casual_illness::RULE,
    &st_08_group_labels::RULE,
    &st_09_battle_and_pity::RULE,
    &st_10_contested_terms::RULE,
    &pl_01_long_sentence::RULE,
    &pl_02_passive_voice::RULE,
    &pl_03_long_words::RULE,
    &pl_04_buried_verbs::RULE,
    &pl_05_jargon::RULE,
    &pl_06_latin::RULE,
    &pl_07_double_negative::RULE,
    &pl_08_belittling_adverbs::RULE,
    &ac_01_undefined_acronym::RULE,
    &ac_02_acronym_order::RULE,
    &ge_01_role_pronoun::RULE,
    &ge_02_assumed_family::RULE,
    &ge_03_mothers_and_parents::RULE,
    &ge_04_gendered_jobs::RULE,
    &ge_05_he_or_she::RULE,
    &ro_01_peers_as_patients::RULE,
    &ro_02_spare_staff::RULE,
    &ro_03_belittling_role::RULE,
    &ro_04_friend_or_clinician::RULE,
    &ro_05_recovery_test::RULE,
    &ro_06_forced_disclosure::RULE,
    &ro_07_overclaiming::RULE,
    &li_01_vague_link::RULE,
    &li_02_bare_address::RULE,
    &li_03_file_type::RULE,
    &al_01_missing_alt::RULE,
    &al_02_useless_alt::RULE,
    &al_03_long_alt::RULE,
    &he_01_title_case::RULE,
    &he_02_heading_end::RULE,
    &he_03_heading_capitals::RULE,
    &he_04_heading_level::RULE,
    &he_05_long_heading::RULE,
    &nu_01_date_form::RULE,
    &nu_02_ranges::RULE,
    &nu_03_per_cent::RULE,
    &nu_04_large_numbers::RULE,
    &nu_05_undated_time::RULE,
    &re_01_reading_grade::RULE,
    &re_02_smog::RULE,
    &re_03_long_paragraph::RULE,
];
