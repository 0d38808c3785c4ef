//! Names that are hard to make Rust of: keywords, other scripts, signs, lengths, and names that are alike.

/// Strict and reserved keywords of the edition of 2024, the weak ones, and the five that not even `r#` makes names.
const KEYWORDS: &str = "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub \
    ref return self Self static struct super trait true type unsafe use where while async await dyn abstract become box \
    do final macro override priv typeof unsized virtual yield try gen macro_rules raw safe union _";

const SCRIPTS: &[&str] = &[
    "имя",
    "όνομα",
    "名前",
    "이름",
    "اسم",
    "שם",
    "नाम",
    "ชื่อ",
    "სახელი",
    "անուն",
    "ስም",
    "பெயர்",
];

/// All of them, each once.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = KEYWORDS.split_whitespace().map(str::to_owned).collect();
    names.extend(SCRIPTS.iter().map(|&name| name.to_owned()));
    let others = [
        "",
        " ",
        "1",
        "2nd",
        "-",
        "--",
        "🦀",
        "👩‍🚀",
        "caf\u{e9}",
        "cafe\u{301}",
        "r#type",
        "__",
        "$",
        "a b",
        "a-b",
        "a_b",
        "aB",
        "AB",
        "Ab",
        "A-B",
        "a.b",
        "a/b",
        "CON",
        "nul",
        "lib",
        "mod",
        "String",
        "Option",
        "Vec",
        "extra",
        "new",
        "default",
        "clone",
        // A variant beside an associated type, a call beside a constant, the parts of a form beside its functions.
        "Err",
        "A1_2",
        "form",
        "into",
        "part",
        // What the runtime calls what is behind the models.
        "AsText",
        "Constraint",
        "Decode",
        "Encode",
        "Failed",
        "Fill",
        "Model",
        "Reader",
        "TryModel",
        "View",
    ];
    names.extend(others.iter().map(|&name| name.to_owned()));
    names.push("x".repeat(10_000));
    names.push("x".repeat(9_999) + "y");
    names
}

/// Every pair and every three of names that differ in case or signs alone.
pub fn alike() -> Vec<Vec<String>> {
    let alike = ["ab", "aB", "Ab", "AB", "a-b", "a_b", "a b", "A_B"].map(str::to_owned);
    let mut sets: Vec<Vec<String>> = Vec::new();
    for (at, one) in alike.iter().enumerate() {
        for (next, other) in alike.iter().enumerate().skip(at + 1) {
            sets.push(vec![one.clone(), other.clone()]);
            for third in alike.iter().skip(next + 1) {
                sets.push(vec![one.clone(), other.clone(), third.clone()]);
            }
        }
    }
    sets
}
