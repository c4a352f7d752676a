//! The requests that actors make, each one command of zkCli.

use crate::model::{Acl, Expected, Lifetime, NewPath, Read, ReadKind, Request, Write, ZPath};

pub fn stat(path: ZPath, watch: bool) -> Request {
    read(ReadKind::Exists, path, watch)
}

pub fn list(path: ZPath, watch: bool) -> Request {
    read(ReadKind::Children, path, watch)
}

pub fn get(path: ZPath) -> Request {
    read(ReadKind::Data, path, false)
}

fn read(kind: ReadKind, path: ZPath, watch: bool) -> Request {
    Request::Read(Read { kind, path, watch })
}

pub fn create(path: ZPath, data: &str) -> Request {
    write(NewPath::Named(path), data, Lifetime::Persistent)
}

pub fn create_ephemeral(path: ZPath, data: &str) -> Request {
    write(NewPath::Named(path), data, Lifetime::Ephemeral)
}

pub fn create_numbered(parent: ZPath, prefix: &str, data: &str) -> Request {
    let path = NewPath::Numbered {
        parent,
        prefix: prefix.into(),
    };
    write(path, data, Lifetime::Persistent)
}

fn write(path: NewPath, data: &str, lifetime: Lifetime) -> Request {
    let data = Some(data.as_bytes().into());
    Request::Write(Write::Create {
        path,
        data,
        acl: Acl::OPEN,
        lifetime,
    })
}

pub fn delete(path: ZPath) -> Request {
    let expected = Expected::Any;
    Request::Write(Write::Delete { path, expected })
}
