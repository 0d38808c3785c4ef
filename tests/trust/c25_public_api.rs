//! C25, first half: which crates the public API of the client names. Read from its sources, since that is what is there
//! with a stable compiler: every `pub` item counts, reachable or not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use syn::{ImplItem, Item, UseTree, Visibility};

/// Crates whose types a user of the client may meet. Their next major version is one of the client's.
const ALLOWED: [&str; 7] = [
    "bytes",
    "futures_core",
    "http",
    "jiff",
    "serde",
    "serde_json",
    "uuid",
];

fn sources() -> Vec<(PathBuf, syn::File)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/src");
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("text");
                files.push((path, syn::parse_file(&text).expect("Rust")));
            }
        }
    }
    files
}

/// The crates that the client's manifest names, as they are called in code.
fn dependencies() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/Cargo.toml");
    let text = std::fs::read_to_string(path).expect("a manifest");
    let manifest: toml_edit::DocumentMut = text.parse().expect("TOML");
    let table = manifest["dependencies"].as_table().expect("dependencies");
    let names = table.iter().map(|(name, _)| name.replace('-', "_"));
    names
        .chain(["hyper", "hyper_util", "tower"].map(str::to_owned))
        .collect()
}

/// What is looked for, and found, in signatures.
struct Search<'a> {
    dependencies: &'a BTreeSet<String>,
    /// What the imports of the file say a name stands for: the crate it is of.
    imports: BTreeMap<String, String>,
    /// Types of any file that are `pub`.
    public: &'a BTreeSet<String>,
    found: BTreeSet<String>,
}

impl Search<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(it) if is_public(&it.vis) => self.visit_signature(&it.sig),
            Item::Const(it) if is_public(&it.vis) => self.visit_type(&it.ty),
            Item::Static(it) if is_public(&it.vis) => self.visit_type(&it.ty),
            Item::Type(it) if is_public(&it.vis) => self.visit_item_type(it),
            Item::Enum(it) if is_public(&it.vis) => self.visit_item_enum(it),
            Item::Trait(it) if is_public(&it.vis) => {
                for part in &it.items {
                    if let syn::TraitItem::Fn(function) = part {
                        self.visit_signature(&function.sig);
                    } else {
                        self.visit_trait_item(part);
                    }
                }
            }
            Item::Struct(it) if is_public(&it.vis) => {
                self.visit_generics(&it.generics);
                let fields = it.fields.iter().filter(|field| is_public(&field.vis));
                fields.for_each(|field| self.visit_type(&field.ty));
            }
            Item::Impl(it) if self.is_of_public(&it.self_ty) => self.implementation(it),
            Item::Use(it) if is_public(&it.vis) => {
                let names = imports_of(&it.tree);
                let of_crates = names.into_iter().map(|(_, root)| root);
                self.found
                    .extend(of_crates.filter(|it| self.dependencies.contains(it)));
            }
            // What a macro writes is not seen; so no macro may name a crate that must not show.
            Item::Macro(it) => {
                let words = it.mac.tokens.to_string();
                let words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
                let words: BTreeSet<&str> = words.collect();
                let named = self.dependencies.iter().filter(|it| words.contains(&***it));
                self.found.extend(named.cloned());
            }
            _ => {}
        }
    }

    fn implementation(&mut self, it: &syn::ItemImpl) {
        self.visit_generics(&it.generics);
        if let Some((path, _)) = &it.trait_ {
            self.visit_path(path);
        }
        for part in &it.items {
            match part {
                ImplItem::Fn(function) if it.trait_.is_some() || is_public(&function.vis) => {
                    self.visit_signature(&function.sig);
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    self.visit_type(&constant.ty);
                }
                ImplItem::Type(ty) => self.visit_type(&ty.ty),
                _ => {}
            }
        }
    }

    fn is_of_public(&self, ty: &syn::Type) -> bool {
        match ty {
            syn::Type::Path(it) => {
                let name = it.path.segments.last().map(|it| it.ident.to_string());
                name.is_some_and(|name| self.public.contains(&name))
            }
            _ => false,
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let first = path.segments.first().map(|it| it.ident.to_string());
        let first = first.unwrap_or_default();
        let root = self.imports.get(&first).unwrap_or(&first);
        if self.dependencies.contains(root) {
            self.found.insert(root.clone());
        }
        syn::visit::visit_path(self, path);
    }

    // Bodies are nobody's business.
    fn visit_block(&mut self, _: &'ast syn::Block) {}
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Names that a `use` brings in, each with the first segment of its path.
fn imports_of(tree: &UseTree) -> Vec<(String, String)> {
    fn walk(tree: &UseTree, root: Option<&str>, out: &mut Vec<(String, String)>) {
        match tree {
            UseTree::Path(it) => {
                let own = it.ident.to_string();
                walk(&it.tree, Some(root.unwrap_or(&own)), out);
            }
            UseTree::Name(it) => {
                let own = it.ident.to_string();
                out.push((own.clone(), root.unwrap_or(&own).to_owned()));
            }
            UseTree::Rename(it) => {
                let own = it.ident.to_string();
                out.push((it.rename.to_string(), root.unwrap_or(&own).to_owned()));
            }
            UseTree::Group(it) => it.items.iter().for_each(|it| walk(it, root, out)),
            UseTree::Glob(_) => {}
        }
    }
    let mut out = Vec::new();
    walk(tree, None, &mut out);
    out
}

fn imports(items: &[Item]) -> BTreeMap<String, String> {
    let uses = items.iter().filter_map(|item| match item {
        Item::Use(it) => Some(imports_of(&it.tree)),
        _ => None,
    });
    uses.flatten().collect()
}

fn public_types(files: &[(PathBuf, syn::File)]) -> BTreeSet<String> {
    let items = files.iter().flat_map(|(_, file)| &file.items);
    let names = items.filter_map(|item| match item {
        Item::Struct(it) if is_public(&it.vis) => Some(&it.ident),
        Item::Enum(it) if is_public(&it.vis) => Some(&it.ident),
        Item::Trait(it) if is_public(&it.vis) => Some(&it.ident),
        _ => None,
    });
    names.map(ToString::to_string).collect()
}

/// The crates that the public items of some files name.
fn named(files: &[(PathBuf, syn::File)], dependencies: &BTreeSet<String>) -> BTreeSet<String> {
    let public = public_types(files);
    let mut found = BTreeSet::new();
    for (_, file) in files {
        let mut search = Search {
            dependencies,
            imports: imports(&file.items),
            public: &public,
            found: BTreeSet::new(),
        };
        file.items.iter().for_each(|item| search.item(item));
        found.extend(search.found);
    }
    found
}

#[test]
fn the_public_api_names_no_type_of_reqwest_hyper_or_tokio() {
    let files = sources();
    assert!(files.len() > 80, "{} files", files.len());
    let named = named(&files, &dependencies());
    assert!(
        named.contains("http") && named.contains("bytes"),
        "{named:?}"
    );
    let allowed = BTreeSet::from(ALLOWED.map(str::to_owned));
    let others: Vec<_> = named.difference(&allowed).collect();
    assert_eq!(others, Vec::<&String>::new());
}

/// The search itself: each way of naming a crate in public is found, and what is private is not.
#[test]
fn what_is_public_is_found_and_what_is_private_is_not() {
    let dependencies = dependencies();
    let finds = |text: &str| {
        let file = syn::parse_file(text).expect("Rust");
        !named(&[(PathBuf::new(), file)], &dependencies).is_empty()
    };
    for public in [
        "pub fn f() -> reqwest::Result<()> { todo() }",
        "use reqwest::Client as C; pub fn f(client: &C) {}",
        "pub struct S { pub inner: Option<reqwest::Client> }",
        "pub struct S; impl From<reqwest::Error> for S { fn from(_: reqwest::Error) -> S { S } }",
        "pub struct S; impl S { pub fn inner(&self) -> &tokio::time::Sleep { x } }",
        "pub enum E { A(hyper::Body) }",
        "pub trait T { fn f(&self, body: reqwest::Body); }",
        "pub use reqwest::Client;",
        "pub use reqwest;",
        "pub type C = reqwest::Client;",
        "macro_rules! m { () => { pub fn f() -> reqwest::Client { x } } }",
        "pub fn f<T: Into<tokio::time::Instant>>(t: T) {}",
    ] {
        assert!(finds(public), "{public}");
    }
    for private in [
        "fn f() -> reqwest::Client { x }",
        "pub(crate) fn f() -> reqwest::Client { x }",
        "pub struct S { inner: reqwest::Client }",
        "struct S; impl From<reqwest::Error> for S { fn from(_: reqwest::Error) -> S { S } }",
        "pub struct S; impl S { fn inner(&self) -> reqwest::Client { x } }",
        "pub fn f() { let client = reqwest::Client::new(); }",
        "use reqwest::Client;",
    ] {
        assert!(!finds(private), "{private}");
    }
}
