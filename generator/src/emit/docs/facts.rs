//! What the schema of a member demands and promises, in words.

use super::text::code_span;
use crate::ir::{Constraint, Constraints, Literal};

/// A literal of the description as a code span, shortened where it is long.
pub(crate) fn literal(value: &Literal) -> String {
    const LONGEST: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return code_span(&text);
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{} and so on", code_span(&start))
}

/// What the constraints demand, as one sentence; nothing where there are none.
pub(crate) fn constraints(constraints: &Constraints) -> Option<String> {
    let demands: Vec<String> = constraints.list.iter().map(demand).collect();
    let sentence = demands.join("; ");
    let mut chars = sentence.chars();
    let first = chars.next()?;
    Some(format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

fn demand(constraint: &Constraint) -> String {
    let count = |number: &u64, one: &str, many: &str| {
        let word = if *number == 1 { one } else { many };
        format!("{number} {word}")
    };
    match constraint {
        Constraint::Minimum(number) => format!("at least {number}"),
        Constraint::Maximum(number) => format!("at most {number}"),
        Constraint::ExclusiveMinimum(number) => format!("more than {number}"),
        Constraint::ExclusiveMaximum(number) => format!("less than {number}"),
        Constraint::MultipleOf(number) => format!("a multiple of {number}"),
        Constraint::MinLength(number) => {
            format!("at least {}", count(number, "character", "characters"))
        }
        Constraint::MaxLength(number) => {
            format!("at most {}", count(number, "character", "characters"))
        }
        Constraint::Pattern(pattern) => format!("matches {}", code_span(pattern)),
        Constraint::MinItems(number) => format!("at least {}", count(number, "item", "items")),
        Constraint::MaxItems(number) => format!("at most {}", count(number, "item", "items")),
        Constraint::UniqueItems => "no item twice".to_owned(),
        Constraint::MinProperties(number) => {
            format!("at least {}", count(number, "member", "members"))
        }
        Constraint::MaxProperties(number) => {
            format!("at most {}", count(number, "member", "members"))
        }
        Constraint::Format(format) => format!("format {}", code_span(format)),
        Constraint::MediaType(name) => format!("holds {}", code_span(name)),
        Constraint::Each(of) => format!("each: {}", demand(of)),
    }
}

#[cfg(test)]
mod tests {
    use super::{constraints, literal};
    use crate::ir::{Constraint, Constraints};

    #[test]
    fn constraints_are_one_sentence() {
        let list = vec![
            Constraint::MinLength(1),
            Constraint::MaxLength(80),
            Constraint::Pattern("^[a`]+$".to_owned()),
        ];
        assert_eq!(
            constraints(&Constraints { list }).as_deref(),
            Some("At least 1 character; at most 80 characters; matches ``^[a`]+$``.")
        );
        assert_eq!(constraints(&Constraints::default()), None);
    }

    #[test]
    fn long_literals_are_cut() {
        let text = "x".repeat(200);
        assert!(literal(&text.into()).len() < 120);
    }
}
