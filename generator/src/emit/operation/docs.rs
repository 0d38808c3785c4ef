//! What is said of an operation on its method.

use super::Named;
use crate::emit::docs::{self, Doc, summary, text};
use crate::emit::{Context, ty};
use crate::ir::{Docs, ErrorBody, HeaderPart, Operation, Parameter, Status, Ty};

/// The doc comment of an operation's method.
pub(super) fn method(cx: &Context<'_>, named: Named<'_>) -> Doc {
    let Named { operation, names } = named;
    let mut doc = Doc::new(docs::MEMBER);
    doc.describe(&operation.docs);
    if doc.is_empty() {
        doc.line(&format!("Calls {}.", text::code_span(&operation.template)));
    }
    let request = format!("{} {}", operation.method.verb(), operation.template);
    doc.sentence(&text::code_span(&request));
    doc.doubts(doubtful(operation));
    if operation.pagination.is_some() {
        doc.sentence(&format!(
            "The list comes page by page: see [`items`]({request}::items) and [`pages`]({request}::pages).",
            request = names.request.plain(),
        ));
    }
    choices(&mut doc, named);
    arguments(&mut doc, named);
    headers(
        cx,
        &mut doc,
        operation
            .success
            .cases
            .iter()
            .flat_map(|case| &case.headers),
    );
    errors(cx, &mut doc, &operation.errors);
    doc
}

/// The doc comment of a method that takes the body in another media type.
pub(super) fn choice(named: Named<'_>, body: usize) -> Doc {
    let Named { operation, names } = named;
    let mut doc = Doc::new(docs::MEMBER);
    let content = operation.body.iter().flat_map(|body| &body.content);
    let media_type = content.map(|content| &*content.media_type).nth(body);
    let method = names.method.plain();
    doc.line(&format!(
        "As [`{method}`](Self::{method}), with the body as {}.",
        text::code_span(&text::line(media_type.unwrap_or_default()))
    ));
    doc
}

/// Where else the body may be given in another media type.
fn choices(doc: &mut Doc, named: Named<'_>) {
    let Some((body, _)) = super::body::required(named) else {
        return;
    };
    let others = super::body::methods(named).into_iter().skip(1);
    let others = others.filter_map(|(method, index)| {
        let media_type = text::code_span(&text::line(&body.content.get(index)?.media_type));
        let method = method.plain();
        Some(format!("[`{method}`](Self::{method}) as {media_type}"))
    });
    let others: Vec<String> = others.collect();
    let main = body.content.get(body.main());
    if let (false, Some(main)) = (others.is_empty(), main) {
        let media_type = text::code_span(&text::line(&main.media_type));
        doc.sentence(&format!(
            "The body is sent as {media_type}; {}.",
            others.join(", ")
        ));
    }
}

/// All of an operation that may be unverified and has no place of its own in the documentation.
fn doubtful(operation: &Operation) -> impl Iterator<Item = &Docs> {
    let successes = operation.success.cases.iter().map(|case| &case.docs);
    let is_default = |error: &&ErrorBody| error.status == Status::Default;
    let default = operation.errors.iter().filter(is_default);
    std::iter::once(&operation.docs)
        .chain(successes)
        .chain(default.map(|error| &error.docs))
}

/// What is said of the arguments, where the description says anything.
fn arguments(doc: &mut Doc, named: Named<'_>) {
    let Named { operation, names } = named;
    let mut is_first = true;
    let mut say = |doc: &mut Doc, name: &str, said: &str| {
        if said.is_empty() {
            return;
        }
        if std::mem::take(&mut is_first) {
            doc.section("Arguments");
            doc.list();
        }
        doc.item(&format!("{} - {said}", text::code_span(name)));
    };
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        if super::is_argument(parameter) {
            let said = std::iter::once(summary(&parameter.docs))
                .chain(parameter_facts(parameter))
                .chain([docs::doubt(&parameter.docs)]);
            say(doc, name.plain(), &sentences(said));
        }
    }
    if let Some((body, name)) = super::body::required(named) {
        let said = [summary(&body.docs), docs::doubt(&body.docs)];
        say(doc, name.plain(), &sentences(said.into_iter()));
    }
}

/// Those that are not empty, in one line.
fn sentences(of: impl Iterator<Item = String>) -> String {
    let said: Vec<String> = of.filter(|sentence| !sentence.is_empty()).collect();
    said.join(" ")
}

/// What the schema of a parameter demands and promises.
pub(super) fn parameter_facts(parameter: &Parameter) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(default) = parameter
        .default
        .as_ref()
        .filter(|default| !default.is_null())
    {
        facts.push(format!("Default: {}.", docs::literal(default)));
    }
    facts.extend(docs::constraints(&parameter.constraints));
    facts
}

fn headers<'a>(cx: &Context<'_>, doc: &mut Doc, headers: impl Iterator<Item = &'a HeaderPart>) {
    let mut seen: Vec<&str> = Vec::new();
    for header in headers {
        if seen.contains(&&*header.name) {
            continue;
        }
        if seen.is_empty() {
            doc.section("Headers of the response");
            doc.list();
        }
        seen.push(&header.name);
        let said = summary(&header.docs);
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(" - {said}")
        };
        let name = text::code_span(&header.name);
        let always = if header.required {
            ", always there"
        } else {
            ""
        };
        doc.item(&format!(
            "{name}, {}{always}{said}",
            as_text(cx, &header.ty)
        ));
    }
}

fn errors(cx: &Context<'_>, doc: &mut Doc, errors: &[ErrorBody]) {
    doc.section("Errors");
    doc.list();
    if errors.is_empty() {
        doc.line("None are documented; a status that is no success is an error all the same.");
        return;
    }
    for error in errors {
        let status = match error.status {
            Status::Code(code) => format!("`{code}`"),
            Status::Range(digit) => format!("`{digit}XX`"),
            Status::Default => "any other status".to_owned(),
        };
        let body = match &error.ty {
            Some(ty) => format!(", with {}", shown(cx, ty)),
            None => String::new(),
        };
        let said = summary(&error.docs);
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(" - {said}")
        };
        doc.item(&format!("{status}{body}{said}"));
    }
}

/// What a header is to be read as.
fn as_text(cx: &Context<'_>, of: &Ty) -> String {
    let word = match ty::resolve(cx, of) {
        Ty::Nullable(of) => return as_text(cx, of),
        Ty::Bool => "a boolean",
        Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::I64Text | Ty::U64Text => "an integer",
        Ty::F64 | Ty::Number => "a number",
        Ty::DateTime => "a date with its time",
        Ty::Date => "a date",
        Ty::Uuid => "a UUID",
        Ty::List(_) | Ty::Tuple(_) => "a list",
        Ty::Named(_) | Ty::Boxed(_) => return shown(cx, of),
        _ => "text",
    };
    word.to_owned()
}

/// A type in prose, linked where it is one of the crate.
fn shown(cx: &Context<'_>, of: &Ty) -> String {
    match of {
        Ty::Named(id) | Ty::Boxed(id) => {
            let name = cx.names.ty(*id).name.plain();
            format!("[`{name}`](crate::models::{name})")
        }
        Ty::List(of) => match &**of {
            Ty::Named(_) | Ty::Boxed(_) => format!("a list of {}", shown(cx, of)),
            _ => "a list".to_owned(),
        },
        Ty::Nullable(of) => shown(cx, of),
        other => match ty::resolve(cx, other) {
            Ty::String => "text".to_owned(),
            _ => "JSON".to_owned(),
        },
    }
}
