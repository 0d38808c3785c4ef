//! The items of a group of operations: its handle, and for each operation the call, what it sends and what it gives.

mod sent;

use super::{Item, Kind, Origin, tokens};
use crate::emit::operation::{Named, body, form, is_argument, output, set};
use crate::emit::uses::{Place, Uses};
use crate::emit::{Context, ty};
use crate::ir::{BodyKind, FormField, OperationId, SuccessKind};

/// The module, the handle and all of its operations.
pub(super) fn items(cx: &Context<'_>, index: usize) -> Vec<Item> {
    let Some(group) = cx.api.groups.get(index) else {
        return Vec::new();
    };
    let names = cx.names.group(index);
    let origin = Origin::Group(index);
    let module = format!("api::{}", names.module);
    let handle = format!("{module}::{}", names.handle);
    let is_feature = cx.features.names().contains(&names.feature);
    let features: Vec<String> = is_feature
        .then(|| names.feature.clone())
        .into_iter()
        .collect();
    let mut items = vec![
        Item::new(Kind::Module, module.as_str(), origin).features(features.clone()),
        Item::new(Kind::Struct, handle.as_str(), origin).signature("<'_>"),
        Item::new(
            Kind::Function,
            format!("Client::{}", names.accessor),
            origin,
        )
        .signature(format!("(&self) -> {}<'_>", names.handle))
        .features(features),
    ];
    let uses = Uses::new(Place::Model, []);
    for &id in &group.operations {
        let mut call = Call {
            cx,
            uses: &uses,
            module: &module,
            id,
            named: Named::new(cx, id),
            items: Vec::new(),
        };
        call.method(&handle);
        call.setters();
        call.gives();
        call.forms();
        sent::sent(&mut call);
        items.append(&mut call.items);
    }
    items
}

/// An operation whose items are being listed.
struct Call<'a> {
    cx: &'a Context<'a>,
    uses: &'a Uses,
    /// `api::leads`
    module: &'a str,
    id: OperationId,
    named: Named<'a>,
    items: Vec<Item>,
}

impl Call<'_> {
    /// The path of a member of the call.
    fn member(&self, name: impl std::fmt::Display) -> String {
        format!("{}::{}::{name}", self.module, self.named.names.request)
    }

    fn push(
        &mut self,
        kind: Kind,
        name: impl std::fmt::Display,
        origin: Origin,
        signature: String,
    ) {
        let path = self.member(name);
        self.items
            .push(Item::new(kind, path, origin).signature(signature));
    }

    /// The method of the handle, and the type of the call.
    fn method(&mut self, handle: &str) {
        let Named { operation, names } = self.named;
        let mut parameters = vec!["&self".to_owned()];
        let named = operation.parameters.iter().zip(&names.parameters);
        for (index, (parameter, name)) in named.enumerate() {
            if is_argument(parameter) {
                let (ty, _) = set(self.cx, self.uses, index, parameter, name);
                parameters.push(format!("{name}: {}", tokens::text(ty)));
            }
        }
        for (method, index) in body::methods(self.named) {
            let origin = match *method == names.method {
                true => Origin::Operation(self.id),
                false => Origin::Body(self.id, index),
            };
            let body = body::argument(self.cx, self.uses, self.named, index);
            let body = body.map(|body| tokens::text(body.parameter));
            let all: Vec<String> = parameters.iter().cloned().chain(body).collect();
            let function = Item::new(Kind::Function, format!("{handle}::{method}"), origin);
            self.items.push(
                function
                    .signature(format!("({}) -> {}", all.join(", "), names.request))
                    .deprecated(operation.deprecated),
            );
        }
        let call = format!("{}::{}", self.module, names.request);
        let origin = Origin::Operation(self.id);
        self.items.push(Item::new(Kind::Struct, call, origin));
    }

    /// What need not be given.
    fn setters(&mut self) {
        let Named { operation, names } = self.named;
        let named = operation.parameters.iter().zip(&names.parameters);
        for (index, (parameter, name)) in named.enumerate() {
            if is_argument(parameter) {
                continue;
            }
            let (ty, _) = set(self.cx, self.uses, index, parameter, name);
            let origin = Origin::Parameter(self.id, index);
            let path = self.member(name);
            self.items.push(
                Item::new(Kind::Function, path, origin)
                    .signature(format!("(self, {name}: {}) -> Self", tokens::text(ty)))
                    .deprecated(parameter.deprecated),
            );
        }
        let Some(of) = operation.body.as_ref().filter(|of| !of.required) else {
            return;
        };
        for (index, (content, name)) in of.content.iter().zip(&names.bodies).enumerate() {
            let body = body::body(self.cx, self.uses, self.named, (index, content), name);
            let signature = format!("(self, {}) -> Self", tokens::text(body.parameter));
            self.push(
                Kind::Function,
                name,
                Origin::Body(self.id, index),
                signature,
            );
        }
    }

    /// What sending gives, and the enum of it where successes differ.
    fn gives(&mut self) {
        let operation = self.named.operation;
        let origin = Origin::Operation(self.id);
        if let Some(pagination) = &operation.pagination {
            let item = tokens::text(ty::ty(self.cx, self.uses, &pagination.item));
            let origin = Origin::Pagination(self.id);
            self.push(
                Kind::Function,
                "send",
                origin,
                format!("(self) -> Pending<Page<{item}>>"),
            );
            self.push(
                Kind::Function,
                "pages",
                origin,
                format!("(self) -> Pages<{item}>"),
            );
            self.push(
                Kind::Function,
                "items",
                origin,
                format!("(self) -> Items<{item}>"),
            );
            let resume = "(self, position: &Position) -> Self";
            self.push(Kind::Function, "resume", origin, resume.to_owned());
            return;
        }
        let Some(kind) = output::one_kind(&operation.success.cases) else {
            let output = self.named.names.output.as_str();
            self.push(
                Kind::Function,
                "send",
                origin,
                format!("(self) -> Pending<{output}>"),
            );
            self.outputs();
            return;
        };
        let origin = match operation.success.cases.is_empty() {
            true => origin,
            false => Origin::Success(self.id, 0),
        };
        let given = output::payload(self.cx, self.uses, &kind);
        let given = given.map_or_else(|| "()".to_owned(), tokens::text);
        self.push(
            Kind::Function,
            "send",
            origin,
            format!("(self) -> Pending<{given}>"),
        );
        if kind == SuccessKind::Bytes {
            let stream = "(self) -> Pending<Body>".to_owned();
            self.push(Kind::Function, "stream", origin, stream);
        }
    }

    fn outputs(&mut self) {
        let Named { operation, names } = self.named;
        let path = format!("{}::{}", self.module, names.output);
        let cases = operation.success.cases.iter().zip(&names.outputs);
        for (index, (case, name)) in cases.enumerate() {
            let given = output::payload(self.cx, self.uses, &case.kind);
            let given = given.map_or_else(String::new, |ty| format!("({})", tokens::text(ty)));
            let origin = Origin::Success(self.id, index);
            self.items.push(
                Item::new(Kind::Variant, format!("{path}::{name}"), origin)
                    .signature(given)
                    .wire(sent::answer(case)),
            );
        }
        self.items
            .push(Item::new(Kind::Enum, path, Origin::Operation(self.id)).signature(": output"));
    }

    fn forms(&mut self) {
        let contents = self
            .named
            .operation
            .body
            .iter()
            .flat_map(|body| &body.content);
        for (index, content) in contents.enumerate() {
            if let BodyKind::Multipart(fields) = &content.kind
                && !fields.is_empty()
            {
                self.form(index, fields);
            }
        }
    }

    fn form(&mut self, body: usize, fields: &[FormField]) {
        let path = format!("{}::{}", self.module, form::name(self.cx, self.named, body));
        let names = self.named.names.parts.get(body).into_iter().flatten();
        let mut parameters = Vec::new();
        for (index, (field, part)) in fields.iter().zip(names).enumerate() {
            let name = form::part_name(part);
            let ty = tokens::text(form::part(self.cx, self.uses, field, &name).ty);
            let origin = Origin::Part(self.id, body, index);
            let wire = Item::new(Kind::Wire, format!("{path}::part {name}"), origin);
            self.items.push(wire.wire(sent::part(field)));
            if field.required {
                parameters.push(format!("{name}: {ty}"));
                continue;
            }
            self.items.push(
                Item::new(Kind::Function, format!("{path}::{name}"), origin)
                    .signature(format!("(self, {name}: {ty}) -> Self")),
            );
        }
        let origin = Origin::Body(self.id, body);
        if parameters.is_empty() {
            let default = format!("{path}::Default");
            self.items.push(Item::new(Kind::Impl, default, origin));
        }
        self.items.push(
            Item::new(Kind::Function, format!("{path}::new"), origin)
                .signature(format!("({}) -> Self", parameters.join(", "))),
        );
        self.items.push(Item::new(Kind::Struct, path, origin));
    }
}
