//! Strings that match a regular expression, where that is easily found.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A string that the pattern matches, unless it looks around or is no pattern; whoever needs to be sure must check.
pub fn matching(pattern: &str, turn: usize) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, turn, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, turn: usize, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Capture(group) => write(&group.sub, turn, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, turn, text))?,
        HirKind::Alternation(parts) => write(parts.get(turn % parts.len())?, turn, text)?,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let more = (turn % 4) as u32;
            let times = (repetition.min.max(1) + more).min(most);
            for _ in 0..times.min(5_000) {
                write(&repetition.sub, turn, text)?;
            }
        }
    }
    Some(())
}

/// A letter or digit of a class if it has one, else its first character.
fn member(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let plain = "a1A-_.".chars().chain('b'..='z').chain('0'..='9');
    let is_in = |c: &char| {
        class
            .iter()
            .any(|range| (range.start()..=range.end()).contains(c))
    };
    let first = || class.iter().next().map(|range| range.start());
    plain.chain('B'..='Z').find(is_in).or_else(first)
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn simple_patterns_are_matched() {
        for (pattern, expected) in [
            ("^[a-f0-9]{8}$", "aaaaaaaa"),
            ("^(GET|POST)$", "GET"),
            ("^x-?[A-Z]+(\\.\\d*)?$", "x-A.1"),
        ] {
            assert_eq!(matching(pattern, 0).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(matching("^(?!a)b$", 0), None);
    }
}
