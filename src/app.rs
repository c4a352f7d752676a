//! The product without its skin.
//!
//! `Playground::update` takes a [`update::Msg`] and answers with effects; the view-models in
//! [`view`] are derived from it. Nothing here knows Yew or the browser, so native tests drive
//! the whole product.

pub mod options;

pub mod pasted;

pub mod tutorial;

pub mod playground;

pub mod scene;

pub mod shared;

pub mod timeline;

pub mod update;

pub mod view;

pub mod select;

pub mod breakpoint;

pub mod broken;

pub mod outage;

pub mod account;

pub mod chart;

pub mod chronicle;

pub mod refusal;

pub mod reason;

pub mod roster;

pub mod tenure;

pub mod pacer;

pub mod console;

pub mod guide;

pub mod tale;

pub mod words;

pub use options::Options;
pub use playground::Playground;
