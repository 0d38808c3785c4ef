//! Options, lists, maps and tuples.

use std::collections::BTreeMap;

use super::{Decode, Encode, Entries, Failed, Fill, List, View};
use crate::runtime::reader::Reader;

impl<T: Decode> Decode for Option<T> {
    const MAY_BE_ABSENT: bool = true;

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        if from.is_null() {
            return Ok(None);
        }
        Ok(Some(T::read(from)?))
    }
}

impl<T> Fill for Option<T> {
    fn fill(_: &mut Reader<'_>) -> Self {
        None
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut items = from.items()?;
        let mut list = items.list(from);
        while items.next(from) {
            list.push(T::read(from)?);
        }
        Ok(list)
    }
}

impl<T> Fill for Vec<T> {
    fn fill(_: &mut Reader<'_>) -> Self {
        Self::new()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Encode> List for Vec<T> {
    fn item(&self, index: usize) -> Option<&dyn Encode> {
        self.get(index).map(|item| item as &dyn Encode)
    }

    fn each(&self, visit: &mut dyn FnMut(&View<'_>) -> Result<(), Failed>) -> Result<(), Failed> {
        self.iter().try_for_each(|item| visit(&item.view()))
    }
}

impl<T: Encode> Encode for &[T] {
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Encode> List for &[T] {
    fn item(&self, index: usize) -> Option<&dyn Encode> {
        self.get(index).map(|item| item as &dyn Encode)
    }

    fn each(&self, visit: &mut dyn FnMut(&View<'_>) -> Result<(), Failed>) -> Result<(), Failed> {
        self.iter().try_for_each(|item| visit(&item.view()))
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut names = from.names()?;
        let mut map = Self::new();
        while let Some(name) = names.next(from) {
            map.insert(name, T::read(from)?);
        }
        Ok(map)
    }
}

impl<T> Fill for BTreeMap<String, T> {
    fn fill(_: &mut Reader<'_>) -> Self {
        Self::new()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Encode> Entries for BTreeMap<String, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn get(&self, name: &str) -> Option<&dyn Encode> {
        Self::get(self, name).map(|value| value as &dyn Encode)
    }

    fn each(
        &self,
        visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        self.iter().try_for_each(|(name, value)| visit(name, value))
    }
}

macro_rules! tuples {
    ($($length:literal ($($field:ident $index:tt),+);)+) => {$(
        impl<$($field: Decode),+> Decode for ($($field,)+) {
            fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
                let mut items = from.items()?;
                let tuple = ($(items.expect::<$field>(from, $length)?,)+);
                if items.next(from) {
                    return Err(from.wrong_length($length));
                }
                Ok(tuple)
            }
        }

        impl<$($field: Fill),+> Fill for ($($field,)+) {
            fn fill(from: &mut Reader<'_>) -> Self {
                ($($field::fill(from),)+)
            }
        }

        impl<$($field: Encode),+> Encode for ($($field,)+) {
            fn view(&self) -> View<'_> {
                View::List(self)
            }
        }

        impl<$($field: Encode),+> List for ($($field,)+) {
            fn item(&self, index: usize) -> Option<&dyn Encode> {
                match index {
                    $($index => Some(&self.$index),)+
                    _ => None,
                }
            }
        }
    )+};
}

tuples! {
    1 (A 0);
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
    5 (A 0, B 1, C 2, D 3, E 4);
    6 (A 0, B 1, C 2, D 3, E 4, F 5);
    7 (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    8 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
    9 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
    10 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
    11 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
    12 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
}
