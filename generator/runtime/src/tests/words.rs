//! Enumerations of text with more values than are looked through one by one: each is found, and nothing else is.

use crate::runtime::{Unrecognized, json};

macro_rules! letters {
    ($($letter:ident $text:literal),+ $(,)?) => {
        #[derive(Clone)]
        enum Letter {
            $($letter,)+
            Unrecognized(Unrecognized),
        }

        impl Letter {
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
    Mu "mu", Alpha "alpha", Zeta "zeta", Nothing "", Pi "pi", Omega "omega", Beta "beta", Xi "xi", Omicron "omicron",
    Gamma "gamma", Eta "eta", Psi "psi",
}

crate::runtime::text_enum!(Letter);

#[test]
fn each_value_of_a_long_enumeration_is_found() {
    assert!(Letter::VALUES.len() > 8, "as many as an index is made for");
    for value in Letter::VALUES {
        let read = Letter::from(value.as_str());
        assert!(!matches!(read, Letter::Unrecognized(_)), "{value:?}");
        assert_eq!(read, *value);
        let text = format!("{:?}", value.as_str());
        let decoded = json::decode::<Letter>(text.as_bytes()).unwrap().value;
        assert!(!matches!(decoded, Letter::Unrecognized(_)), "{value:?}");
        assert_eq!(decoded, *value);
    }
}

#[test]
fn what_a_long_enumeration_does_not_list_is_kept() {
    for text in ["a", "omegb", "zzzz", "Alpha", "omicron and more"] {
        let read = Letter::from(text);
        assert!(matches!(read, Letter::Unrecognized(_)), "{text}");
        assert_eq!(read.as_str(), text);
    }
}
