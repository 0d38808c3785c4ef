//! Names of operations and of what is beside them in their group's module.

use super::scope::{Ident, Kind, Scope};
use super::types::TypeNames;
use super::{GroupNames, case, keywords, reserved, status};
use crate::ir::{Api, BodyContent, BodyKind, Operation, OperationId};

/// The names of an operation.
#[derive(Debug)]
pub struct OperationNames {
    /// The method of the group's handle: `list`
    pub method: Ident,
    /// The struct of a call not yet sent: `ListLeads`
    pub request: Ident,
    /// The enum of what success gives, where that is not one thing: `ListLeadsOutput`
    pub output: Ident,
    /// Its variants, by index in [`crate::ir::Success::cases`].
    pub outputs: Vec<Ident>,
    /// The constant that describes the operation: `LIST_LEADS`
    pub constant: Ident,
    /// Parameters as arguments and as setters of the request struct, by index.
    pub parameters: Vec<Ident>,
    /// Bodies likewise, by index in [`crate::ir::RequestBody::content`]: `body` where there is one.
    pub bodies: Vec<Ident>,
    /// Per body, setters for the parts of a multipart form, by index; empty for other bodies.
    pub parts: Vec<Vec<Ident>>,
}

/// Plans the names of all operations, by id.
pub(super) fn plan(api: &Api, types: &[TypeNames], groups: &[GroupNames]) -> Vec<OperationNames> {
    let mut planned: Vec<(OperationId, OperationNames)> = Vec::with_capacity(api.operations.len());
    for (group, names) in api.groups.iter().zip(groups) {
        let mut module = Module::new(types, names, group.tag.as_deref().unwrap_or_default());
        for &id in &group.operations {
            planned.push((id, module.operation(api.operation(id))));
        }
    }
    planned.sort_by_key(|(id, _)| *id);
    planned.into_iter().map(|(_, names)| names).collect()
}

/// The scopes of a group's module.
struct Module {
    /// The words of the group, in the singular.
    words: Vec<String>,
    methods: Scope,
    structs: Scope,
    constants: Scope,
}

impl Module {
    fn new(types: &[TypeNames], group: &GroupNames, tag: &str) -> Self {
        let mut structs = Scope::new(Kind::Request, keywords::PRELUDE);
        for name in reserved::IN_OPERATIONS {
            structs.reserve(name);
        }
        // Models are imported by their names, so a call that is named like a model gives way.
        for ty in types {
            structs.reserve(ty.name.as_str());
        }
        structs.reserve(group.handle.as_str());
        let words = case::words(tag).iter().map(|word| singular(word)).collect();
        Self {
            words,
            methods: Scope::new(Kind::Method, reserved::HANDLE_FUNCTIONS),
            structs,
            constants: Scope::new(Kind::Constant, &[]),
        }
    }

    fn operation(&mut self, operation: &Operation) -> OperationNames {
        let whole = operation.name.join(" ");
        let words = case::words(&whole);
        let short = short(&words, &self.words, operation.operation_id.is_none())
            .filter(|short| self.methods.is_free(short));
        let method = self
            .methods
            .add_words(short.as_deref().unwrap_or(&words), &whole);
        let output = [words.clone(), vec!["output".to_owned()]].concat();
        let mut setters = Scope::new(Kind::Parameter, reserved::REQUEST_FUNCTIONS);
        let parameters: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| &*parameter.name)
            .collect();
        let content = operation
            .body
            .as_ref()
            .map(|body| body.content.as_slice())
            .unwrap_or_default();
        OperationNames {
            method,
            request: self.structs.add_words(&words, &whole),
            output: self.structs.add_words(&output, &whole),
            outputs: status::outputs(&operation.success.cases),
            constant: self.constants.add_words(&words, &whole),
            parameters: setters.add_all(&parameters),
            bodies: bodies(content, &mut setters),
            parts: content
                .iter()
                .map(|content| parts(content, &mut setters))
                .collect(),
        }
    }
}

fn bodies(content: &[BodyContent], setters: &mut Scope) -> Vec<Ident> {
    if let [_] = content {
        // Reserved among the setters, so free.
        return vec![Scope::new(Kind::Parameter, &[]).add("body")];
    }
    let bodies = content.iter().map(|content| {
        let words = status::format(&content.media_type);
        setters.add(&format!("{} body", words.join(" ")))
    });
    bodies.collect()
}

fn parts(content: &BodyContent, setters: &mut Scope) -> Vec<Ident> {
    let BodyKind::Multipart(fields) = &content.kind else {
        return Vec::new();
    };
    let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
    setters.add_all(&names)
}

/// Words that tie what stands before them to what follows.
const TIES: &[&str] = &[
    "all", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the",
    "to", "via", "with", "without",
];

/// The words of an operation without those of its group: `list` of `list leads` in `leads`.
///
/// The group's words go only where they stand once, as whole words, singular or plural, at one end; something must be
/// left that reads as a name by itself. Names from method and path (`is_derived`) lose the first segment that says it,
/// after the method and what versions the API.
fn short(words: &[String], group: &[String], is_derived: bool) -> Option<Vec<String>> {
    let singular: Vec<String> = words.iter().map(|word| singular(word)).collect();
    let mut places = singular
        .windows(group.len().max(1))
        .enumerate()
        .filter(|(_, window)| *window == group);
    let (place, _) = places.next()?;
    if places.next().is_some() && !is_derived {
        return None;
    }
    let before = words.get(..place)?;
    let after = words.get(place + group.len()..)?;
    let rest = match (before, after) {
        ([method, prefix @ ..], after) if is_derived => {
            let is_at_front = prefix.iter().all(|word| is_prefix(word));
            is_at_front.then(|| [std::slice::from_ref(method), after].concat())?
        }
        ([], []) => return None,
        ([], rest) | (rest, []) => rest.to_vec(),
        _ => return None,
    };
    let first = rest.first()?;
    let last = rest.last()?;
    let is_tied = TIES.contains(&first.as_str()) || TIES.contains(&last.as_str());
    let is_name = first.starts_with(|char: char| char.is_ascii_alphabetic())
        && !keywords::needs_raw(&case::snake(&rest));
    (is_name && !is_tied).then_some(rest)
}

/// Whether a segment of a path says where an API is, not what an operation is about: `api`, `v1`.
pub(crate) fn is_prefix(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    let version = segment.strip_prefix('v').unwrap_or_default();
    let is_version = version.starts_with(|first: char| first.is_ascii_digit())
        && version
            .chars()
            .all(|char| char.is_ascii_digit() || matches!(char, '.' | '_' | '-'));
    is_version || matches!(segment.as_str(), "api" | "apis" | "rest")
}

fn singular(word: &str) -> String {
    let cut = |suffix: &str| word.strip_suffix(suffix).filter(|stem| stem.len() > 1);
    if let Some(stem) = cut("ies") {
        return format!("{stem}y");
    }
    for suffix in ["sses", "shes", "ches", "xes", "zes"] {
        if let Some(stem) = cut(suffix) {
            return format!("{stem}{}", suffix.strip_suffix("es").unwrap_or(suffix));
        }
    }
    let is_singular = ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending));
    match cut("s") {
        Some(stem) if !is_singular => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_prefix, short, singular};
    use crate::names::case;

    #[track_caller]
    fn check(tag: &str, operation: &str, is_derived: bool, expected: Option<&str>) {
        let group: Vec<String> = case::words(tag).iter().map(|word| singular(word)).collect();
        let short = short(&case::words(operation), &group, is_derived);
        let name = short.map(|words| case::snake(&words));
        assert_eq!(name.as_deref(), expected, "{operation} in {tag}");
    }

    #[test]
    fn the_groups_words_go_where_they_say_nothing_new() {
        let table = [
            ("leads", "listLeads", Some("list")),
            ("leads", "createLead", Some("create")),
            ("leads", "getLeadNotes", None),
            ("leads", "leadsList", Some("list")),
            ("repos", "repos/list-for-org", Some("list_for_org")),
            ("categories", "getCategory", Some("get")),
            ("Object Schemas", "getObjectSchema", Some("get")),
            ("objects", "getObjectSchema", None),
            ("addresses", "listAddresses", Some("list")),
            ("status", "getStatus", Some("get")),
            // Nothing would be left.
            ("search", "search", None),
            // What is left would be no name.
            ("leads", "addNoteToLead", None),
            ("leads", "leadsByOwner", None),
            ("leads", "moveLead", None),
            // Twice there, so it means something.
            ("charges", "getChargesCharge", None),
            // Part of a word.
            ("lead", "listLeaders", None),
        ];
        for (tag, operation, expected) in table {
            check(tag, operation, false, expected);
        }
    }

    #[test]
    fn names_from_paths_lose_the_groups_segment() {
        check("pets", "get pets", true, Some("get"));
        check("pets", "get pets by petId", true, Some("get_by_pet_id"));
        check("pets", "get api v1 pets", true, Some("get"));
        check("pets", "get stores pets owners", true, None);
    }

    #[test]
    fn versions_are_prefixes() {
        for segment in ["v1", "V2", "v1.2", "api"] {
            assert!(is_prefix(segment), "{segment}");
        }
        for segment in ["videos", "v", "leads", "apiKeys"] {
            assert!(!is_prefix(segment), "{segment}");
        }
    }
}
