//! Follows a JSON Pointer (RFC 6901) from a node, and finds the one that somebody may have meant.

use crate::document::Document;
use crate::resolve::location::decode;
use crate::suggest::listed;
use crate::tree::NodeId;

/// The node that the fragment of a reference names, seen from `root`.
pub(crate) fn find(document: &Document, root: NodeId, fragment: &str) -> Option<NodeId> {
    if fragment.is_empty() {
        return Some(root);
    }
    // A name that holds a percent sign is rarely encoded as it should be, so the text itself gets a chance too.
    step_by_step(document, root, &decode(fragment))
        .or_else(|| step_by_step(document, root, fragment))
}

fn step_by_step(document: &Document, root: NodeId, pointer: &str) -> Option<NodeId> {
    let mut at = root;
    for step in pointer.strip_prefix('/')?.split('/') {
        at = child(document, at, &unescape(step))?;
    }
    Some(at)
}

/// A pointer may lead through an object that is itself a reference, as in `#/components/schemas/Alias/properties/id`.
fn child(document: &Document, node: NodeId, name: &str) -> Option<NodeId> {
    let mut at = node;
    // References are not yet known to end.
    for _ in 0..32 {
        let found = document.tree.step(at, name);
        if found.is_some() {
            return found;
        }
        at = *document.targets.get(&at)?;
    }
    None
}

/// `~1` is a slash and `~0` a tilde.
pub(super) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// The opposite of [`unescape`].
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A pointer like this one that leads somewhere: with its last good step's nearest child instead of the bad one.
pub(super) fn nearest_pointer(document: &Document, root: NodeId, fragment: &str) -> Option<String> {
    let decoded = decode(fragment);
    let mut at = root;
    let mut good = String::new();
    let steps = decoded.strip_prefix('/')?.split('/').map(unescape);
    for step in steps {
        let tree = &document.tree;
        let (name, child) = match child(document, at, &step) {
            Some(child) => (step, child),
            None => {
                let names = tree.children(at).filter_map(|child| tree.name(child));
                let near = document.diagnostics.nearest(&step, names)?;
                (near.to_owned(), tree.step(at, near)?)
            }
        };
        at = child;
        good.push('/');
        good.push_str(&escape(&name));
    }
    Some(good)
}

/// How far a pointer leads that does not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// As far as it leads anywhere.
    pub there: String,
    /// The step that is not there.
    pub step: String,
    /// The pointer that may be meant.
    pub near: Option<String>,
    /// What is there in place of the step: the first few names, or how many elements.
    pub known: String,
}

impl Missing {
    /// What to do about it.
    pub fn way_out(&self) -> String {
        let Self { there, known, .. } = self;
        match &self.near {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("nothing stands in `{there}`"),
            None => format!("`{there}` has {known}"),
        }
    }
}

/// How far a pointer leads that does not arrive; `file` is what stands in front of it: `#`, or the name of a file as well.
pub(crate) fn missing(document: &Document, root: NodeId, file: &str, fragment: &str) -> Missing {
    let tree = &document.tree;
    let Some(steps) = fragment.strip_prefix('/') else {
        let with_slash = format!("/{fragment}");
        return Missing {
            there: file.to_owned(),
            step: fragment.to_owned(),
            near: match find(document, root, &with_slash) {
                Some(_) => Some(format!("{file}{with_slash}")),
                None => nearest_component(document, fragment),
            },
            known: "nothing that does not begin with `/`".to_owned(),
        };
    };
    let (mut at, mut there) = (root, file.to_owned());
    let mut missing = steps;
    for step in steps.split('/') {
        missing = step;
        let Some(child) = child(document, at, &unescape(step)) else {
            break;
        };
        at = document.follow(child);
        there = format!("{there}/{step}");
    }
    let names = || tree.children(at).filter_map(|child| tree.name(child));
    let shorter = fragment.trim_end_matches('/');
    let near = match find(document, root, shorter) {
        Some(_) => Some(shorter.to_owned()),
        None => nearest_pointer(document, root, fragment),
    };
    let near = near.map(|near| format!("{file}{near}"));
    let near = near.or_else(|| {
        let near = document.diagnostics.nearest(&unescape(missing), names())?;
        Some(format!("{there}/{}", escape(near)))
    });
    Missing {
        known: match (tree.is_array(at), tree.children(at).count()) {
            (true, 1) => "one element, number 0".to_owned(),
            (true, length) => format!("{length} elements, counted from 0"),
            (false, _) => listed(names()),
        },
        there,
        step: missing.to_owned(),
        near,
    }
}

/// What to look at where a pointer leads nowhere and nothing in its last step is near: the same name in another
/// section of the components, or what there is in place of the name.
pub(super) fn elsewhere(
    document: &Document,
    root: Option<NodeId>,
    fragment: &str,
) -> Option<String> {
    let tree = &document.tree;
    let decoded = decode(fragment);
    let (around, name) = decoded.rsplit_once('/')?;
    let name = unescape(name);
    let components = tree.peek(root?, "components");
    let sections = components.into_iter().flat_map(|node| tree.children(node));
    for section in sections {
        if tree.peek(section, &name).is_some() {
            let section = tree.name(section).unwrap_or_default();
            let name = escape(&name);
            return Some(format!("there is `#/components/{section}/{name}`"));
        }
    }
    let around = find(document, root?, around)?;
    let names = || tree.children(around).filter_map(|child| tree.name(child));
    match names().take(2).count() {
        0 => None,
        1 => Some(format!("there is {}", listed(names()))),
        _ => Some(format!("there are {}", listed(names()))),
    }
}

/// The reference to the component that somebody meant who wrote its bare name, such as `Pet`, or left out the `#`.
pub(super) fn nearest_component(document: &Document, name: &str) -> Option<String> {
    let tree = &document.tree;
    let way = name.trim_start_matches('/');
    if way.starts_with("components/") {
        let pointer = format!("/{way}");
        return find(document, document.root, &pointer).map(|_| format!("#{pointer}"));
    }
    let schemas = tree.peek(tree.peek(document.root, "components")?, "schemas")?;
    let names = tree.children(schemas).filter_map(|child| tree.name(child));
    document
        .diagnostics
        .nearest(name, names)
        .map(|name| format!("#/components/schemas/{}", escape(name)))
}
