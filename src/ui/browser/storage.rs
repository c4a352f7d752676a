//! Small settings that outlive a visit. Where storage is denied they are forgotten, quietly.

use web_sys::Storage;

/// Sets our keys apart from those of other pages of the same origin.
const OURS: &str = "zkplay.";

pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        storage.set_item(&format!("{OURS}{key}"), value).ok();
    }
}

pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{OURS}{key}")).ok()?
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
