//! Whether a name that somebody chose can be one as it is.

use super::scope::{Kind, Scope};
use super::{keywords, reserved};

/// What a chosen name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A type.
    Type,
    /// A field of a struct.
    Field,
    /// The method of an operation.
    Method,
}

/// What a name would become, where it cannot be as it is: it is in another case, or something that every crate has is
/// called so. `None` where nothing speaks against it.
pub fn unfit(sort: Sort, name: &str) -> Option<String> {
    let (kind, reserved): (Kind, &[&[&str]]) = match sort {
        Sort::Type => (Kind::Type, &[keywords::PRELUDE, reserved::IN_MODELS]),
        Sort::Field => (Kind::Field, &[reserved::FIELDS]),
        Sort::Method => (Kind::Method, &[reserved::HANDLE_FUNCTIONS]),
    };
    let ident = Scope::new(kind, reserved).add(name);
    (ident.plain() != name).then(|| ident.plain().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Sort, unfit};

    #[test]
    fn names_in_another_case_and_reserved_ones_are_unfit() {
        for (sort, name, expected) in [
            (Sort::Type, "Prospect", None),
            (Sort::Type, "prospect", Some("Prospect")),
            (Sort::Type, "Option", Some("ApiOption")),
            (Sort::Field, "phase", None),
            (Sort::Field, "phaseId", Some("phase_id")),
            (Sort::Field, "type", None),
            (Sort::Field, "extra", Some("extra_member")),
            (Sort::Field, "self", Some("self_member")),
            (Sort::Method, "all", None),
            (Sort::Method, "clone", Some("clone_operation")),
        ] {
            assert_eq!(unfit(sort, name).as_deref(), expected, "{sort:?} {name}");
        }
    }
}
