//! What a call sends and expects where no Rust item says so.

use super::Call;
use crate::emit::{Context, ty, uses};
use crate::ir::{
    Api, BodyContent, BodyKind, ErrorBody, FormField, FormFieldKind, Location, Operation,
    Pagination, PaginationStyle, Parameter, ParameterStyle, Status, SuccessCase,
};
use crate::surface::facts::{self, Facts, quoted};
use crate::surface::{Item, Kind, Origin, tokens};

/// Adds an item for each thing that is sent or expected.
pub(super) fn sent(call: &mut Call<'_>) {
    let (operation, names, id) = (call.named.operation, call.named.names, call.id);
    let whole = Origin::Operation(id);
    let method = operation.method.verb();
    push(
        call,
        "sends",
        whole,
        format!("{method} {}", quoted(&operation.template)),
    );
    let parameters = operation.parameters.iter().zip(&names.parameters);
    for (index, (of, name)) in parameters.enumerate() {
        push(
            call,
            format!("parameter {name}"),
            Origin::Parameter(id, index),
            parameter(of),
        );
    }
    if let Some(body) = &operation.body {
        for (index, (content, name)) in body.content.iter().zip(&names.bodies).enumerate() {
            push(
                call,
                format!("body {name}"),
                Origin::Body(id, index),
                self::content(content),
            );
        }
    }
    let answers: Vec<String> = operation.success.cases.iter().map(answer).collect();
    if !answers.is_empty() {
        push(call, "answers", Origin::Success(id, 0), answers.join("; "));
    }
    let failures = failures(call.cx, call.uses, &operation.errors);
    if !failures.is_empty() {
        push(call, "fails", Origin::Failures(id), failures.join("; "));
    }
    let security = security(call.cx.api, operation);
    if !security.is_empty() {
        push(call, "security", whole, security);
    }
    if let Some(envelope) = call
        .cx
        .api
        .envelope
        .as_ref()
        .filter(|_| operation.is_enveloped)
    {
        push(call, "envelope", Origin::Envelope, quoted(&envelope.value));
    }
    if let Some(of) = &operation.pagination {
        push(
            call,
            "pagination",
            Origin::Pagination(id),
            pagination(operation, of),
        );
    }
    if let Some(header) = &operation.idempotency_key {
        push(call, "idempotency", whole, quoted(header));
    }
    if !operation.servers.is_empty() {
        let servers: Vec<String> = operation.servers.iter().map(|of| quoted(&of.url)).collect();
        push(call, "servers", whole, servers.join("; "));
    }
}

fn push(call: &mut Call<'_>, name: impl std::fmt::Display, origin: Origin, wire: String) {
    let path = call.member(name);
    call.items
        .push(Item::new(Kind::Wire, path, origin).wire(wire));
}

fn parameter(parameter: &Parameter) -> String {
    let location = facts::location(parameter.location);
    let mut facts = Facts::default();
    facts.add(&format!("{location} {}", quoted(&parameter.name)));
    if let Some(style) = facts::style(parameter.style, parameter.location) {
        facts.add(&style);
    }
    facts.add_if(parameter.allow_reserved, "reserved characters as they are");
    facts.add_if(parameter.setting.is_some(), "set at the client");
    if let Some(default) = &parameter.default {
        facts.add(&format!("default {}", facts::literal(default)));
    }
    facts::constraints(&mut facts, &parameter.constraints);
    facts.text()
}

fn content(content: &BodyContent) -> String {
    let mut facts = Facts::new(&content.media_type);
    if let BodyKind::Form(_, fields) = &content.kind {
        for field in fields {
            let style = in_form(field.style);
            facts.add(&format!("field {} {style}", quoted(&field.name)));
        }
    }
    facts.text()
}

/// The style of a member of a form, where the usual one is said as well.
fn in_form(style: ParameterStyle) -> String {
    facts::style(style, Location::Query).unwrap_or_else(|| "style form, exploded".to_owned())
}

pub(super) fn part(field: &FormField) -> String {
    let mut facts = Facts::new(&field.name);
    facts.add(match field.kind {
        FormFieldKind::File => "file",
        FormFieldKind::Text(_) => "text",
        FormFieldKind::Json(_) => "JSON",
        FormFieldKind::Styled(..) => "styled",
    });
    if let FormFieldKind::Styled(_, style) = field.kind {
        facts.add(&in_form(style));
    }
    if let Some(content_type) = &field.content_type {
        facts.about("as", content_type);
    }
    for (name, value) in &field.headers {
        facts.add(&format!("header {}", quoted(&format!("{name}: {value}"))));
    }
    facts.text()
}

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// A documented success.
pub(super) fn answer(case: &SuccessCase) -> String {
    let status = status(case.status);
    match &case.media_type {
        Some(media_type) => format!("{status} {}", quoted(media_type)),
        None => status,
    }
}

fn failures(cx: &Context<'_>, uses: &uses::Uses, errors: &[ErrorBody]) -> Vec<String> {
    let failure = |error: &ErrorBody| {
        let status = status(error.status);
        match &error.ty {
            Some(of) => format!("{status} {}", tokens::text(ty::ty(cx, uses, of))),
            None => status,
        }
    };
    errors.iter().map(failure).collect()
}

fn security(api: &Api, operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().filter_map(|requirement| {
            let scheme = api.security_schemes.get(requirement.scheme.0 as usize)?;
            let mut said = quoted(&scheme.name);
            if !requirement.scopes.is_empty() {
                let scopes: Vec<String> = requirement.scopes.iter().map(|of| quoted(of)).collect();
                said.push_str(&format!(" with {}", scopes.join(" ")));
            }
            Some(said)
        });
        let schemes: Vec<String> = schemes.collect();
        match schemes.is_empty() {
            true => "nothing".to_owned(),
            false => schemes.join(" and "),
        }
    });
    alternatives.collect::<Vec<_>>().join("; ")
}

fn pagination(operation: &Operation, pagination: &Pagination) -> String {
    let name = |index: usize| {
        let parameter = operation.parameters.get(index);
        quoted(parameter.map_or("", |of| &of.name))
    };
    let mut facts = Facts::default();
    let limit = match &pagination.style {
        PaginationStyle::Offset { offset, limit } => {
            facts.add(&format!("offset {}", name(*offset)));
            *limit
        }
        PaginationStyle::Page { page, limit, first } => {
            facts.add(&format!("page {} from {first}", name(*page)));
            *limit
        }
        PaginationStyle::Cursor { cursor, next } => {
            facts.add(&format!(
                "cursor {} from {}",
                name(*cursor),
                quoted(&next.join("."))
            ));
            None
        }
    };
    if let Some(limit) = limit {
        facts.add(&format!("limit {}", name(limit)));
    }
    if !pagination.items.is_empty() {
        facts.about("items", &pagination.items.join("."));
    }
    facts.text()
}
