//! Numbers, at the edges of what their schemas allow.

use serde_json::{Number, Value};

use super::flatten::Flat;

/// Beyond this, `f64` has no longer all integers.
const EXACT: i128 = (1 << 53) + 1;

/// An integer: one, the largest, the smallest, none, or another.
pub fn integer(flat: &Flat<'_>, turn: usize) -> Option<Value> {
    let (least, most) = range_of(format(flat));
    let low = lowest(flat).map_or(least, |low| (low.ceil() as i128).max(least));
    let high = highest(flat).map_or(most, |high| (high.floor() as i128).min(most));
    // Limits beyond 64 bits are as good as none.
    let bounds = (i128::from(i64::MIN), i128::from(u64::MAX));
    let (low, high) = (
        low.clamp(bounds.0, bounds.1),
        high.clamp(bounds.0, bounds.1),
    );
    if low > high {
        return None;
    }
    let step = flat
        .find("multipleOf")
        .and_then(Value::as_f64)
        .map_or(1, |step| (step as i128).max(1));
    let wanted = match turn % 5 {
        0 => 1,
        1 => high,
        2 => low,
        3 => 0,
        _ => 42,
    };
    let near = wanted.clamp(low, high);
    let down = near - near.rem_euclid(step);
    let fit = if down >= low { down } else { down + step };
    integer_value(fit)
}

fn integer_value(value: i128) -> Option<Value> {
    let signed = i64::try_from(value).ok().map(Number::from);
    let number = signed.or_else(|| u64::try_from(value).ok().map(Number::from));
    number.map(Value::Number)
}

fn range_of(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        _ => (-EXACT, EXACT),
    }
}

/// A number: with a fraction, the largest, the smallest, whole, or with an exponent.
pub fn number(flat: &Flat<'_>, turn: usize) -> Option<Value> {
    if matches!(format(flat), Some("int32" | "int64" | "integer")) {
        return integer(flat, turn);
    }
    let low = lowest(flat).unwrap_or(f64::NEG_INFINITY);
    let high = highest(flat).unwrap_or(f64::INFINITY);
    let wanted = match turn % 5 {
        0 => 1.5,
        1 if high.is_finite() => high,
        1 => 12_345_678.875,
        2 if low.is_finite() => low,
        2 => -0.25,
        3 => return integer(flat, 0),
        _ => 2.5e-7,
    };
    let near = wanted.max(low).min(high);
    let fit = match flat.find("multipleOf").and_then(Value::as_f64) {
        Some(step) if step > 0.0 => (near / step).round() * step,
        _ => near,
    };
    Number::from_f64(fit).map(Value::Number)
}

fn format<'d>(flat: &Flat<'d>) -> Option<&'d str> {
    flat.find("format").and_then(Value::as_str)
}

/// The lower limit; what must not be reached counts as one more.
fn lowest(flat: &Flat<'_>) -> Option<f64> {
    let limits = flat.schemas.iter().flat_map(|schema| {
        let inclusive = schema["minimum"].as_f64();
        let inclusive = match schema["exclusiveMinimum"] == Value::Bool(true) {
            true => inclusive.map(|limit| limit + 1.0),
            false => inclusive,
        };
        let exclusive = schema["exclusiveMinimum"].as_f64().map(|limit| limit + 1.0);
        [inclusive, exclusive]
    });
    limits.flatten().reduce(f64::max)
}

/// The upper limit, likewise.
fn highest(flat: &Flat<'_>) -> Option<f64> {
    let limits = flat.schemas.iter().flat_map(|schema| {
        let inclusive = schema["maximum"].as_f64();
        let inclusive = match schema["exclusiveMaximum"] == Value::Bool(true) {
            true => inclusive.map(|limit| limit - 1.0),
            false => inclusive,
        };
        let exclusive = schema["exclusiveMaximum"].as_f64().map(|limit| limit - 1.0);
        [inclusive, exclusive]
    });
    limits.flatten().reduce(f64::min)
}
