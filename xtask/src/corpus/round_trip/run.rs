//! Sends the values of one document through its crate and judges what comes back.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::description::Description;
use super::judge::{Difference, compare};
use super::report::Findings;
use super::runner::Component;
use super::sample::Sampler;
use super::validate::Judges;
use crate::failure::Failure;

/// A value and the component it is a value of, by its place in the list of components.
struct Sample {
    component: usize,
    value: Value,
}

/// Tries all components of a document.
pub fn document(
    path: &Path,
    components: &[Component],
    program: &Path,
) -> Result<Findings, Failure> {
    let mut findings = Findings::default();
    let Some(description) = Description::read(path) else {
        findings.skip("*", "the description could not be read a second time");
        return Ok(findings);
    };
    for (name, _) in description.components() {
        if !components.iter().any(|component| component.name == *name) {
            findings.skip(name, "it has no type of its own");
        }
    }
    let samples = samples(&description, components, &mut findings);
    let answers = ask(program, &samples).map_err(|error| Failure::io("run", program, &error))?;
    for (index, sample) in samples.iter().enumerate() {
        let name = &components[sample.component].name;
        match answers.get(index) {
            Some(answer) => judge(&mut findings, name, &sample.value, answer),
            None => findings.fail(name, "the program ended before", &sample.value),
        }
    }
    Ok(findings)
}

/// Valid values of all components.
fn samples(
    description: &Description,
    components: &[Component],
    findings: &mut Findings,
) -> Vec<Sample> {
    let sampler = Sampler::new(description);
    let judges = Judges::new(description);
    let mut samples = Vec::new();
    for (index, component) in components.iter().enumerate() {
        let values = sampler.component(&component.name);
        if values.is_empty() {
            findings.skip(&component.name, "no value could be made of its schema");
            continue;
        }
        let Some(judge) = judges.of(&component.name) else {
            findings.skip(
                &component.name,
                "its schema, or one in it, is no JSON Schema",
            );
            continue;
        };
        let (valid, invalid): (Vec<_>, Vec<_>) =
            values.into_iter().partition(|value| judge.is_valid(value));
        findings.invalid += invalid.len();
        match valid.is_empty() {
            true => {
                let why = invalid
                    .first()
                    .and_then(|value| judge.iter_errors(value).next());
                findings.skip_for(
                    &component.name,
                    "no value that was made is valid",
                    why.map(|why| why.to_string()),
                );
            }
            false => findings.components += 1,
        }
        samples.extend(valid.into_iter().map(|value| Sample {
            component: index,
            value,
        }));
    }
    samples
}

/// What the program answers to each value; fewer answers where it ends before.
fn ask(program: &Path, samples: &[Sample]) -> std::io::Result<Vec<String>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take();
    let stdout = child.stdout.take();
    let answers = std::thread::scope(|scope| {
        scope.spawn(|| {
            for sample in samples {
                let Some(pipe) = &mut stdin else { return };
                if writeln!(pipe, "{}\t{}", sample.component, sample.value).is_err() {
                    break;
                }
            }
            stdin = None;
        });
        let lines = stdout
            .into_iter()
            .flat_map(|pipe| BufReader::new(pipe).lines());
        lines.collect()
    });
    child.wait()?;
    answers
}

fn judge(findings: &mut Findings, component: &str, sent: &Value, answer: &str) {
    findings.instances += 1;
    let mut parts = answer.splitn(4, '\t');
    let (Some("ok"), Some(unrecognized), Some(deviations), Some(text)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let why = answer.strip_prefix("error\t").unwrap_or(answer);
        return findings.fail(component, &format!("not decoded: {}", general(why)), sent);
    };
    let Ok(came) = serde_json::from_str::<Value>(text) else {
        return findings.fail(component, "what was encoded is no JSON", sent);
    };
    let comparison = compare(sent, &came);
    findings.respelled += comparison.respelled;
    if let Some(Difference { reason, place }) = comparison.difference {
        let detail = format!("{place} of {sent}");
        return findings.fail_with(component, &reason, detail);
    }
    if unrecognized != "0" {
        findings.untyped(component, "a variant or value was not recognized", sent);
    } else if !deviations.is_empty() {
        findings.untyped(component, &general(deviations), sent);
    }
}

/// A message without what differs from place to place: what stands in quotation marks and after the first sentence.
fn general(message: &str) -> String {
    let mut general = String::new();
    for (index, part) in message.split('`').enumerate() {
        general.push_str(if index % 2 == 0 { part } else { "_" });
    }
    let without_digits: String = general
        .chars()
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect();
    without_digits.chars().take(140).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Findings, judge};

    #[track_caller]
    fn judged(answer: &str) -> Value {
        let mut findings = Findings::default();
        judge(&mut findings, "A", &json!({"a": 1}), answer);
        findings.json()
    }

    #[test]
    fn a_value_passes_only_if_it_comes_back_and_was_understood() {
        let came = judged("ok\t0\t\t{\"a\":1.0}");
        assert_eq!(
            (&came["failed_components"], &came["untyped_components"]),
            (&json!(0), &json!(0))
        );
        assert_eq!(
            judged("ok\t0\t\t{}")["failed"][0]["reason"],
            "a member was lost"
        );
        assert_eq!(judged("ok\t1\t\t{\"a\":1}")["untyped_components"], 1);
        assert_eq!(
            judged("ok\t0\texpected `b`\t{\"a\":1}")["untyped"][0]["reason"],
            "expected _"
        );
        let undecoded = judged("error\tno 12 at `$.a`");
        assert_eq!(undecoded["failed"][0]["reason"], "not decoded: no ## at _");
        assert_eq!(judged("ok\t0\t\t{")["failed_components"], 1);
    }
}
