//! Items that only some features need.

/// Declares items where a condition on features holds: `when! { feature = "leads" => mod lead; }`. One condition for all of
/// them, which in a large crate is long.
#[allow(unused_macros, reason = "a small crate has no such features")]
macro_rules! when {
    ($features:meta => $($item:item)*) => {
        $(
            #[cfg($features)]
            $item
        )*
    };
}

pub(crate) use when;
