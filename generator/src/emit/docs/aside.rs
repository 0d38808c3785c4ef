//! The texts of doc comments, which do not go through tokens: tokens have a number in place of each.
//!
//! Comments are a third of a crate. As tokens they would be escaped, parsed, split into lines, escaped and parsed again: a
//! seventh of all that generating takes. A file is emitted and printed on one thread, so its texts wait there.

use std::cell::RefCell;

thread_local! {
    /// Those of the file that the thread is at.
    static TEXTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Forgets the texts of the file before.
pub(crate) fn clear() {
    TEXTS.with_borrow_mut(Vec::clear);
}

/// Keeps the lines of a comment; gives what stands for it in a `doc` attribute.
pub(super) fn keep(text: String) -> String {
    TEXTS.with_borrow_mut(|texts| {
        texts.push(text);
        (texts.len() - 1).to_string()
    })
}

/// Appends a line that was printed; in place of one that stands for a comment its text, each line of it after `///`.
pub(crate) fn push_line(to: &mut String, line: &str) {
    let rest = line.trim_start();
    let indentation = line.strip_suffix(rest).unwrap_or_default();
    let number = rest.strip_prefix("///").and_then(|it| it.parse().ok());
    TEXTS.with_borrow(
        |texts| match number.and_then(|number: usize| texts.get(number)) {
            Some(text) => {
                for comment in text.split('\n') {
                    to.extend([indentation, "///", comment, "\n"]);
                }
            }
            None => to.extend([line, "\n"]),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::{clear, keep, push_line};

    #[test]
    fn a_comment_comes_back_where_it_was_printed() {
        clear();
        let (first, second) = (keep(" a\n\n b".to_owned()), keep(" c".to_owned()));
        let mut text = String::new();
        for line in [
            &*format!("///{first}"),
            "struct A {",
            &format!("    ///{second}"),
            "    /// 1",
            "    a: u8,",
            "}",
        ] {
            push_line(&mut text, line);
        }
        let expected = "/// a\n///\n/// b\nstruct A {\n    /// c\n    /// 1\n    a: u8,\n}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn nothing_is_left_of_the_file_before() {
        let number = keep(" of another file".to_owned());
        clear();
        let mut text = String::new();
        push_line(&mut text, &format!("///{number}"));
        assert_eq!(text, format!("///{number}\n"));
    }
}
