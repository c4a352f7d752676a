//! Small settings that outlive a visit. Where storage is denied they are forgotten, quietly.

use gloo_storage::{LocalStorage, Storage};

/// Sets our keys apart from those of other pages of the same origin.
const OURS: &str = "zkplay.";

pub fn remember(key: &str, value: &str) {
    LocalStorage::set(format!("{OURS}{key}"), value).ok();
}

pub fn remembered(key: &str) -> Option<String> {
    LocalStorage::get(format!("{OURS}{key}")).ok()
}
