//! Taking secrets out of text from elsewhere: a server that repeats what it was sent must not bring it into a log.

use std::collections::HashSet;

use super::encode::percent;

/// How long a piece of a secret is that still is one. What is shorter may have other reasons to be there.
const PIECE: usize = 8;
/// How much text is looked at; no more is ever printed.
const LONGEST: usize = 4096;

/// `text` without any piece of a secret, be it as it is or encoded as in a form.
pub(crate) fn scrub<'a>(text: &str, secrets: impl IntoIterator<Item = &'a str>) -> String {
    let secrets = secrets.into_iter().filter(|secret| !secret.is_empty());
    let forms: Vec<Vec<char>> = secrets.flat_map(forms).collect();
    let text: Vec<char> = text.chars().take(LONGEST).collect();
    // A secret that is shorter than a piece is looked for as a whole.
    let lengths: HashSet<usize> = forms.iter().map(|form| form.len().min(PIECE)).collect();
    let mut is_secret = vec![false; text.len()];
    for length in lengths {
        let relevant = forms.iter().filter(|it| it.len().min(PIECE) == length);
        let pieces: HashSet<&[char]> = relevant.flat_map(|form| form.windows(length)).collect();
        for (start, window) in text.windows(length).enumerate() {
            if pieces.contains(window) {
                let marks = is_secret.iter_mut().skip(start).take(length);
                marks.for_each(|mark| *mark = true);
            }
        }
    }
    without(&text, &is_secret)
}

/// A secret in all the forms in which it is sent or quoted.
fn forms(secret: &str) -> Vec<Vec<char>> {
    let percent = percent(secret);
    let plus = percent.replace("%20", "+");
    let forms = [secret, &percent, &plus];
    forms.map(|form| form.chars().collect()).into()
}

fn without(text: &[char], is_secret: &[bool]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut was_secret = false;
    for (&character, &is_secret) in text.iter().zip(is_secret) {
        match (was_secret, is_secret) {
            (false, true) => out.push_str("[secret]"),
            (true, true) => {}
            (_, false) => out.push(character),
        }
        was_secret = is_secret;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_secrets_pieces_and_encoded_ones_are_taken_out() {
        let secret = "a+b/c=d&e f%g-h";
        for (text, expected) in [
            ("`a+b/c=d&e f%g-h` is wrong", "`[secret]` is wrong"),
            ("starts with a+b/c=d&e", "starts with [secret]"),
            ("ends with d&e f%g-h.", "ends with [secret]."),
            (
                "secret=a%2Bb%2Fc%3Dd%26e%20f%25g-h&x=1",
                "secret=[secret]&x=1",
            ),
            (
                "secret=a%2Bb%2Fc%3Dd%26e+f%25g-h&x=1",
                "secret=[secret]&x=1",
            ),
            ("nothing of it: a+b/c", "nothing of it: a+b/c"),
        ] {
            assert_eq!(scrub(text, [secret]), expected);
        }
    }

    #[test]
    fn short_secrets_are_taken_out_as_a_whole_and_empty_ones_are_none() {
        assert_eq!(
            scrub("the pin 1234, 123", ["1234"]),
            "the pin [secret], 123"
        );
        assert_eq!(scrub("a b", [""]), "a b");
        assert_eq!(scrub("", ["1234"]), "");
    }
}
