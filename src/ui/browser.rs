//! The edge to the browser: everything that is asked of it, or done to it outside Yew.

pub mod beside;
pub mod dialog;
pub mod field;
pub mod file;
pub mod focus;
pub mod frames;
pub mod keys;
pub mod location;
pub mod page;
pub mod scroll;
pub mod selection;
pub mod storage;
pub mod trouble;
pub mod visibility;
pub mod words;

use web_sys::{Document, Window};

fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

fn document() -> Document {
    window().document().expect("a window shows a document")
}
