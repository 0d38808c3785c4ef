//! Paths: a template and its values, checked so that no value can lead to another resource.

use std::borrow::Cow;

use serde_json::Value;

use super::{is_dot_segment, percent, style};
use crate::runtime::api::{Location, Parameter};

/// A path template with its values, percent-encoded, and the query that the template itself has.
#[derive(Debug, PartialEq)]
pub(crate) struct Path {
    pub(crate) path: String,
    pub(crate) query: Option<String>,
}

/// Puts values into a template. The error says in words which value is refused and why.
pub(crate) fn fill<'v>(
    template: &str,
    parameters: &[Parameter],
    value: impl Fn(usize) -> Option<Cow<'v, Value>>,
) -> Result<Path, String> {
    // A fragment is never sent; some descriptions use one to tell operations apart that share a path.
    let template = template.split('#').next().unwrap_or_default();
    let (template, query) = match template.split_once('?') {
        Some((template, query)) => (template, Some(query.to_owned())),
        None => (template, None),
    };
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((text, after)) = rest.split_once('{') {
        add_literal(&mut path, text);
        let Some((name, after)) = after.split_once('}') else {
            return Err(format!("the template `{template}` has no end"));
        };
        let mut known = parameters.iter().enumerate();
        let index = known.position(|(_, it)| it.location == Location::Path && it.name == name);
        let index = index.ok_or_else(|| format!("the path parameter `{name}` is not declared"))?;
        path.push_str(&segment(&parameters[index], value(index))?);
        rest = after;
    }
    add_literal(&mut path, rest);
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    check(&path, template)?;
    Ok(Path { path, query })
}

fn segment(parameter: &Parameter, value: Option<Cow<'_, Value>>) -> Result<String, String> {
    let name = parameter.name;
    let value = value.ok_or_else(|| format!("the path parameter `{name}` has no value"))?;
    match style::text(name, &value, parameter.style, percent) {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(format!(
            "the path parameter `{name}` is empty, which would lead to another resource"
        )),
    }
}

/// The template's own text: what a URL can hold stays, the rest is encoded.
fn add_literal(path: &mut String, text: &str) {
    super::encode_into(path, text, b"/%!$&'()*+,;=:@");
}

fn check(path: &str, template: &str) -> Result<(), String> {
    if path.split('/').any(is_dot_segment) {
        return Err(format!(
            "a value makes a segment of the path `.` or `..`, which leads to another resource than `{template}`"
        ));
    }
    let segments = |path: &str| path.trim_start_matches('/').split('/').count();
    if segments(path) != segments(template) {
        return Err(format!(
            "a value changes the number of segments of `{template}`"
        ));
    }
    Ok(())
}
