//! Names of operations and of what is beside them in their group's module.

use std::collections::HashSet;

use super::mechanical::{self, Author};
use super::scope::{Ident, Kind, Scope};
use super::types::TypeNames;
use super::{GroupNames, case, keywords, reserved, status};
use crate::ir::{Api, BodyContent, BodyKind, Operation, OperationId};

/// The names of an operation.
#[derive(Debug)]
pub struct OperationNames {
    /// The method of the group's handle: `list`
    pub method: Ident,
    /// The type of a call not yet sent: `ListLeads`
    pub request: Ident,
    /// The enum of what success gives, where that is not one thing: `ListLeadsOutput`
    pub output: Ident,
    /// Its variants, by index in [`crate::ir::Success::cases`].
    pub outputs: Vec<Ident>,
    /// The static that describes the operation: `LIST_LEADS`
    pub r#static: Ident,
    /// Parameters as arguments and as setters of the request, by index.
    pub parameters: Vec<Ident>,
    /// Where a body must be there and may be of several media types, by index in [`crate::ir::RequestBody::content`]: the
    /// method that begins the call with this one, `create_as_form`; `None` for the one that `method` takes.
    pub choices: Vec<Option<Ident>>,
    /// Bodies likewise, by index in [`crate::ir::RequestBody::content`]: `body` where there is one.
    pub bodies: Vec<Ident>,
    /// Per body, setters for the parts of a multipart form, by index; empty for other bodies.
    pub parts: Vec<Vec<Ident>>,
}

/// Plans the names of all operations, by id.
pub(super) fn plan(api: &Api, types: &[TypeNames], groups: &[GroupNames]) -> Vec<OperationNames> {
    // Models are imported by their names, so a call that is named like a model gives way.
    let models: HashSet<&str> = types.iter().map(|names| names.name.as_str()).collect();
    let mut planned: Vec<(OperationId, OperationNames)> = Vec::with_capacity(api.operations.len());
    for (group, names) in api.groups.iter().zip(groups) {
        let tag = group.tag.as_deref().unwrap_or_default();
        let reserved = [
            keywords::PRELUDE,
            reserved::IN_OPERATIONS,
            &[names.handle.as_str()],
        ];
        let mut module = Module::new(tag, Scope::new(Kind::Request, &reserved).beside(&models));
        let mut operations = group.operations.clone();
        operations.sort_by_key(|id| !api.chosen.methods.contains_key(id));
        let first = planned.len();
        for id in operations {
            let chosen = api.chosen.methods.get(&id);
            planned.push((id, module.operation(api.operation(id), chosen)));
        }
        let planned = planned.get_mut(first..).unwrap_or_default();
        // After the names of all operations, which come first.
        for (id, names) in planned.iter_mut() {
            names.choices = module.choices(api.operation(*id), names.method.plain());
        }
        let statics = statics(api, planned);
        for ((_, names), name) in planned.iter_mut().zip(statics) {
            names.r#static = name;
        }
    }
    planned.sort_by_key(|(id, _)| *id);
    planned.into_iter().map(|(_, names)| names).collect()
}

/// The statics of a group.
fn statics(api: &Api, planned: &[(OperationId, OperationNames)]) -> Vec<Ident> {
    let mut scope = Scope::new(Kind::Static, &[reserved::CONSTANTS_IN_OPERATIONS]);
    let statics = planned.iter().map(|(id, _)| {
        let whole = api.operation(*id).name.join(" ");
        scope.add_words(&case::words(&whole), &whole)
    });
    statics.collect()
}

/// The scopes of a group's module.
struct Module<'a> {
    /// The words of the group, in the singular.
    words: Vec<String>,
    methods: Scope<'static>,
    structs: Scope<'a>,
}

impl<'a> Module<'a> {
    fn new(tag: &str, structs: Scope<'a>) -> Self {
        Self {
            words: singulars(&case::words(tag)),
            methods: Scope::new(Kind::Method, &[reserved::HANDLE_FUNCTIONS]),
            structs,
        }
    }

    fn operation(&mut self, operation: &Operation, chosen: Option<&String>) -> OperationNames {
        let whole = operation.name.join(" ");
        let words = case::words(&whole);
        let short = self.short(operation, &whole, &words);
        let short = short.filter(|short| self.methods.is_free(short));
        let method = match chosen {
            Some(name) => self.methods.add(name),
            None => {
                let words = short.as_deref().unwrap_or(&words);
                self.methods.add_words(words, &whole)
            }
        };
        let output = [words.clone(), vec!["output".to_owned()]].concat();
        let mut setters = Scope::new(Kind::Parameter, &[reserved::REQUEST_FUNCTIONS]);
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
        let request = self.structs.add_words(&words, &whole);
        OperationNames {
            method,
            // Until all calls of the group have their names.
            r#static: request.clone(),
            request,
            output: self.structs.add_words(&output, &whole),
            outputs: status::outputs(&operation.success.cases),
            parameters: setters.add_all(&parameters),
            choices: Vec::new(),
            bodies: bodies(content, &mut setters),
            parts: content.iter().map(parts).collect(),
        }
    }
}

impl Module<'_> {
    /// The methods for each media type of a body that must be there, beside the main one.
    fn choices(&mut self, operation: &Operation, method: &str) -> Vec<Option<Ident>> {
        let Some(body) = operation.body.as_ref().filter(|body| body.required) else {
            return Vec::new();
        };
        let choice = |(index, content): (usize, &BodyContent)| {
            let words = status::format(&content.media_type);
            let name = format!("{method} as {}", words.join(" "));
            (index != body.main()).then(|| self.methods.add(&name))
        };
        body.content.iter().enumerate().map(choice).collect()
    }

    /// The words of the method, where they need not be all of the operation's.
    fn short(&self, operation: &Operation, whole: &str, words: &[String]) -> Option<Vec<String>> {
        if operation.operation_id.is_none() {
            return short_derived(words, &self.words);
        }
        match mechanical::author(words, operation.method.verb(), &operation.template) {
            Author::All => short(whole, words, &self.words),
            Author::Nothing => short_derived(words, &self.words),
            Author::Words(own) => short(&own.join(" "), &own, &self.words)
                .filter(|short| self.methods.is_free(short))
                .or_else(|| Some(own).filter(|own| is_name(own))),
        }
    }
}

fn bodies(content: &[BodyContent], setters: &mut Scope<'_>) -> Vec<Ident> {
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

/// A form is a type of its own, so its parts need not differ from anything else.
fn parts(content: &BodyContent) -> Vec<Ident> {
    let BodyKind::Multipart(fields) = &content.kind else {
        return Vec::new();
    };
    // `new` is the form's constructor, and `form` what its parts are added to.
    let is_taken = |name: &str| matches!(case::words(name).as_slice(), [word] if word == "new" || word == "form");
    let names = fields.iter().map(|field| match &*field.name {
        name if is_taken(name) => format!("{name} part"),
        name => name.to_owned(),
    });
    Scope::new(Kind::Parameter, &[]).add_all(&names.collect::<Vec<_>>())
}

/// Words that tie what stands before them to what follows, and so begin and end no name.
const TIES: &[&str] = &[
    "all", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the",
    "to", "via", "with", "without",
];

/// The words of an operationId without those of its group, singular or plural; `None` where they must stay.
///
/// They go where the author set them apart (`leads/list-open`, `crm.leads.list`), where they begin the name
/// (`leadsList`), and where they end it after one word (`listLeads`). They stay where that would leave no name, half a
/// sentence, or a keyword, and where they stand twice and so mean something.
fn short(id: &str, words: &[String], group: &[String]) -> Option<Vec<String>> {
    let spaced = spaced(id, group);
    if let Some(rest) = spaced {
        return Some(rest).filter(|rest| is_name(rest));
    }
    let singular = singulars(words);
    let places = singular
        .windows(group.len().max(1))
        .filter(|window| *window == group);
    if places.count() != 1 {
        return None;
    }
    let after = singular.strip_prefix(group).map(<[String]>::len);
    let before = singular.strip_suffix(group).map(<[String]>::len);
    let rest = match (after, before) {
        (Some(after), _) => words.get(words.len() - after..)?,
        (None, Some(1)) => words.get(..1)?,
        _ => return None,
    };
    Some(rest.to_vec()).filter(|rest| is_name(rest))
}

/// What follows the segment that is the group, in an id of segments.
fn spaced(id: &str, group: &[String]) -> Option<Vec<String>> {
    let segments: Vec<&str> = id
        .split(['/', '.', ':'])
        .filter(|segment| !segment.is_empty())
        .collect();
    let place = segments
        .iter()
        .position(|segment| singulars(&case::words(segment)) == group)?;
    let rest = segments.get(place + 1..)?;
    (!rest.is_empty()).then(|| case::words(&rest.join(" ")))
}

/// As [`short`], for a name from method and path: without the first segment that is the group, and without what
/// versions the API.
fn short_derived(words: &[String], group: &[String]) -> Option<Vec<String>> {
    let (method, path) = words.split_first()?;
    let path = singulars(path)
        .iter()
        .position(|word| !is_prefix(word))
        .and_then(|start| path.get(start..))?;
    let rest = singulars(path).strip_prefix(group)?.len();
    let mut short = vec![method.clone()];
    short.extend_from_slice(path.get(path.len() - rest..)?);
    Some(short).filter(|short| !keywords::needs_raw(&case::snake(short)))
}

/// Whether words can stand alone: no half of a sentence, no digit first, no keyword.
fn is_name(words: &[String]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let is_tied =
        TIES.contains(&first.as_str()) || (words.len() > 1 && TIES.contains(&last.as_str()));
    let is_word = first.starts_with(|char: char| char.is_ascii_alphabetic());
    is_word && !is_tied && !keywords::needs_raw(&case::snake(words))
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

fn singulars(words: &[String]) -> Vec<String> {
    words.iter().map(|word| singular(word)).collect()
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
    use super::{is_prefix, short, short_derived, singulars};
    use crate::names::case;

    #[test]
    fn the_groups_words_go_where_they_say_nothing_new() {
        let table = [
            ("leads", "listLeads", Some("list")),
            ("leads", "createLead", Some("create")),
            ("leads", "leadsList", Some("list")),
            ("leads", "leadsListOpen", Some("list_open")),
            ("categories", "getCategory", Some("get")),
            ("Object Schemas", "getObjectSchema", Some("get")),
            ("addresses", "listAddresses", Some("list")),
            ("status", "getStatus", Some("get")),
            // Set apart by the author.
            ("repos", "repos/list-for-org", Some("list_for_org")),
            (
                "actions",
                "actions/list-actions-secrets",
                Some("list_actions_secrets"),
            ),
            ("achievements", "games.achievements.list", Some("list")),
            // In the middle, or after more than a verb: the rest would read badly.
            ("leads", "getLeadNotes", None),
            ("objects", "getObjectSchema", None),
            ("tickets", "buyMuseumTickets", None),
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
            let short = short(
                operation,
                &case::words(operation),
                &singulars(&case::words(tag)),
            );
            let name = short.map(|words| case::snake(&words));
            assert_eq!(name.as_deref(), expected, "{operation} in {tag}");
        }
    }

    #[test]
    fn names_from_paths_lose_the_groups_segment() {
        let table = [
            ("get pets", Some("get")),
            ("get pets by petId", Some("get_by_pet_id")),
            ("get api v1 pets", Some("get")),
            ("get stores pets owners", None),
        ];
        for (operation, expected) in table {
            let short = short_derived(&case::words(operation), &["pet".to_owned()]);
            let name = short.map(|words| case::snake(&words));
            assert_eq!(name.as_deref(), expected, "{operation}");
        }
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
