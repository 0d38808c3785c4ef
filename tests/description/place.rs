//! A place in a document: a value and the JSON Pointer that leads to it, with every `$ref` followed on the way.

use serde_json::Value;

/// A value of the document and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Place<'d> {
    document: &'d Value,
    value: &'d Value,
    pointer: String,
}

impl<'d> Place<'d> {
    /// The whole document.
    pub(super) fn root(document: &'d Value) -> Self {
        Self {
            document,
            value: document,
            pointer: String::new(),
        }
    }

    /// The value itself.
    pub(super) fn value(&self) -> &'d Value {
        self.value
    }

    /// The JSON Pointer (RFC 6901) of the value.
    pub(super) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The member of this name, if this is an object that has it.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name)?;
        Some(self.step(value, &name.replace('~', "~0").replace('/', "~1")))
    }

    /// The text of the member of this name.
    pub(super) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name)?.as_str()
    }

    /// Whether the member of this name is `true`.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.value.get(name) == Some(&Value::Bool(true))
    }

    /// The members of an object, in their order in `serde_json`'s map; none for any other value.
    pub(super) fn members(&self) -> impl Iterator<Item = (String, Self)> {
        let names = self
            .value
            .as_object()
            .into_iter()
            .flat_map(|map| map.keys());
        names.filter_map(|name| Some((name.clone(), self.get(name)?)))
    }

    /// The items of an array; none for any other value.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| self.step(value, &index.to_string()))
    }

    fn step(&self, value: &'d Value, token: &str) -> Self {
        let mut place = Self {
            document: self.document,
            value,
            pointer: format!("{}/{token}", self.pointer),
        };
        // A reference may lead to a reference; eight in a row are a cycle for the purposes of a test.
        for _ in 0..8 {
            let Some(reference) = place.text("$ref") else {
                return place;
            };
            // A Schema Object keeps what stands beside its reference (JSON Schema 2020-12), so it is left as it is.
            if place.value.as_object().is_some_and(|map| map.len() > 1) {
                return place;
            }
            let pointer = reference
                .strip_prefix('#')
                .expect("the description refers to itself only");
            place.value = self
                .document
                .pointer(pointer)
                .unwrap_or_else(|| panic!("`{reference}` leads nowhere"));
            pointer.clone_into(&mut place.pointer);
        }
        panic!("the reference at `{}` leads back to itself", self.pointer)
    }
}
