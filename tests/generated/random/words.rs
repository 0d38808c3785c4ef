//! Names: what Rust, its prelude, the crates a client is made of and the runtime call their own, and plain words.

use std::collections::HashSet;

use super::dice::Dice;

/// Names that are in the way.
const TAKEN: &str = "
    Self self super crate type match fn async await dyn box try yield macro union static extra mod impl where loop
    Call Client Error Page Pages Items Response Request Box Some None Ok Err Debug Clone From Into Default Iterator Send
    Sync Drop Fn Vec str u8 i64 bool usize HashMap BTreeMap Result Option String FromStr Display Hash Eq PartialEq Ord Copy
    Infallible Cow Ipv4Addr Duration Future IntoFuture Pin Arc Rc Cell Object List Map Tuple
    std core alloc serde reqwest http bytes tokio futures jiff secrecy models runtime api client lib main test tests testing
    new value values as_str name names id ID Id member members fill take from into view read write
    Reader Writer Encode Decode Fill TryFill Failed Constraint Extra Member Model Operation Method Parameter Style Json Text
    Empty Binary Bytes Body Event EventStream Form Part Paged Pagination Reply Head Secret Number Timestamp Date Uuid Value
    Scalar Kinds Shape Union Discriminator Unrecognized Maybe AsText Base64 Server Variable Location Setting Scheme
    Credential Token Builder ClientBuilder builder build send send_raw timeout header base_url into_future pages items
    resume stream idempotent max_attempts attempt_timeout VALUES Validate Violation
    additional_properties additionalProperties $ref $id @type _links x-y 200 2xx 1st 3 404
    \u{bd} \u{e9}t\u{e9} \u{65e5}\u{672c} \u{1f980} a.b.c a/b a~b a%b a{b} ' \" \\ * ? # & = < >
";

const PLAIN: &str = "pet owner lead status code color size kind type state user account item order price amount total currency \
    created updated link href data meta error message result list page filter sort query count index key value label title \
    note tag address city zip country phone email first last middle full short long big small";

fn split(words: &'static str) -> Vec<&'static str> {
    words.split_whitespace().collect()
}

/// A name that is in the way.
pub fn taken(dice: &mut Dice) -> String {
    dice.pick(&split(TAKEN)).to_owned()
}

/// A plain word.
pub fn plain(dice: &mut Dice) -> String {
    dice.pick(&split(PLAIN)).to_owned()
}

/// Any name: one that is in the way, plain words in any notation, or signs; sometimes nothing.
pub fn name(dice: &mut Dice) -> String {
    match dice.below(100) {
        0..35 => taken(dice),
        35..90 => {
            let between = dice.pick(&["", "_", "-", ".", " "]);
            let count = dice.between(1, 3);
            let words: Vec<String> = (0..count).map(|_| noted(dice)).collect();
            words.join(between)
        }
        _ => {
            let signs: Vec<char> = "abXY01_-. $\u{e9}\n".chars().collect();
            (0..dice.below(7)).map(|_| dice.pick(&signs)).collect()
        }
    }
}

fn noted(dice: &mut Dice) -> String {
    let word = plain(dice);
    match dice.below(3) {
        0 => word,
        1 => word.to_uppercase(),
        _ => word[..1].to_uppercase() + &word[1..],
    }
}

/// Names of components, each once.
pub fn components(dice: &mut Dice, count: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    while names.len() < count {
        let name = name(dice);
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// A name as a step of a reference.
pub fn step(name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let percent = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'~' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    escaped.bytes().map(percent).collect()
}
