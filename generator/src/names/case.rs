//! From a name of the description to the words of a Rust name, and from words to snake case and its like.
//!
//! Everything here is total: any text gives at least one word of ASCII letters and digits. Collisions, keywords and
//! lengths are not seen to here; see `scope`.

use heck::ToSnakeCase;

/// Words that are spelled with capitals in their middle. As written here, and as one word.
const IRREGULAR: &[(&str, &str)] = &[
    ("OAuth", "Oauth"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("iPhone", "Iphone"),
    ("iPad", "Ipad"),
    ("iOS", "Ios"),
    ("macOS", "Macos"),
    ("tvOS", "Tvos"),
    ("GraphQL", "Graphql"),
    ("WebSocket", "Websocket"),
];

/// What signs are called where they are all there is, or the only difference. Longer signs first.
const SIGNS: &[(&str, &str)] = &[
    ("<=", "less than or equal"),
    (">=", "greater than or equal"),
    ("!=", "not equal"),
    ("==", "equal"),
    ("<>", "not equal"),
    ("&&", "and"),
    ("||", "or"),
    ("**", "star star"),
    ("...", "ellipsis"),
    ("..", "dot dot"),
    ("[]", "list"),
    ("<", "less than"),
    (">", "greater than"),
    ("=", "equal"),
    ("!", "not"),
    ("+", "plus"),
    ("-", "minus"),
    ("*", "star"),
    ("/", "slash"),
    ("\\", "backslash"),
    ("%", "percent"),
    ("&", "and"),
    ("|", "pipe"),
    ("@", "at"),
    ("#", "hash"),
    ("$", "dollar"),
    ("_", "underscore"),
    (".", "dot"),
    (",", "comma"),
    (":", "colon"),
    (";", "semicolon"),
    ("?", "question mark"),
    ("~", "tilde"),
    ("^", "caret"),
    ("'", "quote"),
    ("\"", "double quote"),
    ("`", "backtick"),
    ("(", "open"),
    (")", "close"),
    ("[", "open bracket"),
    ("]", "close bracket"),
    ("{", "open brace"),
    ("}", "close brace"),
    ("\n", "newline"),
    ("\r", "return"),
    ("\t", "tab"),
    (" ", "space"),
];

/// More text than this says nothing that a name could still hold; the rest only counts for its hash.
const MOST: usize = 400;

/// The words of a name, in lower case; never empty, and never an empty word.
///
/// `URLPath` is `url path`, `page2` is `page2`, `+1` is `plus 1`, `@type` is `type`, `<=` is `less than or equal`.
pub(super) fn words(name: &str) -> Vec<String> {
    if is_snake(name) {
        return name.split('_').map(str::to_owned).collect();
    }
    let ascii = ascii(name);
    let text = signed(&ascii);
    let words = split(&text);
    if words.is_empty() {
        spelled(name)
    } else {
        words
    }
}

/// As [`spelled`], but signs that only part words stay unspoken: `a-b`, `a/b` and `a.b` are `a b`, `@a` is `at a`.
pub(super) fn spelled_inside_words(name: &str) -> Vec<String> {
    let mut text = String::new();
    let mut chars = ascii(name)
        .chars()
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    while let Some(char) = chars.next() {
        let joins = matches!(char, '-' | '_' | ' ' | '/' | '.' | ':')
            && text.ends_with(|before: char| before.is_ascii_alphanumeric())
            && chars.peek().is_some_and(char::is_ascii_alphanumeric);
        text.push(if joins { ' ' } else { char });
    }
    spelled(&text)
}

/// As [`words`], with every sign spelled out: `@type` is `at type`. For names that differ in nothing else.
pub(super) fn spelled(name: &str) -> Vec<String> {
    let ascii = ascii(name);
    let mut text = String::new();
    let mut rest = ascii.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((sign, word)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            rest = rest.get(sign.len()..).unwrap_or_default();
            let joins = matches!(*sign, "-" | "_" | " ")
                && text.ends_with(|before: char| before.is_ascii_alphanumeric())
                && rest.starts_with(|after: char| after.is_ascii_alphanumeric());
            text.push(' ');
            text.push_str(match *sign {
                "-" if joins => "dash",
                "_" | " " if joins => "",
                _ => word,
            });
            text.push(' ');
        } else {
            text.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    let words = split(&text);
    if words.is_empty() {
        code_points(name)
    } else {
        words
    }
}

/// `list_leads`
pub(super) fn snake(words: &[String]) -> String {
    words.join("_")
}

/// `LIST_LEADS`
pub(super) fn screaming(words: &[String]) -> String {
    words.join("_").to_ascii_uppercase()
}

/// `list-leads`
pub(super) fn kebab(words: &[String]) -> String {
    words.join("-")
}

/// `ListLeads`; digits do not run into digits: `v 1 2` is `V1_2`.
pub(super) fn pascal(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let starts_with_digit = word.starts_with(|first: char| first.is_ascii_digit());
        if starts_with_digit && name.ends_with(|last: char| last.is_ascii_digit()) {
            name.push('_');
        }
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// Whether a name is in snake case already, as most are.
pub(super) fn is_snake(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= MOST
        && name.bytes().all(is_plain)
        && !name.is_empty()
        && !name.starts_with('_')
        && !name.ends_with('_')
        && !name.contains("__")
}

/// The name in ASCII: letters lose their marks, other scripts are transliterated, emoji get their English names.
fn ascii(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars().take(MOST) {
        if char.is_ascii() {
            text.push(char);
            continue;
        }
        match deunicode::deunicode_char(char) {
            Some(known) => {
                // Words for one character stand apart from their neighbours, letters do not.
                let is_letter = char.is_alphabetic() || known.is_empty();
                if is_letter {
                    text.push_str(known);
                } else {
                    text.push(' ');
                    text.push_str(known);
                    text.push(' ');
                }
            }
            None => text.push_str(&format!(" u{:x} ", u32::from(char))),
        }
    }
    text
}

/// Spells a sign before the first letter or digit that changes what the name means: `+1`, `-1`, `-created_at`.
fn signed(name: &str) -> String {
    let mut chars = name.chars();
    let word = match chars.next() {
        Some('+') => "plus ",
        Some('-') => "minus ",
        _ => return name.to_owned(),
    };
    let rest = chars.as_str();
    if rest.starts_with(|next: char| next.is_ascii_alphanumeric()) {
        format!("{word}{rest}")
    } else {
        name.to_owned()
    }
}

fn split(text: &str) -> Vec<String> {
    let regular = regular(text);
    regular
        .to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(|word| word.to_ascii_lowercase())
        .collect()
}

/// Capitals as `heck` expects them: irregular words, plurals of initialisms (`IDs`) and apostrophes (`user's`).
fn regular(text: &str) -> String {
    let mut text = text.replace('\'', "");
    for (word, one_word) in IRREGULAR {
        if text.contains(word) {
            text = text.replace(word, one_word);
        }
    }
    let chars: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| chars.get(index)).copied();
    let is_upper = |char: Option<char>| char.is_some_and(|char| char.is_ascii_uppercase());
    let is_lower = |char: Option<char>| char.is_some_and(|char| char.is_ascii_lowercase());
    let mut out = String::with_capacity(text.len());
    for (index, &char) in chars.iter().enumerate() {
        let ends_initialism = char == 's'
            && is_upper(at(index.checked_sub(1)))
            && is_upper(at(index.checked_sub(2)))
            && !is_lower(at(index.checked_add(1)));
        out.push(if ends_initialism { 'S' } else { char });
        if ends_initialism && is_upper(at(index.checked_add(1))) {
            out.push('_');
        }
    }
    out
}

fn code_points(name: &str) -> Vec<String> {
    let words: Vec<String> = name
        .chars()
        .take(8)
        .map(|char| format!("u{:x}", u32::from(char)))
        .collect();
    if words.is_empty() {
        vec!["empty".to_owned()]
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake, spelled, spelled_inside_words, words};

    #[test]
    fn signs_that_part_words_are_not_spoken() {
        for (name, expected) in [
            ("tasks/list-tasks error", "tasks list tasks error"),
            ("a.b:c_d", "a b c d"),
            ("@id", "at id"),
            ("-a", "minus a"),
        ] {
            assert_eq!(spelled_inside_words(name).join(" "), expected);
        }
    }

    #[test]
    fn names_a_person_would_choose() {
        let table = [
            ("leadId", "lead_id", "LeadId"),
            ("URLPath", "url_path", "UrlPath"),
            ("OAuth2", "oauth2", "Oauth2"),
            ("iPhone", "iphone", "Iphone"),
            ("IPv4Address", "ipv4_address", "Ipv4Address"),
            ("userIDs", "user_ids", "UserIds"),
            ("IDsOfUsers", "ids_of_users", "IdsOfUsers"),
            ("GPUs", "gpus", "Gpus"),
            ("v1", "v1", "V1"),
            ("v1beta1", "v1beta1", "V1beta1"),
            ("page2", "page2", "Page2"),
            ("version 1.2", "version_1_2", "Version1_2"),
            ("sha256", "sha256", "Sha256"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("-created_at", "minus_created_at", "MinusCreatedAt"),
            ("@type", "type", "Type"),
            ("$ref", "ref", "Ref"),
            ("_id", "id", "Id"),
            ("filter[name]", "filter_name", "FilterName"),
            ("user's name", "users_name", "UsersName"),
            ("X-Request-ID", "x_request_id", "XRequestId"),
            (
                "repos/list-for-org",
                "repos_list_for_org",
                "ReposListForOrg",
            ),
            ("io.k8s.Pod", "io_k8s_pod", "IoK8sPod"),
            ("SCREAMING_CASE", "screaming_case", "ScreamingCase"),
            ("*", "star", "Star"),
            ("<=", "less_than_or_equal", "LessThanOrEqual"),
            ("<", "less_than", "LessThan"),
            ("!=", "not_equal", "NotEqual"),
            ("", "empty", "Empty"),
            (" ", "space", "Space"),
            ("...", "ellipsis", "Ellipsis"),
            ("Größe", "grosse", "Grosse"),
            ("naïve café", "naive_cafe", "NaiveCafe"),
            ("cafe\u{301}", "cafe", "Cafe"),
            ("\u{301}", "u301", "U301"),
            ("🎉", "tada", "Tada"),
            ("a🎉b", "a_tada_b", "ATadaB"),
            ("\u{e000}", "ue000", "Ue000"),
            ("日本", "ri_ben", "RiBen"),
            ("имя", "imia", "Imia"),
        ];
        for (name, in_snake, in_pascal) in table {
            assert_eq!(snake(&words(name)), in_snake, "{name:?}");
            assert_eq!(pascal(&words(name)), in_pascal, "{name:?}");
        }
    }

    #[test]
    fn signs_are_spelled_where_they_make_the_difference() {
        let table = [
            ("@type", "at_type"),
            ("$ref", "dollar_ref"),
            ("_id", "underscore_id"),
            ("ids[]", "ids_list"),
            ("a.b", "a_dot_b"),
            ("a-b", "a_dash_b"),
            ("a b", "a_b"),
            ("plain", "plain"),
        ];
        for (name, expected) in table {
            assert_eq!(snake(&spelled(name)), expected, "{name:?}");
        }
    }

    #[test]
    fn every_text_gives_words_of_ascii() {
        for code in (0..0x3000).chain(0x1_f300..0x1_f700) {
            let Some(char) = char::from_u32(code) else {
                continue;
            };
            for name in [char.to_string(), format!("a{char}B")] {
                let words = words(&name);
                assert!(!words.is_empty(), "{name:?}");
                for word in &words {
                    assert!(!word.is_empty(), "{name:?}");
                    assert!(
                        word.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                        "{name:?}: {word}"
                    );
                }
            }
        }
    }
}
