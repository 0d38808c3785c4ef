//! The description as a judge reads it: which operation a request is, and whether request and answer are as described.
//!
//! Comes in: the text of `spec/partnerportal.yaml`. Goes out: [`Description`]. JSON Schema is left to the crate
//! `jsonschema`, on the description's own schemas. Parameter styles other than the defaults of path and query are not
//! done: the description has none, and [`Description::read`] says so when one appears.

mod operation;
mod place;
mod request;
mod response;
mod schema;

#[cfg(test)]
mod checks;

use std::sync::LazyLock;

use serde_json::Value;

pub use operation::Operation;
use place::Place;
use schema::Schemas;

/// The description the whole workspace is about.
const TEXT: &str = include_str!("../../spec/partnerportal.yaml");

static PARTNERPORTAL: LazyLock<Description> = LazyLock::new(|| Description::read(TEXT));

/// A description, with every schema that the judge needs compiled.
#[derive(Debug)]
pub struct Description {
    operations: Vec<Operation>,
}

impl Description {
    /// The description of PartnerPortal.io, read once.
    #[must_use]
    pub fn partnerportal() -> &'static Self {
        &PARTNERPORTAL
    }

    /// Reads a description.
    ///
    /// # Panics
    /// When the text is no description, or has something this judge cannot judge.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let document: Value = serde_yaml::from_str(text).expect("the description is YAML");
        let schemas = Schemas::new(&document);
        let paths = Place::root(&document)
            .get("paths")
            .expect("the description has paths");
        let operations = paths
            .members()
            .flat_map(|(path, item)| operation::of_path_item(&path, &item, &schemas))
            .collect();
        Self { operations }
    }

    /// Every operation, in the description's order.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation a request is for, with the decoded values of its path parameters.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<(&Operation, Vec<(String, String)>)> {
        self.operations
            .iter()
            .filter(|operation| operation.method == method)
            .find_map(|operation| Some((operation, operation.template.matches(path)?)))
    }
}
