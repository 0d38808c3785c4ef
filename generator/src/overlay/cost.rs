//! How long a JSONPath expression could take, told from its text before it is tried.
//!
//! The library that evaluates expressions cannot be stopped. Most of them look at each place once; the ones that do
//! not are known by `..`, by several selectors in one pair of brackets, and by queries inside of filters.

/// How many places an expression may look at in the worst case.
const BUDGET: f64 = 2e8;
/// How long an expression may be, in bytes, and how deep its brackets may stand in each other.
const LONGEST: usize = 2000;
const DEEPEST: usize = 24;

/// Why an expression is not tried on a document of so many nodes and levels; `None` where it is.
pub(super) fn refusal(expression: &str, nodes: usize, depth: usize) -> Option<String> {
    if expression.len() > LONGEST {
        return Some(format!("is longer than {LONGEST} bytes"));
    }
    let (nodes, depth) = (nodes.max(1) as f64, depth.max(2) as f64);
    let mut cost = nodes;
    let mut open = 0_usize;
    let mut quote: Option<char> = None;
    // Whether a query inside of a filter starts anew at the root.
    let mut is_absolute = false;
    let mut characters = expression.chars().peekable();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => drop(characters.next()),
            (Some(end), _) if character == end => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '[' | '(') => open += 1,
            (None, ']' | ')') => open = open.saturating_sub(1),
            (None, '!') => open += 1,
            (None, ',') if open > 0 => cost *= 2.0,
            (None, '$') => is_absolute = open > 0,
            (None, '@') => is_absolute = false,
            (None, '*') if is_absolute => cost *= nodes.sqrt(),
            (None, '.') if characters.peek() == Some(&'.') => {
                characters.next();
                cost *= if is_absolute { nodes } else { depth };
            }
            _ => {}
        }
        if open > DEEPEST {
            return Some("is nested too deeply".to_owned());
        }
    }
    (cost > BUDGET).then(|| "would look at too many places of this description".to_owned())
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn what_people_write_is_tried_on_large_documents() {
        for expression in [
            "$",
            "$.paths['/a,b']['get','post'].parameters[?@.name == 'x' && @.in == 'query']",
            "$..description",
            "$.paths.*.*[?@.tags[?@ == $.tags[0].name]]",
        ] {
            assert_eq!(refusal(expression, 1_000_000, 30), None, "{expression}");
        }
    }

    #[test]
    fn what_would_not_end_is_refused() {
        let deep = format!("$[?{}@{}]", "(".repeat(500), ")".repeat(500));
        for expression in [
            "$..*..*..*..*",
            "$..[?$..*]",
            "$..*[?@..*[?@..*]]",
            "$[*,*,*,*,*][*,*,*,*,*][*,*,*,*,*][*,*,*,*,*]",
            &deep,
            &"$.a".repeat(1000),
        ] {
            assert!(refusal(expression, 1_000_000, 30).is_some(), "{expression}");
        }
    }
}
