//! Signatures, lists, aliases and chains of calls that have room on one line.
//!
//! prettyplease breaks lines of more than 89 columns; rustfmt, and so whoever reads the output, has 100. Its output is
//! regular: what stands in brackets, and the calls of a chain, are four spaces further in, and no line is part of a
//! string that began on another.

/// Of a line, as rustfmt has it.
pub(super) const WIDTH: usize = 100;

/// The lines of an item, with those joined that have room on one of so many columns.
pub(super) fn joined(item: &str, width: usize) -> String {
    let lines: Vec<&str> = item.lines().collect();
    let mut text = String::with_capacity(item.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let found = list(line, rest).or_else(|| chain(line, rest));
        match found.filter(|(joined, _)| joined.chars().count() <= width) {
            Some((joined, more)) => {
                text.push_str(&joined);
                at += more;
            }
            None => text.push_str(line),
        }
        text.push('\n');
        at += 1;
    }
    text
}

/// The head of a function, the beginning of a list or an alias, and how many lines what is in the brackets takes, with their end.
fn list(line: &str, rest: &[&str]) -> Option<(String, usize)> {
    let start = line.trim_start();
    let is_head = start.starts_with("pub fn ") || start.starts_with("fn ");
    let is_alias = start.starts_with("pub type ") || start.starts_with("type ");
    let close = match line.as_bytes() {
        [.., b'('] if is_head => ')',
        [.., b'<'] if is_alias => '>',
        [.., b'&', b'['] if !start.starts_with("//") => ']',
        _ => return None,
    };
    let inner = indentation(line) + 4;
    let members = rest.iter().take_while(|line| indentation(line) == inner);
    let members: Vec<&str> = members.map(|line| line.trim()).collect();
    let end = rest.get(members.len())?;
    let is_end = end.trim_start().starts_with(close) && indentation(end) == indentation(line);
    if !is_end || !members.iter().all(|line| line.ends_with(',')) {
        return None;
    }
    let joined = members.join(" ");
    let joined = joined.trim_end_matches(',');
    let joined = format!("{line}{joined}{}", end.trim_start());
    Some((joined, members.len() + 1))
}

/// A chain of calls, and how many lines the calls take.
fn chain(line: &str, rest: &[&str]) -> Option<(String, usize)> {
    if line.trim_start().starts_with("//") {
        return None;
    }
    let inner = indentation(line) + 4;
    let is_call = |line: &&&str| indentation(line) == inner && line.trim_start().starts_with('.');
    let calls: Vec<&str> = rest
        .iter()
        .take_while(is_call)
        .map(|it| it.trim())
        .collect();
    let is_whole = |call: &&str| call.ends_with([')', '?', ';', ',']);
    if calls.is_empty() || !calls.iter().all(is_whole) {
        return None;
    }
    Some((format!("{line}{}", calls.concat()), calls.len()))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, joined};

    #[track_caller]
    fn check(item: &str, expected: &str) {
        assert_eq!(joined(item, WIDTH), expected);
        assert_eq!(joined(expected, WIDTH), expected, "nothing is left to join");
    }

    #[test]
    fn what_has_room_is_joined() {
        check(
            "impl A {\n    pub fn a(\n        &self,\n        id: &str,\n    ) -> B {\n        Call::new(self.client, &A)\n            .set(0, id)\n            .request()\n    }\n}\n",
            "impl A {\n    pub fn a(&self, id: &str) -> B {\n        Call::new(self.client, &A).set(0, id).request()\n    }\n}\n",
        );
    }

    #[test]
    fn lists_are_joined_where_all_members_are_of_one_line() {
        check(
            "const A: A = A {\n    b: &[\n        C::c(\"d\"),\n        C::c(\"e\"),\n    ],\n};\n",
            "const A: A = A {\n    b: &[C::c(\"d\"), C::c(\"e\")],\n};\n",
        );
        let nested =
            "const A: A = A {\n    b: &[\n        C {\n            d: 1,\n        },\n    ],\n};\n";
        check(nested, nested);
    }

    #[test]
    fn aliases_are_joined() {
        check(
            "/// B\npub type A = Request<\n    operation::A,\n>;\n",
            "/// B\npub type A = Request<operation::A>;\n",
        );
    }

    #[test]
    fn what_has_none_stays() {
        let long = "a".repeat(80);
        let item = format!(
            "impl A {{\n    pub fn a(\n        &self,\n        {long}: &str,\n    ) -> B {{\n        Call::new(&{long})\n            .set(0, id)\n            .request()\n    }}\n}}\n"
        );
        check(&item, &item);
    }

    #[test]
    fn calls_whose_arguments_have_lines_of_their_own_stay() {
        let item = "fn a() {\n    self.0\n        .form(\n            body,\n            &[A, B],\n        )\n        .request()\n}\n";
        check(item, item);
    }
}
