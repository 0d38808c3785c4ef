//! Whether a request is one that the description allows.

use serde_json::Value;

use super::Description;
use super::operation::{Location, Operation};
use crate::request::Request;

impl Description {
    /// Everything in the request that the description does not allow; empty when all is well.
    #[must_use]
    pub fn check_request(&self, request: &Request) -> Vec<String> {
        let Some((operation, path)) = self.find(&request.method, &request.path) else {
            return vec!["no operation has this method and path".to_owned()];
        };
        let mut violations = check_parameters(operation, Location::Path, &path);
        violations.extend(check_parameters(operation, Location::Query, &request.query));
        violations.extend(check_body(operation, request));
        if operation.is_secured {
            violations.extend(check_token(request));
        }
        violations
    }
}

fn check_parameters(
    operation: &Operation,
    location: Location,
    sent: &[(String, String)],
) -> Vec<String> {
    let mut violations = Vec::new();
    let declared: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == location)
        .collect();
    for (name, value) in sent {
        match declared.iter().find(|parameter| parameter.name == *name) {
            Some(parameter) => {
                let what = format!("parameter `{name}`");
                violations.extend(parameter.schema.check_text(&what, value));
            }
            None => violations.push(format!("parameter `{name}` is not described")),
        }
    }
    for parameter in declared {
        match sent
            .iter()
            .filter(|(name, _)| *name == parameter.name)
            .count()
        {
            0 if parameter.is_required => {
                violations.push(format!("parameter `{}` is required", parameter.name));
            }
            0 | 1 => {}
            many => violations.push(format!(
                "parameter `{}` was sent {many} times",
                parameter.name
            )),
        }
    }
    violations
}

fn check_body(operation: &Operation, request: &Request) -> Vec<String> {
    let media_type = request.media_type();
    let Some(body) = &operation.body else {
        let is_empty = request.body.is_empty() && media_type.is_none();
        return if is_empty {
            Vec::new()
        } else {
            vec!["a body or a content type was sent; none is described".to_owned()]
        };
    };
    if request.body.is_empty() && media_type.is_none() {
        return if body.is_required {
            vec!["the body is required".to_owned()]
        } else {
            Vec::new()
        };
    }
    let media_type = media_type.unwrap_or_default();
    let Some((_, schema)) = body.content.iter().find(|(known, _)| *known == media_type) else {
        return vec![format!("the media type `{media_type}` is not described")];
    };
    match serde_json::from_slice::<Value>(&request.body) {
        Ok(value) => schema.check("body", &value),
        Err(error) => vec![format!("body: not JSON: {error}")],
    }
}

/// RFC 6750, 2.1: the token in the `Authorization` field, and only once.
fn check_token(request: &Request) -> Option<String> {
    let mut fields = request
        .headers
        .iter()
        .filter(|(name, _)| name == "authorization");
    let Some((_, value)) = fields.next() else {
        return Some("no `Authorization` was sent".to_owned());
    };
    if fields.next().is_some() {
        return Some("`Authorization` was sent more than once".to_owned());
    }
    match value.strip_prefix("Bearer ") {
        Some(token) if !token.is_empty() && !token.contains(' ') => None,
        _ => Some("`Authorization` holds no bearer token".to_owned()),
    }
}
