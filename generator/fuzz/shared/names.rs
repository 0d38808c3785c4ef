//! Names alone: one API, whose types, members, values and operations are called anything. Fast, because only names are
//! planned and nothing is written.

use std::cell::RefCell;
use std::collections::HashSet;

use generator::Options;
use generator::ir::{Api, TypeKind};
use generator::names::{self, Ident};

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: {title: T, version: '1'}
tags: [{name: g0}, {name: g1}]
paths:
  /a/{p0}/{p1}:
    get: {operationId: o0, tags: [g0], parameters: [{$ref: '#/components/parameters/p0'}, {$ref: '#/components/parameters/p1'}], responses: {'204': {description: none}}}
    put: {operationId: o1, tags: [g0], parameters: [{$ref: '#/components/parameters/p0'}, {$ref: '#/components/parameters/p1'}], responses: {'204': {description: none}}}
    patch: {operationId: o2, tags: [g1], parameters: [{$ref: '#/components/parameters/p0'}, {$ref: '#/components/parameters/p1'}], responses: {'204': {description: none}}}
components:
  parameters:
    p0: {name: p0, in: path, required: true, schema: {type: string}}
    p1: {name: p1, in: path, required: true, schema: {type: string}}
  securitySchemes: {s0: {type: http, scheme: bearer}, s1: {type: http, scheme: basic}}
  schemas:
    T0: {type: object, properties: {f0: {}, f1: {}, f2: {}}}
    T1: {type: object, properties: {f0: {}, f1: {}}}
    T2: {type: string, enum: [v0, v1, v2]}
    T3: {type: string}
"##;

thread_local! {
    static API: RefCell<Api> = RefCell::new(api());
}

fn api() -> Api {
    let no_other_file = |_: &str| Err(String::new());
    let text = DESCRIPTION.as_bytes().to_vec();
    let described = generator::describe("names.yaml", text, &no_other_file, &Options::default());
    described.expect("a sound description").api
}

/// Calls everything what the bytes say, divided at line feeds, and plans the names.
pub fn names(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut words = text.split('\n').cycle();
    let mut next = || words.next().unwrap_or_default().to_owned();
    API.with_borrow_mut(|api| {
        for ty in &mut api.types {
            ty.name = vec![next()];
            match &mut ty.kind {
                TypeKind::Struct(object) => {
                    object
                        .fields
                        .iter_mut()
                        .for_each(|field| field.name = next());
                }
                TypeKind::Enum(list) => {
                    list.variants
                        .iter_mut()
                        .for_each(|variant| variant.value = next().into());
                }
                TypeKind::Union(_) | TypeKind::Alias(_) => {}
            }
        }
        for operation in &mut api.operations {
            operation.name = vec![next()];
            operation
                .parameters
                .iter_mut()
                .for_each(|parameter| parameter.name = next());
        }
        api.groups
            .iter_mut()
            .for_each(|group| group.tag = Some(next()));
        api.security_schemes
            .iter_mut()
            .for_each(|scheme| scheme.name = next());
        check(api);
    });
}

/// Every name is an identifier of ASCII letters, and no two of one scope are alike, not even for a file system that
/// ignores case.
fn check(api: &Api) {
    let names = names::plan(api);
    let types: Vec<_> = (0..api.types.len())
        .map(|index| names.ty(generator::ir::TypeId(index as u32)))
        .collect();
    scope(types.iter().map(|names| &names.name), false);
    scope(types.iter().map(|names| &names.module), true);
    for names in &types {
        scope(&names.fields, false);
        scope(&names.variants, false);
    }
    let groups: Vec<_> = (0..api.groups.len())
        .map(|index| names.group(index))
        .collect();
    scope(groups.iter().map(|names| &names.module), true);
    scope(groups.iter().map(|names| &names.accessor), false);
    for group in &api.groups {
        let operations: Vec<_> = group
            .operations
            .iter()
            .map(|&id| names.operation(id))
            .collect();
        scope(operations.iter().map(|names| &names.method), false);
        scope(operations.iter().map(|names| &names.request), false);
        for operation in operations {
            scope(&operation.parameters, false);
        }
    }
    scope(&names.security_schemes, false);
}

fn scope<'n>(names: impl IntoIterator<Item = &'n Ident>, are_files: bool) {
    let mut seen = HashSet::new();
    for name in names {
        let text = name.as_str();
        assert!(
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_#".contains(&byte)),
            "{text}"
        );
        assert!(
            syn::parse_str::<syn::Ident>(text).is_ok(),
            "{text} is no identifier"
        );
        assert!(text.len() <= 100, "{text} is too long");
        let key = match are_files {
            true => name.plain().to_ascii_lowercase(),
            false => text.to_owned(),
        };
        assert!(seen.insert(key), "{text} stands for two things");
    }
}
