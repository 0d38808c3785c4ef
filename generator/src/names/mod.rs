//! All Rust names of the generated crate, planned per scope before anything is emitted.
//!
//! | what | pattern | example |
//! |---|---|---|
//! | type | words of the component, title or place | `Lead`, `LeadOwner` |
//! | its module and file | the type's words | `lead` in `models/lead.rs` |
//! | field, and its setter | the member's words | `last_name` |
//! | variant of an enumeration | the value's words | `Active`; `1` is `Value1`, `-1` is `Minus1` |
//! | variant of a union | the words of the variant, without those that its union begins or ends with | `Cat` for `PetCat` |
//! | group: module, file, accessor | the tag's words | `leads` in `api/leads.rs`, `client.leads()` |
//! | group: handle | the same | `Leads` |
//! | group: Cargo feature | the same | `object-schemas` |
//! | method | operationId without the group's words, nor the method and path that a framework put there | `list` for `listLeads` of `leads` |
//! | request, output enum | the whole operationId | `ListLeads`, `ListLeadsOutput` |
//! | its static | the same | `LIST_LEADS` |
//! | parameter: argument, setter | the parameter's words | `lead_id`, `skip` |
//! | body: argument, setter | `body`; one of several: its format | `body`, `merge_patch_json` |
//! | part of a form: setter | the property's words | `file` |
//! | output variant | the status, and the format where several | `Ok`, `Accepted`, `OkJson` |
//! | setting, security scheme: setter of the builder | its words | `company_id` |
//! | server, and its variables | its description, or number; its words | `Production`, `region` |
//! | webhook: payload alias | its words, `Payload` where a type has them | `LeadCreated` |
//!
//! A name that the project chose (`rename`) comes before all of these and is as it is.
//!
//! A reserved name gets a word more (`ApiOption`, `extra_member`), one that begins with a digit gets one in front
//! (`value_1st`), a keyword is written raw (`r#type`). Of names that come out alike, components come before inline
//! types and earlier before later; then signs are spelled (`at_type`), but not those that part the words of a type's
//! name; then numbers added (`Lead2`). What is longer than 80 letters keeps its first and its last words, and a hash of
//! the whole tells it apart. See `scope` for all of this, `reserved` for the lists, `case` for words. Names on the wire
//! are never taken from here.

mod case;
mod chosen;
mod keywords;
mod mechanical;
mod operations;
pub(crate) mod reserved;
mod scope;
mod status;
#[cfg(test)]
mod tests;
mod types;

pub use chosen::{Sort, unfit};
pub use operations::OperationNames;
pub(crate) use operations::is_prefix;
pub use scope::Ident;
pub(crate) use status::phrase as status;
pub use types::TypeNames;

use crate::ir::{Api, Group, OperationId, Server, Ty, TypeId, row};
use scope::{Kind, Scope};

/// All names, by the ids and indices of the [`Api`] they were planned for.
#[derive(Debug)]
pub struct Names {
    types: Vec<TypeNames>,
    operations: Vec<OperationNames>,
    groups: Vec<GroupNames>,
    servers: Vec<ServerNames>,
    /// Setters of the client's builder, by index in [`Api::settings`].
    pub settings: Vec<Ident>,
    /// Names for the setters of credentials, by [`crate::ir::SecuritySchemeId`].
    pub security_schemes: Vec<Ident>,
    /// Type names for the payloads of webhooks, by index in [`Api::webhooks`]; beside the types of the models.
    pub webhooks: Vec<Ident>,
    /// Names of the runtime that types of the description have.
    pub shadowed: Vec<&'static str>,
}

/// The names of a group of operations.
#[derive(Debug)]
pub struct GroupNames {
    /// The module, its file's stem, and the client's function: `leads`
    pub module: Ident,
    /// The function of the client that gives the handle: `leads`
    pub accessor: Ident,
    /// The struct with a method per operation: `Leads`
    pub handle: Ident,
    /// The Cargo feature: `leads`. Not an identifier of Rust: kebab case.
    pub feature: String,
}

/// The names of a server.
#[derive(Debug)]
pub struct ServerNames {
    /// As a variant or constant: `Production`
    pub name: Ident,
    /// Its variables, by index.
    pub variables: Vec<Ident>,
}

impl Names {
    /// The names of a type.
    pub fn ty(&self, id: TypeId) -> &TypeNames {
        row(&self.types, id.0 as usize)
    }

    /// The names of an operation.
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        row(&self.operations, id.0 as usize)
    }

    /// The names of a group, by its index in [`Api::groups`].
    pub fn group(&self, index: usize) -> &GroupNames {
        row(&self.groups, index)
    }

    /// The names of a server, by its index in [`Api::servers`].
    pub fn server(&self, index: usize) -> &ServerNames {
        row(&self.servers, index)
    }
}

/// Plans every name of the crate. Total: whatever the document calls its parts, each gets a name.
pub fn plan(api: &Api) -> Names {
    let (types, mut models) = types::plan(&api.types, &api.chosen);
    let groups = groups(&api.groups);
    let operations = operations::plan(api, &types, &groups);
    let mut builder = Scope::new(Kind::Parameter, &[reserved::BUILDER_FUNCTIONS]);
    let settings: Vec<&str> = api.settings.iter().map(|setting| &*setting.name).collect();
    let schemes = api.security_schemes.iter();
    let schemes: Vec<&str> = schemes.map(|scheme| &*scheme.name).collect();
    let webhooks = api.webhooks.iter().map(|webhook| {
        if models.is_free(&case::words(&webhook.name)) {
            return models.add(&webhook.name);
        }
        let payload = format!("{} payload", webhook.name);
        // A payload that has no schema of its own has the name already.
        own_name(&webhook.payload, &types, &payload).unwrap_or_else(|| models.add(&payload))
    });
    let webhooks: Vec<Ident> = webhooks.collect();
    Names {
        shadowed: types::shadowed(&types),
        webhooks,
        types,
        operations,
        groups,
        servers: servers(&api.servers),
        settings: builder.add_all(&settings),
        security_schemes: builder.add_all(&schemes),
    }
}

/// The name of the type of a payload, where it is what the webhook would be called.
fn own_name(payload: &Option<Ty>, types: &[TypeNames], called: &str) -> Option<Ident> {
    let Some(Ty::Named(id)) = payload else {
        return None;
    };
    let name = &types.get(id.0 as usize)?.name;
    (case::pascal(&case::words(called)) == name.plain()).then(|| name.clone())
}

/// The name of the group of operations that have neither a tag nor a path to take one from.
const UNTAGGED: &str = "api";

fn groups(groups: &[Group]) -> Vec<GroupNames> {
    let mut modules = Scope::new(Kind::Module, &[]);
    let mut accessors = Scope::new(Kind::Method, &[reserved::CLIENT_FUNCTIONS]);
    let mut handles = Scope::new(Kind::Handle, &[keywords::PRELUDE, reserved::IN_OPERATIONS]);
    let mut features = Scope::new(Kind::Feature, &[reserved::FEATURES]);
    let names = groups
        .iter()
        .map(|group| group.tag.as_deref().unwrap_or(UNTAGGED));
    names
        .map(|name| GroupNames {
            module: modules.add(name),
            accessor: accessors.add(name),
            handle: handles.add(name),
            feature: features.add(name).as_str().to_owned(),
        })
        .collect()
}

fn servers(servers: &[Server]) -> Vec<ServerNames> {
    let mut names = Scope::new(Kind::Variant, &[]);
    let named = servers.iter().enumerate().map(|(index, server)| {
        let described = server.docs.description.as_deref().unwrap_or_default();
        let words = case::words(described);
        let is_a_name = !described.is_empty() && words.len() <= 4;
        let name = if is_a_name {
            names.add(described)
        } else {
            names.add(&format!("server {}", index + 1))
        };
        let variables: Vec<&str> = server
            .variables
            .iter()
            .map(|variable| &*variable.name)
            .collect();
        ServerNames {
            name,
            variables: Scope::new(Kind::Parameter, &[]).add_all(&variables),
        }
    });
    named.collect()
}
