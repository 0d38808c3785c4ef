//! Blank lines inside an item: between functions, and before documented members.
//!
//! prettyplease prints none. Its output is regular: members of an item stand at an indentation of four spaces, one begins
//! on a line of its own, and no line is part of a string that began on another.

use crate::emit::docs::aside;

/// Appends an item with blank lines between its members.
pub(super) fn push_spaced(text: &mut String, item: &str) {
    let mut before = "";
    for line in item.lines() {
        if begins_member(line) && ends_member(before) && (!is_short(line) || !is_short(before)) {
            text.push('\n');
        }
        aside::push_line(text, line);
        before = line;
    }
}

fn member(line: &str) -> Option<&str> {
    let member = line.strip_prefix("    ")?;
    (!member.starts_with(' ')).then_some(member)
}

fn begins_member(line: &str) -> bool {
    member(line).is_some_and(|line| {
        ["///", "#[", "pub ", "fn ", "const ", "type "]
            .iter()
            .any(|start| line.starts_with(start))
    })
}

fn ends_member(line: &str) -> bool {
    member(line).is_some_and(|line| {
        !line.starts_with("///") && !line.starts_with("#[") && line.ends_with(['}', ',', ';'])
    })
}

/// Whether the line is a member, or part of one, that may stand close to its neighbour: anything but a documented member
/// and a function.
fn is_short(line: &str) -> bool {
    member(line).is_some_and(|line| {
        let is_empty_enum = line.starts_with("pub enum ") && line.ends_with("{}");
        is_empty_enum
            || ["const ", "type "]
                .iter()
                .any(|start| line.starts_with(start))
            || (line.ends_with([',', ';']) && !line.starts_with("///"))
    })
}

#[cfg(test)]
mod tests {
    use super::push_spaced;

    #[track_caller]
    fn check(item: &str, expected: &str) {
        let mut text = String::new();
        push_spaced(&mut text, item);
        assert_eq!(text, expected);
    }

    #[test]
    fn functions_and_documented_members_stand_apart() {
        check(
            "impl A {\n    const X: u8 = 1;\n    const Y: u8 = 2;\n    fn a() {\n        b;\n    }\n    /// B\n    fn b() {}\n}\n",
            "impl A {\n    const X: u8 = 1;\n    const Y: u8 = 2;\n\n    fn a() {\n        b;\n    }\n\n    /// B\n    fn b() {}\n}\n",
        );
        check(
            "pub struct A {\n    /// x\n    pub x: u8,\n    /// y\n    #[deprecated]\n    pub y: u8,\n}\n",
            "pub struct A {\n    /// x\n    pub x: u8,\n\n    /// y\n    #[deprecated]\n    pub y: u8,\n}\n",
        );
    }

    #[test]
    fn members_whose_comment_ends_like_a_member_stand_apart() {
        check(
            "pub struct A {\n    /// x,\n    pub x: u8,\n    /// y;\n    pub y: u8,\n}\n",
            "pub struct A {\n    /// x,\n    pub x: u8,\n\n    /// y;\n    pub y: u8,\n}\n",
        );
    }

    #[test]
    fn types_without_values_stand_close() {
        let module = "mod a {\n    pub enum B {}\n    pub enum C {}\n}\n";
        check(module, module);
    }

    #[test]
    fn members_of_constants_stand_close() {
        let constant = "const A: B = B {\n    id: \"x\",\n    parameters: &[\n        c,\n    ],\n    ..B::NEW\n};\n";
        check(constant, constant);
    }
}
