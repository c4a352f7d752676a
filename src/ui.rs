//! The skin: Yew components that lay out the view-models of [`crate::app::view`].
//!
//! [`App`] alone has state of the product. Everything below it is a function of a view-model
//! and of [`Say`]; what a component keeps for itself is only how it is looked at: an open
//! menu, how far back a log is shown.

mod add;
mod app;
mod arrow;
mod branches;
mod breakpoints;
mod broken;
mod browser;
mod chart;
mod chart_place;
mod chip;
mod comparison;
mod console;
mod console_log;
mod details;
mod ensemble;
mod events;
mod guide;
mod help;
mod icon;
mod id;
mod menu;
mod monitors;
mod notice;
mod orders;
mod outcomes;
mod panel;
mod panel_head;
mod part;
mod popover;
mod popup;
mod press;
mod prompt;
mod ring;
mod settings;
mod share;
mod stage;
mod strip;
mod tabs;
mod tail;
mod timeline;
mod top_bar;
mod transport;
mod tree;
mod tutorial;
mod window;

pub use app::App;
pub use browser::trouble::stop_calmly;

use yew::Callback;

use crate::app::update::Msg;

/// How a component tells the playground what a person did.
type Say = Callback<Msg>;
