//! The words that no Rust item of the generated crate may be called. The only place that knows Rust's keywords.

/// Keywords of every edition, reserved ones included (Rust Reference, "Keywords"). All of these can be written raw.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written raw, and the placeholder.
const NEVER: &[&str] = &["Self", "_", "crate", "self", "super"];

/// Names of the prelude and of derived code. A type of these names would hide the real one from the code beside it.
pub(super) const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that Windows gives to devices, with any extension (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: &[&str] = &["aux", "con", "nul", "prn", "conin$", "conout$"];

/// Whether a word is a keyword that needs `r#` in front.
pub(super) fn needs_raw(word: &str) -> bool {
    RAW.binary_search(&word).is_ok()
}

/// Whether a word is a keyword that not even `r#` makes a name.
pub(super) fn is_never(word: &str) -> bool {
    NEVER.binary_search(&word).is_ok()
}

/// Whether a file cannot have this name, before its extension, on every system or as a Rust module.
pub(super) fn is_bad_file(stem: &str) -> bool {
    let is_port = (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.len() == 4
        && stem.ends_with(|last: char| last.is_ascii_digit());
    is_port || DEVICES.contains(&stem) || matches!(stem, "mod" | "lib" | "main")
}

#[cfg(test)]
mod tests {
    use super::{NEVER, PRELUDE, RAW};

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [RAW, NEVER, PRELUDE] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn raw_keywords_are_what_the_compiler_takes_raw() {
        for word in RAW {
            // A keyword since the edition of 2024, which `syn` does not ask for.
            let is_new = *word == "gen";
            assert!(
                is_new || syn::parse_str::<syn::Ident>(word).is_err(),
                "{word}"
            );
            syn::parse_str::<syn::Ident>(&format!("r#{word}")).expect(word);
        }
    }
}
