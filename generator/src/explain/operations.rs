//! Why operations, and what belongs to the client as a whole, are as they are.

use super::Explainer;
use crate::emit::docs::text::line;
use crate::emit::operation::is_argument;
use crate::ir::{Api, Operation, OperationId, Ty};
use crate::surface::{Item, Kind, Origin};

pub(super) fn why(explainer: &Explainer<'_>, item: &Item, said: &mut Vec<String>) {
    let api = &explainer.described.api;
    match item.origin {
        Origin::Group(index) => group(api, index, item, said),
        Origin::Operation(id) => operation(api, id, item, said),
        Origin::Parameter(id, index) => parameter(explainer, id, index, item, said),
        Origin::Body(id, index) => body(api, id, index, item, said),
        Origin::Part(..) => said.push(
            "A part of the form: `required` ones are arguments of its `new`, others setters. `format: binary` is a file, objects and lists are JSON, the rest is text.".to_owned(),
        ),
        Origin::Success(id, index) => success(api, id, index, item, said),
        Origin::Failures(_) => said.push(
            "What is documented of failures stands in the documentation of the method; all of them are an `Error`, which keeps status and body.".to_owned(),
        ),
        Origin::Pagination(_) => {
            said.push("`x-pagination` says how the list is read page by page, so sending gives a page, and the call has `pages`, `items` and `resume`.".to_owned());
        }
        Origin::Setting(_) => said.push(
            "`x-client-setting: true` on the parameter makes it a setting of the client: given once, sent with each call that takes it.".to_owned(),
        ),
        Origin::Scheme(index) => scheme(api, index, item, said),
        Origin::Server(_) => said.push(
            "The first of `servers` is where calls go unless the client is told otherwise.".to_owned(),
        ),
        Origin::Webhook(index) => {
            let name = api.webhooks.get(index).map_or("", |webhook| &webhook.name);
            said.push(format!("The payload of the webhook or callback `{}`, which the API sends to its users.", line(name)));
        }
        Origin::Envelope => said.push(
            "`x-envelope` says which member of each success is the value; calls give what is in it.".to_owned(),
        ),
        _ => {}
    }
}

fn group(api: &Api, index: usize, item: &Item, said: &mut Vec<String>) {
    let tag = api.groups.get(index).and_then(|group| group.tag.as_deref());
    said.push(match tag {
        Some(tag) => format!("A group of operations has a module, a handle and a function of the client. This one is the tag `{}`, or, of operations without tags, the first segment of their paths.", line(tag)),
        None => "The operations that have neither a tag nor a path to take a group's name from.".to_owned(),
    });
    if item.kind == Kind::Module {
        said.push("Operations of several tags are in the group of their first.".to_owned());
    }
}

fn of(api: &Api, id: OperationId) -> Option<&Operation> {
    api.operations.get(id.0 as usize)
}

fn operation(api: &Api, id: OperationId, item: &Item, said: &mut Vec<String>) {
    let Some(operation) = of(api, id) else { return };
    let sends = format!("{} {}", operation.method.verb(), line(&operation.template));
    said.push(match &operation.operation_id {
        Some(name) => format!("The operation `{}` (`{}`).", line(name), sends),
        None => format!("The operation `{sends}`, which has no operationId, so its name is made of method and path."),
    });
    if let Some(name) = api.chosen.methods.get(&id)
        && item.kind == Kind::Function
        && item.name().trim_start_matches("r#") == name
    {
        said.push(super::types::chosen(&operation.name.join(" ")));
    }
    said.push(match (item.kind, item.name()) {
        (Kind::Function, "send") => "What sending gives is the one type that all documented successes have, or an enum where they differ.".to_owned(),
        (Kind::Function, "stream") => "The body is bytes, so it can also be read as it comes.".to_owned(),
        (Kind::Function, _) => "A method of its group's handle: the operationId without the words of the group. What is required are arguments, the rest are setters of the call.".to_owned(),
        (Kind::Enum, _) => "Its successes differ in what they hold, so sending gives an enum of them.".to_owned(),
        _ => "The call before it is sent: a struct with the name of the whole operationId.".to_owned(),
    });
}

fn parameter(
    explainer: &Explainer<'_>,
    id: OperationId,
    index: usize,
    item: &Item,
    said: &mut Vec<String>,
) {
    let operation = of(&explainer.described.api, id);
    let Some(parameter) = operation.and_then(|operation| operation.parameters.get(index)) else {
        return;
    };
    said.push(format!(
        "The parameter `{}`, `in: {:?}`, style {:?}.",
        line(&parameter.name),
        parameter.location,
        parameter.style
    ));
    said.push(match (is_argument(parameter), parameter.setting) {
        (true, _) => "It is required, so it is an argument of the method.".to_owned(),
        (false, Some(_)) => {
            "`x-client-setting`: the client has it, and this setter is for one call alone."
                .to_owned()
        }
        (false, None) => "It is not required, so it is a setter of the call.".to_owned(),
    });
    let schema = explainer
        .described
        .document
        .tree
        .peek(explainer.followed(parameter.node), "schema");
    let inner = match &parameter.ty {
        Ty::Nullable(of) => of,
        ty => ty,
    };
    let shown = item
        .signature
        .rsplit_once(") -> ")
        .map_or("", |(before, _)| before);
    let shown = shown.rsplit_once(": ").map_or("", |(_, ty)| ty);
    if let Some(schema) = schema.filter(|_| !shown.is_empty()) {
        said.push(explainer.type_reason(schema, inner, shown));
    }
}

fn body(api: &Api, id: OperationId, index: usize, item: &Item, said: &mut Vec<String>) {
    let body = of(api, id).and_then(|operation| operation.body.as_ref());
    let Some(body) = body else { return };
    let media_type = body
        .content
        .get(index)
        .map_or("", |content| &content.media_type);
    said.push(format!("The request body as `{}`.", line(media_type)));
    said.push(match (item.kind, body.required) {
        (Kind::Struct, _) | (Kind::Impl, _) => "A multipart form with known parts is a type of its own.".to_owned(),
        (Kind::Function, _) if item.name() == "new" => "The parts that are required are its arguments.".to_owned(),
        (_, true) => "The body is required, so one of its media types is an argument of the method (JSON, where there is any); the others are setters.".to_owned(),
        (_, false) => "The body is not required, so it is a setter of the call.".to_owned(),
    });
}

fn success(api: &Api, id: OperationId, index: usize, item: &Item, said: &mut Vec<String>) {
    let Some(operation) = of(api, id) else { return };
    let Some(case) = operation.success.cases.get(index) else {
        return;
    };
    let media_type = case
        .media_type
        .as_deref()
        .map_or("no body".to_owned(), |it| format!("`{}`", line(it)));
    said.push(match item.kind {
        Kind::Variant => format!("The success {:?} with {media_type}.", case.status),
        _ => format!("All documented successes are alike, such as {:?} with {media_type}, so sending gives just that.", case.status),
    });
    if operation.is_enveloped {
        said.push("`x-envelope`: it is the value inside the body, not the whole body.".to_owned());
    }
}

fn scheme(api: &Api, index: usize, item: &Item, said: &mut Vec<String>) {
    let name = api
        .security_schemes
        .get(index)
        .map_or("", |scheme| &scheme.name);
    said.push(format!("A part of the credentials of the security scheme `{}`. Of several schemes with such a part the first has the short name.", line(name)));
    if let Some((_, name)) = item.wire.split_once("environment ") {
        said.push(format!("`Client::from_env` takes it from the variable `{name}`, with the crate's name in front."));
    }
}
