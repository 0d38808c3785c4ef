//! How much is generated: bytes of Rust beside the runtime, and items by kind, per operation and per model.

use generator::emit::Crate;
use generator::{Described, File, Options};
use syn::visit::{self, Visit};

use crate::Figures;

/// Adds the figures of one description.
pub fn measure(name: &str, text: Vec<u8>, figures: &mut Figures) {
    let (files, operations) = generate(name, text);
    let rust = |folder: &'static str| {
        let files = files.iter();
        files.filter(move |file| file.path.starts_with(folder) && file.path.ends_with(".rs"))
    };
    let bytes = |folder| rust(folder).map(|file| file.text.len()).sum::<usize>() as f64;
    let all = bytes("src/") - bytes("src/runtime");
    let (api, models) = (Items::of(rust("src/api")), Items::of(rust("src/models")));
    assert!(operations > 0 && models.types > 0, "{name} is empty");
    let mut per = |what: &str, sum: f64, of: usize| {
        let rounded = (sum / of as f64 * 100.0).round() / 100.0;
        figures.insert(format!("{name}: {what}"), rounded);
    };
    per("bytes per operation", all, operations);
    let lines = rust("src/api")
        .map(|file| code_lines(&file.text))
        .sum::<usize>() as f64;
    per("lines of code per operation", lines, operations);
    per(
        "bytes of models per model",
        bytes("src/models"),
        models.types,
    );
    for (kind, of_api, of_models) in [
        ("functions", api.functions, models.functions),
        ("impls", api.impls, models.impls),
        ("types", api.types, models.types),
    ] {
        per(&format!("{kind} per operation"), of_api as f64, operations);
        per(&format!("{kind} per model"), of_models as f64, models.types);
    }
}

/// Lines that hold more than a comment.
fn code_lines(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    code.count()
}

/// The files of the crate, and how many operations the description has.
fn generate(name: &str, text: Vec<u8>) -> (Vec<File>, usize) {
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let described = generator::describe("openapi.yaml", text, &no_siblings, &Options::default());
    let Ok(Described { api, .. }) = described else {
        panic!("{name} is rejected");
    };
    let krate = Crate {
        name: "recorded".to_owned(),
        version: "0.1.0".to_owned(),
        license: None,
        source: "openapi.yaml".to_owned(),
        dependencies: Vec::new(),
        default_features: None,
        standalone: false,
    };
    let files = generator::generate(&api, &krate).expect("a crate");
    (files, api.operations.len())
}

/// Items of some files.
#[derive(Default)]
struct Items {
    functions: usize,
    impls: usize,
    types: usize,
}

impl Items {
    fn of<'f>(files: impl Iterator<Item = &'f File>) -> Self {
        let mut items = Self::default();
        for file in files {
            items.visit_file(&syn::parse_file(&file.text).expect("Rust"));
        }
        items
    }
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.functions += 1;
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.functions += 1;
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.impls += 1;
        visit::visit_item_impl(self, item);
    }

    fn visit_item_struct(&mut self, _: &'ast syn::ItemStruct) {
        self.types += 1;
    }

    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {
        self.types += 1;
    }

    fn visit_item_type(&mut self, _: &'ast syn::ItemType) {
        self.types += 1;
    }
}
