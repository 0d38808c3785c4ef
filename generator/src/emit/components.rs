//! Which types of the crate stand for the component schemas of the description; for tools that use both.

use super::type_ids;
use crate::ir::Api;
use crate::names::Names;

/// A component schema and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentType {
    /// The component's name in the description.
    pub component: String,
    /// The type's path in the crate: `models::Lead`
    pub path: String,
}

/// The types of all component schemas, in document order.
pub fn component_types(api: &Api, names: &Names) -> Vec<ComponentType> {
    let components = type_ids(api).filter(|id| api.ty(*id).is_component);
    components
        .map(|id| ComponentType {
            component: api.ty(id).name.concat(),
            path: format!("models::{}", names.ty(id).name.as_str()),
        })
        .collect()
}
