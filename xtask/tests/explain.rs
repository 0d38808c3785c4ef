//! `cargo xtask explain` for any crate, and the names that a configuration chooses, which it tells of.

mod common;

use std::fs;
use std::ops::Deref;

use common::Folder;

const SPEC: &str = "\
openapi: 3.1.0
info: {title: Orchard, version: '1'}
paths:
  /trees:
    get:
      operationId: listTrees
      tags: [trees]
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
  /baskets:
    get:
      operationId: listBaskets
      tags: [baskets]
      responses: {'204': {description: None}}
components:
  schemas:
    Tree:
      type: object
      required: [dbh]
      properties:
        dbh: {type: number}
        girth: {type: number}
";

struct Case(Folder);

impl Deref for Case {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Case {
    fn new(configuration: &str) -> Self {
        let case = Self(Folder::new());
        fs::write(case.path("orchard.yaml"), SPEC).unwrap();
        case.configure(configuration);
        case
    }

    fn configure(&self, text: &str) {
        let head = "description = \"orchard.yaml\"\nout = \"client\"\n";
        fs::write(self.path("codegen.toml"), format!("{head}{text}")).unwrap();
    }

    fn text(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }
}

#[test]
fn chosen_names_are_in_rust_and_nowhere_else() {
    let case = Case::new(
        "[names]\nTree = \"Plant\"\nlistTrees = \"all\"\n\"#/components/schemas/Tree/properties/dbh\" = \"girth\"\n",
    );
    let ran = case.xtask(&["codegen", "--config", "."]).is(0);
    assert!(!ran.said.contains("warning"), "{}", ran.said);
    let lock = case.text("client/api.lock");
    for line in [
        "struct models::Plant\n",
        "    field girth: f64 = dbh\n",
        // What would have had the name gives way.
        "    field girth_2: Option<f64> = girth\n",
        "    fn all(&self) -> ListTrees",
    ] {
        assert!(lock.contains(line), "{line}{lock}");
    }
    let model = case.text("client/src/models/plant.rs");
    assert!(model.contains("\"dbh\""), "{model}");
    for (item, expected) in [
        ("Plant", "in place of one that is made of `Tree`"),
        ("Plant.girth", "in place of one that is made of `dbh`"),
        ("Trees::all", "in place of one that is made of `listTrees`"),
    ] {
        let ran = case.xtask(&["explain", item, "--config", "."]);
        ran.is(0).says("`[names]`").says(expected);
    }
}

#[test]
fn names_that_cannot_be_are_said_with_a_way_out() {
    for (names, code, message, help) in [
        (
            "Tre = \"Plant\"",
            1,
            "gives `Tre` a name",
            "did you mean `Tree`?",
        ),
        ("Tree = \"Option\"", 1, "orchard.yaml:19:5", "`ApiOption`"),
        (
            "listTrees = \"listAll\"",
            1,
            "orchard.yaml:5:",
            "`list_all`",
        ),
        (
            "\"/components/schemas/Tree/properties/hight\" = \"h\"",
            1,
            "has no such thing",
            "write",
        ),
        (
            "\"/components/schemas/Tree/properties/dbh\" = \"a\"\n\"/components/schemas/Tree/properties/girth\" = \"a\"",
            1,
            "and something beside it as well",
            "choose another name",
        ),
        (
            "Tree = \"plant\"",
            0,
            "no field and no operation",
            "capital",
        ),
        (
            "Tree = \"a b\"",
            1,
            "codegen.toml:4:8",
            "a capital for a type",
        ),
    ] {
        let case = Case::new(&format!("[names]\n{names}\n"));
        let ran = case.xtask(&["codegen", "--config", "."]).is(code);
        let help = match help {
            "write" => "help: ",
            help => help,
        };
        ran.says(message).says(help);
    }
}

#[test]
fn explain_takes_the_configuration_overlays_and_the_folder_of_the_crate() {
    let case = Case::new("[crate]\nname = \"grove\"\n[select]\ntags = [\"trees\"]\n");
    case.xtask(&["codegen", "--config", "."]).is(0);
    let explain = |what: &str, more: &[&str]| case.xtask(&[&["explain", what], more].concat());
    explain("grove::Tree::dbh", &["--config", "."])
        .is(0)
        .says("field grove::models::Tree::dbh")
        .says("orchard.yaml:23:9")
        .says("--tag trees");
    // A place, of a part that was not chosen.
    explain("#/paths/~1baskets/get", &["--config", "."])
        .is(0)
        .says("No item of the crate comes from it");
    let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.components.schemas.Tree.properties\n    update: {age: {type: integer}}\n";
    fs::write(case.path("more.yaml"), overlay).unwrap();
    explain("Tree.age", &["--config", ".", "--overlay", "more.yaml"])
        .is(0)
        .says("more.yaml:5:14")
        .says("--overlay more.yaml");

    // The folder knows the crate's name, and is compared with what would be written now.
    let of_folder = ["--spec", "orchard.yaml", "--out", "client"];
    let ran = explain("grove::Tree", &of_folder).is(0);
    assert!(!ran.said.contains("note"), "{}", ran.said);
    let changed = SPEC.replace("        girth: {type: number}\n", "");
    fs::write(case.path("orchard.yaml"), changed).unwrap();
    explain("grove::Tree", &of_folder)
        .is(0)
        .says("note: the crate in `client` is not what codegen would write now")
        .says("run: cargo xtask codegen --spec orchard.yaml --out client");
    explain("grove::Tree", &["--out", "client"])
        .is(1)
        .says("does not tell where its description is")
        .says("--spec or --config");
    explain("Tree", &["--out", "nowhere"])
        .is(1)
        .says("codegen wrote no crate into `nowhere`");
}
