//! What the round trip found, for people and as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// How much of a value is shown.
const SHOWN: usize = 400;

/// What was found in one document.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Components that were tried.
    pub components: usize,
    /// Values that were tried.
    pub instances: usize,
    /// Values that the sampler made and the validator did not take.
    pub invalid: usize,
    /// Strings that came back in another spelling of the same instant or UUID.
    pub respelled: usize,
    failed: BTreeMap<String, Cases>,
    untyped: BTreeMap<String, Cases>,
    skipped: BTreeMap<String, Cases>,
}

/// The components with the same fault, and one example.
#[derive(Clone, Debug, Default)]
struct Cases {
    components: BTreeSet<String>,
    example: String,
}

/// The findings of several documents.
#[derive(Debug)]
pub struct Summary {
    documents: usize,
    all: Findings,
}

impl Findings {
    /// Notes that a value did not come back as it was.
    pub fn fail(&mut self, component: &str, reason: &str, value: &Value) {
        self.fail_with(component, reason, value.to_string());
    }

    /// The same with other details.
    pub fn fail_with(&mut self, component: &str, reason: &str, detail: String) {
        note(&mut self.failed, component, reason, &detail);
    }

    /// Notes that a value came back, but was not understood as what the schema says it is.
    pub fn untyped(&mut self, component: &str, reason: &str, value: &Value) {
        note(&mut self.untyped, component, reason, &value.to_string());
    }

    /// Notes that a component was not tried.
    pub fn skip(&mut self, component: &str, reason: &str) {
        self.skip_for(component, reason, None);
    }

    /// The same with details.
    pub fn skip_for(&mut self, component: &str, reason: &str, detail: Option<String>) {
        note(
            &mut self.skipped,
            component,
            reason,
            &detail.unwrap_or_default(),
        );
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        json!({
            "components": self.components,
            "instances": self.instances,
            "invalid_samples": self.invalid,
            "respelled": self.respelled,
            "failed_components": count(&self.failed),
            "untyped_components": count(&self.untyped),
            "skipped_components": count(&self.skipped),
            "failed": cases_json(&self.failed),
            "untyped": cases_json(&self.untyped),
            "skipped": cases_json(&self.skipped),
        })
    }

    /// A line for the table.
    pub fn line(&self) -> String {
        format!(
            "{:>10}  {:>9}  {:>6}  {:>7}  {:>7}",
            self.components,
            self.instances,
            count(&self.failed),
            count(&self.untyped),
            count(&self.skipped),
        )
    }

    /// The columns of that line.
    pub const TITLES: &str = "components  instances  failed  untyped  skipped";
}

impl Summary {
    /// Adds up what was found in documents with these names.
    pub fn of<'f>(all: impl Iterator<Item = (&'f str, &'f Findings)>) -> Self {
        let mut documents = 0;
        let mut sum = Findings::default();
        for (document, findings) in all {
            documents += 1;
            sum.components += findings.components;
            sum.instances += findings.instances;
            sum.invalid += findings.invalid;
            sum.respelled += findings.respelled;
            let pairs = [
                (&mut sum.failed, &findings.failed),
                (&mut sum.untyped, &findings.untyped),
                (&mut sum.skipped, &findings.skipped),
            ];
            for (into, from) in pairs {
                for (reason, cases) in from {
                    for component in &cases.components {
                        note(
                            into,
                            &format!("{document}: {component}"),
                            reason,
                            &cases.example,
                        );
                    }
                }
            }
        }
        Self {
            documents,
            all: sum,
        }
    }

    /// Whether less than one in a hundred components failed.
    pub fn holds(&self) -> bool {
        count(&self.all.failed) * 100 < self.all.components.max(1)
    }

    /// What there is to say, line by line.
    pub fn lines(&self) -> Vec<String> {
        let all = &self.all;
        let share = |part: usize| 100.0 * part as f64 / all.components.max(1) as f64;
        let (failed, untyped) = (count(&all.failed), count(&all.untyped));
        let mut lines = vec![format!(
            "round trip of {} components in {} documents, {} values: {failed} components failed ({:.2} %), {untyped} were not understood everywhere ({:.2} %), {} not tried",
            all.components,
            self.documents,
            all.instances,
            share(failed),
            share(untyped),
            count(&all.skipped),
        )];
        lines.push(format!(
            "{} values that were made were not valid and not tried; {} strings came back as another spelling of the same instant or UUID",
            all.invalid, all.respelled
        ));
        for (what, list) in [
            ("failed", &all.failed),
            ("not understood", &all.untyped),
            ("not tried", &all.skipped),
        ] {
            let mut reasons: Vec<_> = list.iter().collect();
            reasons.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.components.len()));
            for (reason, cases) in reasons {
                let first = cases.components.first().map_or("", String::as_str);
                lines.push(format!(
                    "  {what}: {:>4}  {reason} (such as {first})",
                    cases.components.len()
                ));
            }
        }
        lines
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        self.all.json()
    }
}

fn note(list: &mut BTreeMap<String, Cases>, component: &str, reason: &str, detail: &str) {
    let cases = list.entry(reason.to_owned()).or_insert_with(|| Cases {
        components: BTreeSet::new(),
        example: detail.chars().take(SHOWN).collect(),
    });
    cases.components.insert(component.to_owned());
}

/// How many components there are, each counted once.
fn count(list: &BTreeMap<String, Cases>) -> usize {
    let all: BTreeSet<&String> = list.values().flat_map(|cases| &cases.components).collect();
    all.len()
}

fn cases_json(list: &BTreeMap<String, Cases>) -> Value {
    let cases = list.iter().map(|(reason, cases)| {
        json!({ "reason": reason, "components": cases.components, "example": cases.example })
    });
    cases.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Findings, Summary};

    #[test]
    fn a_component_fails_once_and_one_in_a_hundred_is_too_many() {
        let mut findings = Findings {
            components: 100,
            ..Findings::default()
        };
        assert!(Summary::of([("a", &findings)].into_iter()).holds());
        findings.fail("A", "one", &json!(1));
        findings.fail("A", "another", &json!(2));
        assert_eq!(findings.json()["failed_components"], 1);
        assert!(!Summary::of([("a", &findings)].into_iter()).holds());
        findings.components = 101;
        let summary = Summary::of([("a", &findings)].into_iter());
        assert!(summary.holds());
        assert!(summary.lines().iter().any(|line| line.contains("a: A")));
    }
}
