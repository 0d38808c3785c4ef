//! Types of scalars: `type` and `format` to the Rust type that loses nothing.
//!
//! A format that has no type of its own stays a string or number, and is documented as a constraint.

use super::all_of::Part;
use super::{Lowering, kinds};
use crate::document::Schema;
use crate::formats::FormatType;
use crate::ir::{JsonKinds, RustType, Ty};

impl<'d> Lowering<'d> {
    /// The type of one kind of scalar.
    pub(super) fn lower_scalar(&self, kind: JsonKinds, schemas: &[Schema<'d>]) -> Ty {
        let format = self.format_of(kind, schemas);
        if kind.string {
            let base64 = schemas.iter().any(|schema| {
                let encoding = schema.text(schema.content_encoding);
                encoding.is_some_and(|it| it.eq_ignore_ascii_case("base64"))
            });
            let chosen = format.and_then(|format| self.doc.formats.of(format));
            chosen.map_or_else(|| string(format, base64), of_choice)
        } else if kind.boolean {
            Ty::Bool
        } else if kind.number {
            number(format)
        } else {
            integer(format, &Bounds::of(schemas))
        }
    }

    /// The format of values of a kind: the last that is not said of another kind only.
    pub(super) fn format_of(&self, kind: JsonKinds, schemas: &[Schema<'d>]) -> Option<&'d str> {
        let is_about = |schema: &&Schema<'d>| {
            let stated = schema
                .type_
                .and_then(|_| self.kinds(&[Part::bare(schema.node)]));
            stated.is_none_or(|stated| kinds::both(stated, kind) != kinds::NONE)
        };
        let mut about = schemas.iter().rev().filter(is_about);
        about.find_map(|schema| schema.text(schema.format))
    }
}

/// The type that the caller has chosen for a format.
fn of_choice(choice: &FormatType) -> Ty {
    match choice {
        FormatType::Chrono => Ty::Rust(RustType::Chrono),
        FormatType::Time => Ty::Rust(RustType::Time),
        FormatType::Path(path) => Ty::Rust(RustType::Path(path.as_str().into())),
        FormatType::String => Ty::String,
        FormatType::DateTime => Ty::DateTime,
        FormatType::Date => Ty::Date,
        FormatType::Uuid => Ty::Uuid,
        FormatType::Ipv4 => Ty::Ipv4,
        FormatType::Ipv6 => Ty::Ipv6,
        FormatType::Secret => Ty::Secret,
        FormatType::Base64 => Ty::Base64,
        FormatType::Int64 => Ty::I64Text,
        FormatType::Uint64 => Ty::U64Text,
    }
}

/// The type of a string of this format. Names are compared without regard to case, as real documents spell them.
fn string(format: Option<&str>, base64: bool) -> Ty {
    match format.map(str::to_ascii_lowercase).as_deref() {
        Some("date-time" | "datetime") => Ty::DateTime,
        Some("date") => Ty::Date,
        Some("uuid" | "guid") => Ty::Uuid,
        Some("ipv4") => Ty::Ipv4,
        Some("ipv6") => Ty::Ipv6,
        Some("password") => Ty::Secret,
        Some("binary") => Ty::Binary,
        Some("byte" | "base64") => Ty::Base64,
        Some("int64" | "int32" | "int16" | "int8") => Ty::I64Text,
        Some("uint64" | "uint32" | "uint16" | "uint8") => Ty::U64Text,
        _ if base64 => Ty::Base64,
        _ => Ty::String,
    }
}

/// The type of a number. The registry of formats has the integer formats for `number` too. A decimal is money or the
/// like, of which binary fractions lose digits.
fn number(format: Option<&str>) -> Ty {
    match format.map(str::to_ascii_lowercase).as_deref() {
        Some("int8" | "int16" | "int32") => Ty::I32,
        Some("int64") => Ty::I64,
        Some("uint8" | "uint16" | "uint32") => Ty::U32,
        Some("uint64") => Ty::U64,
        Some("decimal" | "decimal128") => Ty::Number,
        _ => Ty::F64,
    }
}

fn integer(format: Option<&str>, bounds: &Bounds) -> Ty {
    let by_format = match format {
        Some("int8" | "int16" | "int32") => Ty::I32,
        Some("uint8" | "uint16" | "uint32") => Ty::U32,
        Some("uint64") => Ty::U64,
        Some("int128" | "uint128" | "bigint" | "biginteger" | "big-integer") => return Ty::Number,
        _ => Ty::I64,
    };
    match by_format {
        Ty::I32 if bounds.within(i32::MIN.into(), i32::MAX.into()) => Ty::I32,
        Ty::U32 if bounds.within(0, u32::MAX.into()) => Ty::U32,
        Ty::U64 if bounds.within(0, u64::MAX.into()) => Ty::U64,
        _ if bounds.within(i64::MIN.into(), i64::MAX.into()) => Ty::I64,
        _ if bounds.least.is_some_and(|least| least >= 0) && bounds.within(0, u64::MAX.into()) => {
            Ty::U64
        }
        _ => Ty::Number,
    }
}

/// The least and the greatest integer that a schema admits; `None` where it says nothing.
#[derive(Debug, Default)]
struct Bounds {
    least: Option<i128>,
    greatest: Option<i128>,
}

impl Bounds {
    fn of(schemas: &[Schema<'_>]) -> Self {
        let mut bounds = Self::default();
        for schema in schemas {
            let least = [schema.inclusive_minimum(), schema.exclusive_minimum()];
            let greatest = [schema.inclusive_maximum(), schema.exclusive_maximum()];
            for value in least.into_iter().flatten().filter_map(whole) {
                bounds.least = Some(bounds.least.map_or(value, |least| least.max(value)));
            }
            for value in greatest.into_iter().flatten().filter_map(whole) {
                bounds.greatest = Some(
                    bounds
                        .greatest
                        .map_or(value, |greatest| greatest.min(value)),
                );
            }
        }
        bounds
    }

    /// Whether no bound that is stated lies outside of a type's range.
    fn within(&self, least: i128, greatest: i128) -> bool {
        let range = least..=greatest;
        let inside = |bound: Option<i128>| bound.is_none_or(|bound| range.contains(&bound));
        inside(self.least) && inside(self.greatest)
    }
}

/// A number as written, cut to a whole one. What is beyond 128 bits is as good as the end of them.
fn whole(text: &str) -> Option<i128> {
    if let Ok(value) = text.parse::<i128>() {
        return Some(value);
    }
    // `as` saturates, which is what is wanted of 1e300.
    text.parse::<f64>().ok().map(|value| value as i128)
}

/// The kinds that a format is made for, where no `type` says so.
pub(super) fn kinds_of_format(format: &str) -> JsonKinds {
    match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => {
            kinds::INTEGER
        }
        "float" | "double" | "decimal" => kinds::NUMBER,
        _ => kinds::STRING,
    }
}

/// Whether a format of a scalar shows in its type, so that it need not be told as a constraint.
pub(super) fn has_type(ty: &Ty, format: &str) -> bool {
    let plain = matches!(ty, Ty::String | Ty::Any);
    let usual = matches!(format, "int64" | "double" | "float" | "int32");
    !plain && usual || !matches!(ty, Ty::String | Ty::I64 | Ty::F64 | Ty::Any | Ty::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_integer(format: Option<&str>, least: Option<i128>, greatest: Option<i128>, ty: Ty) {
        assert_eq!(integer(format, &Bounds { least, greatest }), ty);
    }

    #[test]
    fn an_integer_is_as_wide_as_its_bounds_ask() {
        check_integer(None, None, None, Ty::I64);
        check_integer(None, Some(0), None, Ty::I64);
        check_integer(None, Some(0), Some(i128::from(u64::MAX)), Ty::U64);
        check_integer(None, None, Some(i128::from(u64::MAX)), Ty::Number);
        check_integer(None, None, Some(i128::MAX), Ty::Number);
    }

    #[test]
    fn a_format_is_believed_unless_a_bound_denies_it() {
        check_integer(Some("int32"), None, None, Ty::I32);
        check_integer(Some("int32"), None, Some(4_294_967_295), Ty::I64);
        check_integer(Some("uint32"), Some(-1), None, Ty::I64);
        check_integer(Some("uint64"), None, None, Ty::U64);
    }

    #[test]
    fn decimals_stay_exact() {
        assert_eq!(number(Some("decimal")), Ty::Number);
        assert_eq!(number(Some("Decimal")), Ty::Number);
        assert_eq!(number(Some("double")), Ty::F64);
        assert_eq!(number(None), Ty::F64);
    }

    #[test]
    fn integers_in_strings_stay_exact() {
        assert_eq!(string(Some("int64"), false), Ty::I64Text);
        assert_eq!(string(Some("uint64"), false), Ty::U64Text);
        assert_eq!(string(Some("decimal"), false), Ty::String);
    }

    #[test]
    fn bounds_are_read_in_every_notation() {
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX.into()));
        assert_eq!(whole("1e3"), Some(1000));
        assert_eq!(whole("1e300"), Some(i128::MAX));
        assert_eq!(whole("many"), None);
    }
}
