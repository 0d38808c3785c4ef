//! Walks over finished types: which others a type holds, and how.

use crate::ir::{Additional, Ty, Type, TypeId, TypeKind};

/// All types that stand directly in a type: of fields, variants, additional members, or what an alias is of.
pub(super) fn parts(ty: &Type) -> Vec<&Ty> {
    match &ty.kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| &field.ty);
            let additional = match &object.additional {
                Additional::Typed(ty) => Some(ty),
                Additional::Any | Additional::None => None,
            };
            fields.chain(additional).collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias(alias) => vec![&alias.ty],
        TypeKind::Enum(_) => Vec::new(),
    }
}

/// Calls `found` with each named type in `ty`, and whether it is there by value rather than behind a pointer.
pub(super) fn named(ty: &Ty, by_value: bool, found: &mut impl FnMut(TypeId, bool)) {
    match ty {
        Ty::Named(id) => found(*id, by_value),
        Ty::Boxed(id) => found(*id, false),
        Ty::List(inner) | Ty::Map(inner) => named(inner, false, found),
        Ty::Nullable(inner) => named(inner, by_value, found),
        Ty::Tuple(elements) => elements.iter().for_each(|ty| named(ty, by_value, found)),
        _ => {}
    }
}

/// Calls `found` with each named type in `ty` that is in a box.
pub(super) fn boxed(ty: &Ty, found: &mut impl FnMut(TypeId)) {
    match ty {
        Ty::Boxed(id) => found(*id),
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => boxed(inner, found),
        Ty::Tuple(elements) => elements.iter().for_each(|ty| boxed(ty, found)),
        _ => {}
    }
}

/// Calls `found` with each named type in `ty`, to be changed.
pub(super) fn named_mut(ty: &mut Ty, found: &mut impl FnMut(&mut TypeId)) {
    match ty {
        Ty::Named(id) | Ty::Boxed(id) => found(id),
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => named_mut(inner, found),
        Ty::Tuple(elements) => elements.iter_mut().for_each(|ty| named_mut(ty, found)),
        _ => {}
    }
}

/// The strongly connected components of a graph, as a number for each node; nodes on no cycle have a number of their
/// own. `edges` holds the successors of each node.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let order = finishing_order(edges);
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            if let Some(sources) = back.get_mut(to) {
                sources.push(from);
            }
        }
    }
    let mut component = vec![usize::MAX; edges.len()];
    for &root in order.iter().rev() {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match component.get_mut(node) {
                Some(place) if *place == usize::MAX => *place = root,
                _ => continue,
            }
            open.extend(back.get(node).into_iter().flatten());
        }
    }
    component
}

/// All nodes in the order in which a depth-first search leaves them (Kosaraju's first half).
fn finishing_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    for root in 0..edges.len() {
        let mut open = vec![(root, 0)];
        while let Some((node, next)) = open.pop() {
            if next == 0 {
                match seen.get_mut(node) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
            }
            match edges.get(node).and_then(|targets| targets.get(next)) {
                Some(&target) => {
                    open.push((node, next + 1));
                    open.push((target, 0));
                }
                None => order.push(node),
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_on_a_cycle_share_a_component() {
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![]]);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[1], found[2]);
        assert_ne!(found[2], found[3]);
        assert_ne!(found[3], found[4]);
    }

    #[test]
    fn a_long_chain_costs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![node + 1]).collect();
        assert_eq!(components(&edges).len(), 200_000);
    }
}
