//! Items behind a condition on features: `crate::runtime::when! { any(feature = "a", feature = "b") => mod x; }`.
//! prettyplease prints what is in a macro as tokens in a row; here the items are printed as items, and the features in
//! lines.

use proc_macro2::{TokenStream, TokenTree};
use syn::Item;

/// The columns that a list of features may take.
const WIDTH: usize = 92;

/// The text of the macro call, if the item is one.
pub(super) fn when(item: &Item) -> syn::Result<Option<String>> {
    let Item::Macro(of) = item else {
        return Ok(None);
    };
    let is_when = of
        .mac
        .path
        .segments
        .last()
        .is_some_and(|name| name.ident == "when");
    if !is_when {
        return Ok(None);
    }
    let tokens: Vec<TokenTree> = of.mac.tokens.clone().into_iter().collect();
    let arrow = tokens.windows(2).position(|pair| match pair {
        [TokenTree::Punct(one), TokenTree::Punct(two)] => {
            one.as_char() == '=' && two.as_char() == '>'
        }
        _ => false,
    });
    let Some((condition, items)) = arrow.and_then(|at| tokens.split_at_checked(at)) else {
        return Ok(None);
    };
    let items: TokenStream = items.iter().skip(2).cloned().collect();
    let printed = prettyplease::unparse(&syn::parse2::<syn::File>(items)?);
    let mut text = String::from("crate::runtime::when! {\n");
    push_condition(&mut text, condition);
    for line in printed.lines() {
        if !line.is_empty() {
            text.push_str("    ");
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    Ok(Some(text))
}

/// `feature = "a" =>`, or `any(feature = "a", feature = "b") =>` with as many to a line as fit.
fn push_condition(text: &mut String, condition: &[TokenTree]) {
    let features: Vec<String> = match condition {
        [TokenTree::Ident(_), TokenTree::Group(of)] => of.stream().to_string(),
        other => other.iter().cloned().collect::<TokenStream>().to_string(),
    }
    .split(" ,")
    .flat_map(|part| part.split(", "))
    .map(|part| part.trim().to_owned())
    .collect();
    if let [one] = features.as_slice() {
        text.push_str(&format!("    {one} =>\n"));
        return;
    }
    let mut line = String::from("    any(");
    for (index, feature) in features.iter().enumerate() {
        let is_last = index + 1 == features.len();
        let part = format!("{feature}{}", if is_last { ") =>" } else { "," });
        if line.len() + part.len() > WIDTH {
            text.push_str(line.trim_end());
            text.push('\n');
            line = String::from("        ");
        }
        line.push_str(&part);
        line.push(' ');
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    #[test]
    fn items_stand_in_lines_of_their_own() {
        let item = syn::parse_quote! {
            crate::runtime::when! { any(feature = "a", feature = "b") => mod x; mod y; pub use x::{X, Z}; }
        };
        let text = super::when(&item).expect("Rust");
        let expected = "crate::runtime::when! {\n    any(feature = \"a\", feature = \"b\") =>\n    mod x;\n    mod y;\n    pub use x::{X, Z};\n}\n";
        assert_eq!(text.as_deref(), Some(expected));
        let item = syn::parse_quote! { crate::runtime::when! { feature = "a" => mod x; } };
        let text = super::when(&item).expect("Rust");
        assert_eq!(
            text.as_deref(),
            Some("crate::runtime::when! {\n    feature = \"a\" =>\n    mod x;\n}\n")
        );
    }
}
