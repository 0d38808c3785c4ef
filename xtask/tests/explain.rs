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
            "--> codegen.toml:4:1",
            "did you mean `Tree`?",
        ),
        (
            "list_treez = \"all\"",
            1,
            "gives `list_treez` a name",
            "did you mean `listTrees`?",
        ),
        (
            "\"Tree.grith\" = \"size\"",
            1,
            "--> codegen.toml:4:1",
            "did you mean `#/components/schemas/Tree/properties/girth`?",
        ),
        (
            "Tree = \"Option\"",
            1,
            "--> codegen.toml:4:8",
            "`ApiOption`",
        ),
        (
            "Tree = \"Option\"",
            1,
            "it is at orchard.yaml:19:5",
            "correct the configuration where the errors point",
        ),
        (
            "listTrees = \"listAll\"",
            1,
            "--> codegen.toml:4:13",
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
            "the same name is given at codegen.toml:4:",
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
    // And back: what the overlay brings, and what only says where.
    explain(
        "more.yaml:5:15",
        &["--config", ".", "--overlay", "more.yaml"],
    )
    .is(0)
    .says("grove::models::Tree::age");
    explain("more.yaml:4", &["--config", ".", "--overlay", "more.yaml"])
        .is(0)
        .says("No item of the crate comes from it");

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

/// The advice at the end is about what the errors stand in.
#[test]
fn what_is_to_be_corrected_is_said_by_where_it_stands() {
    let case = Case::new("[select]\ntags = [\"tree\"]\n");
    case.xtask(&["codegen", "--config", "."])
        .is(1)
        .says("--> codegen.toml:4:9")
        .says("did you mean `trees`?")
        .says("correct the configuration where the errors point; `cargo xtask explain E0128`");
    case.xtask(&["codegen", "--config", ".", "--tag", "basket"])
        .is(1)
        .says("--> the command line")
        .says("did you mean `baskets`?")
        .says("correct the command line; `cargo xtask explain E0128`");
    case.configure("[warnings.allow-at]\n\"/paths/~1tres\" = [\"E0042\"]\n");
    case.xtask(&["codegen", "--config", "."])
        .is(0)
        .says("--> codegen.toml:4:1")
        .says("did you mean `/paths/~1trees`?");
    let head = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\n";
    let broken = format!("{head}actions: [{{target: $.info, remove: perhaps}}]\n");
    fs::write(case.path("broken.yaml"), broken).unwrap();
    fs::write(case.path("text.yaml"), "overlay: [\n").unwrap();
    for overlay in ["broken.yaml", "text.yaml"] {
        case.xtask(&["codegen", "--config", ".", "--overlay", overlay])
            .is(1)
            .says("correct the overlay where the errors point");
    }
}

#[test]
fn a_configuration_that_names_no_description_is_not_about_the_workspaces_own() {
    let case = Case::new("");
    fs::write(case.path("codegen.toml"), "out = \"client\"\n").unwrap();
    for command in [
        &["codegen", "--config", "."][..],
        &["explain", "Lead", "--config", "codegen.toml"],
    ] {
        case.xtask(command)
            .is(1)
            .says("names no description")
            .says("or give the description with --spec");
    }
    let with_spec = ["codegen", "--config", ".", "--spec", "orchard.yaml"];
    case.xtask(&with_spec).is(0);
}

#[test]
fn questions_without_an_answer_are_told_apart() {
    let case = Case::new("");
    fs::write(case.path("other.yaml"), "a: 1\n").unwrap();
    for (asked, message, help) in [
        ("orchard.yaml:99", "is not in the file", "are 1 to 24"),
        (
            "orchard.yaml",
            "`orchard.yaml` is a file as a whole",
            "add `:`",
        ),
        (
            "missing.yaml:3",
            "`missing.yaml` is no file of the description",
            "the description is `",
        ),
        ("other.yaml:1", "nothing in it refers to that", "--spec"),
        ("codegen.toml:1", "is the configuration", "has all keys"),
        (
            "#/components/schemas/Tre/properties",
            "`#/components/schemas` is there, and no `Tre` in it",
            "did you mean `#/components/schemas/Tree/properties`?",
        ),
        (
            "#/paths/~1forests",
            "`#/paths` is there, and no `~1forests` in it",
            "`#/paths` has `/trees`, `/baskets`",
        ),
        (
            "Tree::grith",
            "`orchard::models::Tree` has no `grith`",
            "did you mean `models::Tree::girth`?",
        ),
        (
            "Tree.elephant",
            "`orchard::models::Tree` has no `elephant`",
            "it has `",
        ),
        ("Tre", "has no item `Tre`", "did you mean `models::Tree`?"),
        ("elephant", "has no item `elephant`", "ask for a code"),
        ("19999", "is no code of a diagnostic", "E0220"),
    ] {
        case.xtask(&["explain", asked, "--config", "."])
            .is(2)
            .says(message)
            .says(help);
    }
}

#[test]
fn files_that_cannot_be_read_are_told_to_those_who_named_them() {
    let case = Case::new("");
    let too_large = fs::File::create(case.path("large.yaml")).unwrap();
    too_large.set_len(1 << 30).unwrap();
    for (configuration, message, help) in [
        (
            "description = \"orchid.yaml\"\n",
            "orchid.yaml`",
            "correct `description` in `codegen.toml`, which names it",
        ),
        (
            "description = \"orchard.yaml\"\noverlays = [\"fixes.yaml\"]\n",
            "fixes.yaml`",
            "correct `overlays` in `codegen.toml`, which names it",
        ),
        (
            "description = \"large.yaml\"\n",
            "error[E0003]: `",
            "is it the right file?",
        ),
    ] {
        fs::write(case.path("codegen.toml"), configuration).unwrap();
        let ran = case.xtask(&["codegen", "--config", "."]).is(1);
        ran.says(message).says(help);
    }
    let in_folder = ["codegen", "--spec", "orchard.yaml", "--overlay", "."];
    case.xtask(&in_folder)
        .is(1)
        .says("`.` is a folder")
        .says("name the file in it that is meant");
    let deny = ["codegen", "--spec", "orchard.yaml", "--deny", "warning"];
    case.xtask(&deny).is(2).says("did you mean `warnings`");
}
