//! A scope: names that stand beside each other in the generated crate, and so must differ.
//!
//! In: names of the description, in order of precedence. Out: identifiers that are valid, bounded in length, unlike
//! each other and unlike what the scope reserves. The same names in the same order give the same identifiers, and a
//! name added at the end changes none before it.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

use super::case;
use super::keywords;

/// Identifiers are cut to about this length; what was cut is kept apart by a hash.
const LONGEST: usize = 80;

/// How many of the last words of a name that is too long are kept before its first ones are.
const LAST_WORDS: usize = 4;

/// A Rust identifier, valid where it was planned for. Only a `Scope` makes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// The identifier as source text, with `r#` where it needs it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as documentation and file names have it.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl std::fmt::Display for Ident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix("r#") {
            Some(plain) => proc_macro2::Ident::new_raw(plain, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        });
    }
}

/// What kind of names a scope holds: their case, and what is done about reserved ones and leading digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Lead`; reserved: `ApiOption`
    Type,
    /// `ListLeads`; reserved or the name of a model: `LeadRequest`
    Request,
    /// `Leads`; reserved: `ErrorGroup`
    Handle,
    /// `Active`; reserved: `UnrecognizedValue`; digits: `Value1`
    Variant,
    /// `last_name`; reserved: `extra_member`
    Field,
    /// `skip`; reserved: `timeout_parameter`
    Parameter,
    /// `list`; reserved: `clone_operation`
    Method,
    /// `leads`; reserved: `mod_file`
    Module,
    /// `object-schemas`; reserved: `default-api`
    Feature,
    /// `LIST_LEADS`; reserved: `BASE_OPERATION`
    Static,
}

impl Kind {
    fn join(self, words: &[String]) -> String {
        match self {
            Self::Type | Self::Request | Self::Handle | Self::Variant => case::pascal(words),
            Self::Field | Self::Parameter | Self::Method | Self::Module => case::snake(words),
            Self::Feature => case::kebab(words),
            Self::Static => case::screaming(words),
        }
    }

    /// The words as a name, with a word in front where that would begin with a digit.
    fn join_lettered(self, mut words: Vec<String>) -> String {
        let name = self.join(&words);
        if !name.starts_with(|first: char| first.is_ascii_digit()) {
            return name;
        }
        words.insert(0, self.digit_prefix().to_owned());
        self.join(&words)
    }

    fn is_snake(self) -> bool {
        matches!(
            self,
            Self::Field | Self::Parameter | Self::Method | Self::Module
        )
    }

    /// The word in front of a name that begins with a digit.
    fn digit_prefix(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Request | Self::Method | Self::Static => "call",
            Self::Variant | Self::Field | Self::Parameter => "value",
            Self::Handle | Self::Module | Self::Feature => "group",
        }
    }

    fn unreserved(self, name: &str) -> String {
        match self {
            Self::Type => format!("Api{name}"),
            Self::Request => format!("{name}Request"),
            Self::Handle => format!("{name}Group"),
            Self::Variant => format!("{name}Value"),
            Self::Field => format!("{name}_member"),
            Self::Parameter => format!("{name}_parameter"),
            Self::Method => format!("{name}_operation"),
            Self::Module => format!("{name}_file"),
            Self::Feature => format!("{name}-api"),
            Self::Static => format!("{name}_OPERATION"),
        }
    }

    fn numbered(self, name: &str, number: u32) -> String {
        let ends_with_digit = name.ends_with(|last: char| last.is_ascii_digit());
        match self {
            Self::Type | Self::Request | Self::Handle | Self::Variant if ends_with_digit => {
                format!("{name}_{number}")
            }
            Self::Type | Self::Request | Self::Handle | Self::Variant => format!("{name}{number}"),
            Self::Feature => format!("{name}-{number}"),
            Self::Field | Self::Parameter | Self::Method | Self::Module | Self::Static => {
                format!("{name}_{number}")
            }
        }
    }
}

/// Names that stand beside each other.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    kind: Kind,
    reserved: &'a [&'a [&'a str]],
    /// Names of another scope that this one must not hide.
    others: Option<&'a HashSet<&'a str>>,
    taken: HashSet<String>,
    /// The number that the next name of this spelling gets.
    numbers: HashMap<String, u32>,
}

impl<'a> Scope<'a> {
    /// An empty scope. `reserved` names are never given; they are compared as plain text.
    pub(super) fn new(kind: Kind, reserved: &'a [&'a [&'a str]]) -> Self {
        Self {
            kind,
            reserved,
            others: None,
            taken: HashSet::new(),
            numbers: HashMap::new(),
        }
    }

    /// Reserves the names of another scope as well.
    pub(super) fn beside(mut self, others: &'a HashSet<&'a str>) -> Self {
        self.others = Some(others);
        self
    }

    /// The identifier for a name of the description.
    pub(super) fn add(&mut self, name: &str) -> Ident {
        let plain = self.plain(name);
        self.add_form(name, plain)
    }

    /// The identifier for something that is called by the places it stands in, from the outermost inwards. Where that is
    /// too long, whole places in the middle go: the first says where it is, the last what it is.
    pub(super) fn add_place(&mut self, place: &[String]) -> Ident {
        let whole = place.join(" ");
        if let ([first, rest @ ..], true) = (place, case::words(&whole).concat().len() > LONGEST) {
            let mut kept = case::words(first);
            let at = kept.len();
            for step in rest.iter().rev() {
                let words = case::words(step);
                let length = |words: &[String]| self.kind.join(words).len();
                if length(&kept) + length(&words) >= LONGEST {
                    break;
                }
                kept.splice(at..at, words);
            }
            let is_shorter = kept.len() > at;
            let kept = self.kind.join_lettered(kept);
            if is_shorter && kept.len() <= LONGEST {
                let name = self.kind.join_hash(&kept, hash(&whole));
                let name = self.unlike_others(name);
                return self.take(name);
            }
        }
        self.add(&whole)
    }

    /// The name as this scope writes it, not yet unlike the others.
    fn plain(&self, name: &str) -> String {
        let is_done = self.kind.is_snake()
            && case::is_snake(name)
            && name.len() <= LONGEST
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && !self.is_reserved(name);
        if is_done {
            name.to_owned()
        } else {
            self.form(&case::words(name), name)
        }
    }

    fn add_form(&mut self, name: &str, plain: String) -> Ident {
        let ident = if self.taken.contains(&plain) {
            let words = match self.kind {
                Kind::Type | Kind::Module => case::spelled_inside_words(name),
                _ => case::spelled(name),
            };
            let spelled = self.form(&words, name);
            self.unlike_others(spelled)
        } else {
            plain
        };
        self.take(ident)
    }

    /// The identifier for a name that is in words already. `whole` is what the words come from, for the hash of a
    /// name that is too long.
    pub(super) fn add_words(&mut self, words: &[String], whole: &str) -> Ident {
        let plain = self.form(words, whole);
        let ident = self.unlike_others(plain);
        self.take(ident)
    }

    /// The identifiers for names that belong together, in their order. A name that is its identifier already keeps
    /// it, then names without signs choose, then the rest: of `_id` and `id`, `id` is `id`.
    pub(super) fn add_all<S: AsRef<str>>(&mut self, names: &[S]) -> Vec<Ident> {
        self.add_chosen(names, |_| None)
    }

    /// The same, where some names, by their index, were chosen by the project: those come before all others.
    pub(super) fn add_chosen<'c, S: AsRef<str>>(
        &mut self,
        names: &[S],
        chosen: impl Fn(usize) -> Option<&'c str>,
    ) -> Vec<Ident> {
        let named = names.iter().enumerate().map(|(index, name)| {
            let chosen = chosen(index);
            let name = chosen.unwrap_or(name.as_ref());
            let plain = self.plain(name);
            let rank = chosen.map_or_else(|| rank(name, &plain) + 1, |_| 0);
            (rank, index, name, plain)
        });
        let mut order: Vec<(u8, usize, &str, String)> = named.collect();
        order.sort_by_key(|(rank, index, ..)| (*rank, *index));
        let mut idents: Vec<(usize, Ident)> = order
            .into_iter()
            .map(|(_, index, name, plain)| (index, self.add_form(name, plain)))
            .collect();
        idents.sort_by_key(|(index, _)| *index);
        idents.into_iter().map(|(_, ident)| ident).collect()
    }

    /// Whether [`Scope::add_words`] would give these words as they are.
    pub(super) fn is_free(&self, words: &[String]) -> bool {
        let plain = self.kind.join(words);
        !self.taken.contains(&plain) && !self.is_reserved(&plain)
    }

    /// Words as a name of this scope: no leading digit, bounded, not reserved.
    fn form(&self, words: &[String], whole: &str) -> String {
        let name = self.kind.join_lettered(words.to_vec());
        let mut name = self.bounded(name, words, whole);
        // What is put there instead may be reserved as well: it may be the name of a model.
        while self.is_reserved(&name) {
            name = self.kind.unreserved(&name);
        }
        name
    }

    /// The name, or where it is too long its first and last words and a hash of the whole: the last words say most of
    /// what it is, the first where it is.
    fn bounded(&self, name: String, words: &[String], whole: &str) -> String {
        if name.len() <= LONGEST {
            return name;
        }
        let mut room = LONGEST;
        let mut fits = |word: &&String| {
            let fits = word.len() < room;
            room = room.saturating_sub(word.len() + 1);
            fits
        };
        let last = words.iter().rev().take(LAST_WORDS);
        let rest = words.len() - last.take_while(&mut fits).count();
        let first = words.iter().take(rest).take_while(fits);
        let kept: Vec<String> = first.chain(words.iter().skip(rest)).cloned().collect();
        // The word that is first now may begin with a digit where the name did not.
        let mut kept = self.kind.join_lettered(kept);
        if kept.is_empty() {
            kept = name.chars().take(LONGEST).collect();
        }
        self.kind.join_hash(&kept, hash(whole))
    }

    fn is_reserved(&self, name: &str) -> bool {
        self.reserved.iter().any(|list| list.contains(&name))
            || self.others.is_some_and(|others| others.contains(name))
            || keywords::is_never(name)
            || (self.kind == Kind::Module && keywords::is_bad_file(name))
    }

    fn unlike_others(&mut self, name: String) -> String {
        if !self.taken.contains(&name) {
            return name;
        }
        let mut number = self.numbers.get(&name).copied().unwrap_or(2);
        let unlike = loop {
            let numbered = self.kind.numbered(&name, number);
            number += 1;
            if !self.taken.contains(&numbered) && !self.is_reserved(&numbered) {
                break numbered;
            }
        };
        self.numbers.insert(name, number);
        unlike
    }

    fn take(&mut self, name: String) -> Ident {
        let ident = if self.kind != Kind::Feature && keywords::needs_raw(&name) {
            format!("r#{name}")
        } else {
            name.clone()
        };
        self.taken.insert(name);
        Ident(ident)
    }
}

impl Kind {
    fn join_hash(self, name: &str, hash: u16) -> String {
        match self {
            Self::Type | Self::Request | Self::Handle | Self::Variant => {
                format!("{name}H{hash:04x}")
            }
            Self::Feature => format!("{name}-{hash:04x}"),
            Self::Static => format!("{name}_{hash:04X}"),
            Self::Field | Self::Parameter | Self::Method | Self::Module => {
                format!("{name}_{hash:04x}")
            }
        }
    }
}

/// Who chooses first: a name that is its identifier, then one that loses no sign, then the rest.
fn rank(name: &str, plain: &str) -> u8 {
    if name == plain {
        0
    } else if name.chars().all(char::is_alphanumeric) {
        1
    } else {
        2
    }
}

/// FNV-1a, folded: the same on every machine and in every version of Rust. Short, because only names with the same first
/// and last words need it, and those that have it in common, too, get a number.
fn hash(text: &str) -> u16 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 16 ^ hash & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::{Ident, Kind, Scope};

    #[track_caller]
    fn check(kind: Kind, reserved: &[&[&str]], table: &[(&str, &str)]) {
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        let idents = Scope::new(kind, reserved).add_all(&names);
        let given: Vec<&str> = idents.iter().map(Ident::as_str).collect();
        let expected: Vec<&str> = table.iter().map(|(_, ident)| *ident).collect();
        assert_eq!(given, expected);
    }

    #[test]
    fn fields() {
        check(
            Kind::Field,
            &[&["extra"]],
            &[
                ("type", "r#type"),
                ("self", "self_member"),
                ("Self", "self_member_2"),
                ("crate", "crate_member"),
                ("gen", "r#gen"),
                ("extra", "extra_member"),
                ("1st", "value_1st"),
                ("", "empty"),
                ("_", "underscore"),
            ],
        );
    }

    #[test]
    fn collisions_are_spelled_then_numbered() {
        check(
            Kind::Field,
            &[],
            &[
                ("_id", "underscore_id"),
                ("id", "id"),
                ("ID", "id_3"),
                ("fooBar", "foo_bar_2"),
                ("foo_bar", "foo_bar"),
                ("foo-bar", "foo_dash_bar"),
                ("caf\u{e9}", "cafe"),
                ("cafe\u{301}", "cafe_2"),
                ("id_2", "id_2"),
            ],
        );
    }

    #[test]
    fn a_name_that_is_cut_does_not_begin_with_a_digit() {
        let long = "word ".repeat(20);
        let huge = "x".repeat(90);
        let begins = |ident: &Ident| ident.as_str().starts_with(|c: char| c.is_alphabetic());
        for kind in [Kind::Type, Kind::Method, Kind::Field, Kind::Module] {
            let mut scope = Scope::new(kind, &[]);
            for name in [format!("1 {long}"), format!("{huge} 1 {long} 2 3 4 5")] {
                let ident = scope.add(&name);
                assert!(begins(&ident), "{ident}");
            }
            let place = ["50", &long, "2nd", "last"].map(str::to_owned);
            let ident = scope.add_place(&place);
            assert!(begins(&ident), "{ident}");
        }
    }

    #[test]
    fn what_a_reserved_name_becomes_is_not_reserved_either() {
        let taken = &["Sync", "SyncRequest"];
        check(Kind::Request, &[taken], &[("sync", "SyncRequestRequest")]);
    }

    #[test]
    fn handles() {
        let taken = &["Error"];
        let expected = [
            ("error", "ErrorGroup"),
            ("1st", "Group1st"),
            ("pets", "Pets"),
        ];
        check(Kind::Handle, &[taken], &expected);
    }

    #[test]
    fn variants() {
        check(
            Kind::Variant,
            &[&["Unrecognized"]],
            &[
                ("active", "Active"),
                ("ACTIVE", "Active2"),
                ("self", "SelfValue"),
                ("unrecognized", "UnrecognizedValue"),
                ("1", "Value1"),
                ("1.5", "Value1_5"),
                ("2020-08-27", "Value2020_08_27"),
                ("+1", "Plus1"),
                ("-1", "Minus1"),
                ("created", "Created"),
                ("-created", "MinusCreated"),
                ("", "Empty"),
                (" ", "Space"),
            ],
        );
    }

    #[test]
    fn types_do_not_hide_the_prelude() {
        check(
            Kind::Type,
            &[super::keywords::PRELUDE],
            &[
                ("option", "ApiOption"),
                ("Vec", "ApiVec"),
                ("self", "ApiSelf"),
                ("pet", "Pet2"),
                ("Pet", "Pet"),
                ("2fa", "Type2fa"),
            ],
        );
    }

    #[test]
    fn modules_are_files_on_every_system() {
        check(
            Kind::Module,
            &[],
            &[
                ("mod", "mod_file"),
                ("con", "con_file"),
                ("COM1", "com1_file"),
                ("Type", "r#type"),
                ("self", "self_file"),
                ("Übersicht", "ubersicht"),
            ],
        );
    }

    #[test]
    fn features() {
        check(
            Kind::Feature,
            &[&["default"]],
            &[
                ("default", "default-api"),
                ("Object Schemas", "object-schemas"),
                ("type", "type"),
            ],
        );
    }

    #[test]
    fn a_long_name_keeps_its_first_and_its_last_words() {
        let name = "post payment intents intent confirm body payment method options klarna \
                    payment method options param setup future usage";
        let ident = Scope::new(Kind::Type, &[]).add(name);
        let text = ident.as_str();
        assert!(
            text.starts_with("PostPaymentIntentsIntentConfirmBody"),
            "{text}"
        );
        let end = text.split("ParamSetupFutureUsageH").nth(1);
        assert_eq!(end.map(str::len), Some(4), "{text}");
        assert!(text.len() <= 85, "{text}");
    }

    #[test]
    fn a_long_place_loses_its_middle() {
        let place = [
            "PostPaymentIntentsIntentConfirm",
            "body",
            "payment_method_options",
            "klarna",
            "payment_method_param",
            "setup_future_usage",
        ];
        let place = place.map(str::to_owned);
        let ident = Scope::new(Kind::Type, &[]).add_place(&place);
        let text = ident.as_str();
        let expected = "PostPaymentIntentsIntentConfirmKlarnaPaymentMethodParamSetupFutureUsageH";
        assert_eq!(text.get(..text.len() - 4), Some(expected));
    }

    #[test]
    fn types_that_differ_in_signs_between_words_are_numbered() {
        check(
            Kind::Type,
            &[],
            &[
                ("tasks/list error", "TasksListError"),
                ("tasks list error", "TasksListError2"),
                ("@tasks", "Tasks"),
                ("$tasks", "DollarTasks"),
            ],
        );
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let first = format!("{}first", "word_".repeat(2_000));
        let second = format!("{}second", "word_".repeat(2_000));
        let mut scope = Scope::new(Kind::Field, &[]);
        let idents = scope.add_all(&[&first, &second, &"x".repeat(300)]);
        for ident in &idents {
            assert!(ident.as_str().len() <= 100, "{ident}");
            syn::parse_str::<syn::Ident>(ident.as_str()).expect("an identifier");
        }
        let [first, second, _] = idents.as_slice() else {
            unreachable!("three names give three identifiers");
        };
        assert_ne!(first, second);
        assert!(!first.as_str().ends_with("_2") && !second.as_str().ends_with("_2"));
    }

    #[test]
    fn a_name_added_at_the_end_changes_none_before_it() {
        let names = ["a b", "a-b", "aB", "type", "A_b", "x"];
        let mut long = Scope::new(Kind::Variant, &[]);
        let all: Vec<Ident> = names.iter().map(|name| long.add(name)).collect();
        for count in 0..names.len() {
            let mut short = Scope::new(Kind::Variant, &[]);
            let some: Vec<Ident> = names
                .iter()
                .take(count)
                .map(|name| short.add(name))
                .collect();
            assert_eq!(some, all.iter().take(count).cloned().collect::<Vec<_>>());
        }
    }
}
