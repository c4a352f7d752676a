//! How long a request is on ZooKeeper's wire, which a server looks at before anything else.

use crate::model::request::data_length;
use crate::model::{Acl, Bytes, Lifetime, NewPath, Request, Write, ZPath};

/// The longest request that a server reads, in bytes (`jute.maxbuffer`).
pub const LONGEST_REQUEST: usize = 0xF_FFFF;

/// xid and operation.
const HEADER: usize = 8;
const INT: usize = 4;
const LONG: usize = 8;
const BOOL: usize = 1;
/// Before each part of a multi, and behind the last.
const MULTI_HEADER: usize = INT + BOOL + INT;

impl Request {
    /// Its length in bytes, with the header and without the four bytes that tell it.
    pub fn length(&self) -> usize {
        HEADER
            + match self {
                Request::Read(read) => path(&read.path) + BOOL,
                Request::Write(write) => length_of(write),
                Request::Multi(writes) => parts(writes.iter().map(length_of)),
                Request::MultiRead(reads) => parts(reads.iter().map(|it| path(&it.path) + BOOL)),
                Request::Ephemerals { prefix: it } | Request::Sync(it) => path(it),
                Request::AddWatch { path: it, .. } | Request::RemoveWatches { path: it, .. } => {
                    path(it) + INT
                }
                Request::WhoAmI | Request::CloseSession => 0,
            }
    }
}

fn length_of(write: &Write) -> usize {
    match write {
        Write::Create {
            path: new,
            data: bytes,
            acl: list,
            lifetime,
        } => new_path(new) + data(bytes) + acl(list) + INT + ttl(lifetime),
        Write::Delete { path: it, .. } | Write::Check { path: it, .. } => path(it) + INT,
        Write::SetData {
            path: it,
            data: bytes,
            ..
        } => path(it) + data(bytes) + INT,
        Write::SetAcl {
            path: it,
            acl: list,
            ..
        } => path(it) + acl(list) + INT,
        Write::Reconfig => 3 * INT + LONG,
    }
}

fn parts(lengths: impl Iterator<Item = usize>) -> usize {
    lengths.map(|it| MULTI_HEADER + it).sum::<usize>() + MULTI_HEADER
}

fn path(path: &ZPath) -> usize {
    text(path.as_str())
}

fn new_path(new: &NewPath) -> usize {
    match new {
        NewPath::Named(it) => path(it),
        NewPath::Numbered { .. } => text(&new.to_string()),
    }
}

fn data(bytes: &Bytes) -> usize {
    INT + data_length(bytes)
}

fn acl(acl: &Acl) -> usize {
    let grants = acl.grants();
    let each = grants
        .iter()
        .map(|it| INT + text(&it.to.scheme) + text(&it.to.id));
    INT + each.sum::<usize>()
}

fn ttl(lifetime: &Lifetime) -> usize {
    match lifetime {
        Lifetime::Ttl(_) => LONG,
        _ => 0,
    }
}

fn text(text: &str) -> usize {
    INT + text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Expected;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn s_16_of_the_longest_request_the_data_are_all_but_a_few_bytes() {
        let set = |length: usize| {
            Request::Write(Write::SetData {
                path: ZPath::parse("/big").unwrap(),
                data: Some(vec![0; length].into()),
                expected: Expected::Any,
            })
        };
        assert_eq!(set(1_048_551).length(), LONGEST_REQUEST);
        assert_eq!(set(1_048_552).length(), LONGEST_REQUEST + 1);
        let Request::Write(write) = set(500) else {
            unreachable!("it is a write")
        };
        let twice = Request::Multi(vec![write.clone(), write]);
        assert_eq!(twice.length(), 8 + 2 * (9 + 516) + 9);
    }
}
