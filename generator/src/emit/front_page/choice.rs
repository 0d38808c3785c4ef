//! Which operations and models serve as examples.

use crate::emit::operation::{self, Named};
use crate::emit::uses::{Place, Uses};
use crate::emit::{Context, struct_, ty, type_ids};
use crate::ir::{
    FieldShape, Location, Method, Operation, Parameter, Struct, SuccessKind, Ty, TypeId, TypeKind,
};

/// What serves as examples; nothing where the API has nothing fit.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// A call that reads one thing.
    pub(super) read: Option<Call>,
    /// A call that reads a list page by page.
    pub(super) list: Option<Call>,
    /// A struct that tells apart what is absent and what is null.
    pub(super) tri_state: Option<TriState>,
    /// A struct with a member that is a map of anything.
    pub(super) free_form: Option<FreeForm>,
    /// A struct that is received, for its members that are not known.
    pub(super) received: Option<TypeId>,
}

/// A call in Rust.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// `client.leads().get("lead-1")`
    pub(super) expression: String,
    /// A name for what it gives: `lead`
    pub(super) result: String,
    /// The operation's index.
    pub(super) operation: usize,
}

/// A struct with a member of three states.
#[derive(Clone, Debug)]
pub(super) struct TriState {
    pub(super) ty: TypeId,
    /// Its setter.
    pub(super) setter: String,
    /// The field.
    pub(super) field: String,
}

/// A struct with a member that takes whatever names and values there are.
#[derive(Clone, Debug)]
pub(super) struct FreeForm {
    pub(super) ty: TypeId,
    /// Its setter.
    pub(super) setter: String,
    /// Whether the setter takes the map in an `Option`.
    pub(super) is_nullable: bool,
}

impl Choice {
    pub(super) fn new(cx: &Context<'_>) -> Self {
        let calls: Vec<Call> = calls(cx).collect();
        let is_list = |call: &&Call| {
            cx.api
                .operations
                .get(call.operation)
                .is_some_and(|operation| operation.pagination.is_some())
        };
        Self {
            // One with arguments teaches more than one without.
            read: calls
                .iter()
                .filter(|call| !is_list(call))
                .find(|call| !call.expression.ends_with("()"))
                .or_else(|| calls.iter().find(|call| !is_list(call)))
                .or_else(|| calls.first())
                .cloned(),
            list: calls.iter().find(is_list).cloned(),
            tri_state: tri_state(cx),
            free_form: free_form(cx),
            received: received(cx),
        }
    }
}

/// All operations that can be called in one line, in order.
fn calls<'a>(cx: &'a Context<'_>) -> impl Iterator<Item = Call> + 'a {
    let groups = cx.api.groups.iter().enumerate();
    groups.flat_map(move |(index, group)| {
        group.operations.iter().filter_map(move |id| {
            let named = Named::new(cx, *id);
            let accessor = cx.names.group(index).accessor.as_str();
            call(cx, named, accessor, id.0 as usize)
        })
    })
}

fn call(cx: &Context<'_>, named: Named<'_>, accessor: &str, index: usize) -> Option<Call> {
    let operation = named.operation;
    let is_fit = operation.method == Method::Get
        && !operation.deprecated
        && operation.body.is_none()
        && operation
            .success
            .cases
            .iter()
            .all(|case| matches!(case.kind, SuccessKind::Json(_)))
        && !operation.success.cases.is_empty();
    if !is_fit {
        return None;
    }
    let mut arguments = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| operation::is_argument(parameter))
    {
        arguments.push(argument(cx, parameter)?);
    }
    let method = &named.names.method;
    Some(Call {
        expression: format!("client.{accessor}().{method}({})", arguments.join(", ")),
        result: result(cx, operation),
        operation: index,
    })
}

/// An argument in Rust.
fn argument(cx: &Context<'_>, parameter: &Parameter) -> Option<String> {
    if parameter.deprecated || parameter.location == Location::Cookie {
        return None;
    }
    match ty::resolve(cx, &parameter.ty) {
        Ty::String => {
            let example = parameter.docs.example.as_deref().unwrap_or_default();
            let example: Option<String> = serde_json::from_str(example).ok();
            let is_plain = |text: &String| {
                let is_word =
                    |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
                !text.is_empty() && text.len() <= 30 && text.chars().all(is_word)
            };
            let value = example
                .filter(is_plain)
                .unwrap_or_else(|| "example".to_owned());
            Some(format!("\"{value}\""))
        }
        Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 => Some("1".to_owned()),
        Ty::Bool => Some("true".to_owned()),
        _ => None,
    }
}

/// A name for what an operation gives, which is no keyword and none of the examples' own.
fn result(cx: &Context<'_>, operation: &Operation) -> String {
    let ty = operation
        .success
        .cases
        .iter()
        .find_map(|case| match &case.kind {
            SuccessKind::Json(Ty::Named(id) | Ty::Boxed(id)) => Some(*id),
            _ => None,
        });
    let name = ty.map(|id| cx.names.ty(id).module.as_str().to_owned());
    match name {
        Some(name)
            if !name.starts_with("r#")
                && name.len() <= 20
                && name != "client"
                && name != "response" =>
        {
            name
        }
        _ => "value".to_owned(),
    }
}

/// A struct that is sent and that `new()` gives, always there.
fn built_of_nothing<'a>(cx: &'a Context<'_>, id: TypeId) -> Option<&'a Struct> {
    let whole = cx.api.ty(id);
    let TypeKind::Struct(of) = &whole.kind else {
        return None;
    };
    let uses = Uses::new(Place::Elsewhere, []);
    let is_fit = whole.usage.request
        && !whole.deprecated
        && struct_::construction(cx, &uses, id, of).asked.is_empty();
    is_fit.then_some(of)
}

fn free_form(cx: &Context<'_>) -> Option<FreeForm> {
    type_ids(cx.api).find_map(|id| {
        let of = built_of_nothing(cx, id)?;
        let mut fields = of.fields.iter().zip(&cx.names.ty(id).setters);
        fields.find_map(|(field, setter)| {
            let has_setter = !matches!(field.shape, FieldShape::Required | FieldShape::Nullable);
            if !has_setter || field.deprecated || field.read_only {
                return None;
            }
            let whole = ty::resolve(cx, &field.ty);
            let (is_nullable, map) = match whole {
                Ty::Nullable(of) => (true, ty::resolve(cx, of)),
                other => (false, other),
            };
            let Ty::Map(value) = map else { return None };
            matches!(ty::resolve(cx, value), Ty::Any).then(|| FreeForm {
                ty: id,
                setter: setter.as_str().to_owned(),
                is_nullable,
            })
        })
    })
}

fn tri_state(cx: &Context<'_>) -> Option<TriState> {
    type_ids(cx.api).find_map(|id| {
        let of = built_of_nothing(cx, id)?;
        let names = cx.names.ty(id);
        let fields = of
            .fields
            .iter()
            .zip(names.fields.iter().zip(&names.setters));
        let mut fit = fields.filter(|(field, _)| {
            field.shape == FieldShape::Maybe && !field.deprecated && !field.read_only
        });
        let (_, (field, setter)) = fit.next()?;
        Some(TriState {
            ty: id,
            setter: setter.as_str().to_owned(),
            field: field.as_str().to_owned(),
        })
    })
}

fn received(cx: &Context<'_>) -> Option<TypeId> {
    type_ids(cx.api).find(|id| {
        let whole = cx.api.ty(*id);
        let is_struct = matches!(&whole.kind, TypeKind::Struct(of) if !of.fields.is_empty());
        is_struct && whole.usage.response && !whole.deprecated
    })
}
