//! Enumerations of text, with an index and without: each value is found, and nothing else is.

use std::fmt;

use crate::runtime::{Decode, Unrecognized, json};

macro_rules! letters {
    ($ty:ident: $($letter:ident $text:literal),+ $(,)?) => {
        #[derive(Clone)]
        enum $ty {
            $($letter,)+
            Unrecognized(Unrecognized),
        }

        impl $ty {
            const VALUES: &'static [Self] = &[$(Self::$letter),+];

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$letter => $text,)+
                    Self::Unrecognized(value) => value.as_str(),
                }
            }
        }
    };
}

// Neither by text nor by length in order; some of the same length, one empty.
letters! {
    Letter: Mu "mu", Alpha "alpha", Zeta "zeta", Nothing "", Pi "pi", Omega "omega", Beta "beta", Xi "xi",
    Omicron "omicron", Gamma "gamma", Eta "eta", Psi "psi",
}
crate::runtime::text_enum!(Letter, indexed);

letters! { Vowel: Omega "omega", Nothing "", Eta "eta", Alpha "alpha" }
crate::runtime::text_enum!(Vowel);

fn assert_each_is_found<E>(values: &'static [E], as_str: fn(&E) -> &str, is_known: fn(&E) -> bool)
where
    E: Decode + PartialEq + fmt::Debug + for<'t> From<&'t str>,
{
    for value in values {
        let text = as_str(value);
        let quoted = format!("{text:?}");
        let decoded = json::decode::<E>(quoted.as_bytes()).unwrap().value;
        for found in [E::from(text), decoded] {
            assert!(is_known(&found), "{value:?}");
            assert_eq!(found, *value);
        }
    }
    for text in ["a", "omegb", "zzzz", "Alpha", "omicron and more"] {
        let kept = E::from(text);
        assert!(!is_known(&kept), "{text}");
        assert_eq!(as_str(&kept), text);
    }
}

#[test]
fn values_are_found_by_an_index() {
    assert_each_is_found(Letter::VALUES, Letter::as_str, |letter| {
        !matches!(letter, Letter::Unrecognized(_))
    });
}

#[test]
fn values_are_found_one_by_one() {
    assert_each_is_found(Vowel::VALUES, Vowel::as_str, |vowel| {
        !matches!(vowel, Vowel::Unrecognized(_))
    });
}
