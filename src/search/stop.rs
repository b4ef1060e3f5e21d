//! Words that say little: left out of a query that has others.

/// The words of a language, with spaces between.
pub(super) fn words(language: &str) -> &'static str {
    if language == "en" || language.starts_with("en-") { ENGLISH } else { "" }
}

const ENGLISH: &str = "a about after all also am an and any are as at be because been before being \
    both but by can could did do does doing each either etc for from further get had has have \
    having he her here his how i if in into is it its just let may me might many more most much must my no \
    nor not of on onto or other our out over own per s shall she should since so some such t than \
    that the their them then there these they this those through to too under until up upon us \
    very was we were what when where whether which while who whom whose why will with within \
    without would you your";
