//! The bar at the top: what this is, and the transport.

use yew::prelude::*;

use super::Say;
use super::help::Help;
use super::icon::{Icon, picture};
use super::part::Part;
use super::settings::Settings;
use super::share::Share;
use super::transport::Transport;
use crate::app::view::{Frame, ShareView, Theme, TransportView};
use crate::app::words::{Lang, Words};

/// The name of the product is the same in every language.
const BRAND: &str = "zkplay";

/// What is modelled and what is simplified; the build puts it beside the page.
const FIDELITY: &str = "./docs/fidelity.html";

#[derive(PartialEq)]
pub struct TopBar {
    pub title: String,
    pub transport: TransportView,
    pub lang: Lang,
    pub theme: Theme,
    pub frame: Frame,
    pub share: ShareView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for TopBar {
    fn lay_out(&self) -> Html {
        let TopBar { words, say, .. } = self;
        let whole = self.frame == Frame::Full;
        // In an embed the bar is no more than the transport; the host page has a banner of its own.
        let (tag, label) = if whole {
            ("header", None)
        } else {
            ("section", Some(words.transport))
        };
        html! {
            <@{tag} class="top-bar" aria-label={label}>
                if whole {
                    <div class="top-bar-brand">
                        { picture(Icon::Brand) }
                        <h1 class="top-bar-name" title={words.brand_tagline}>{ BRAND }</h1>
                        <span class="top-bar-title">{ &self.title }</span>
                    </div>
                } else {
                    <h1 class="visually-hidden">{ &self.title }</h1>
                }
                { Transport { view: self.transport.clone(), words, say: say.clone() }.once() }
                <div class="top-bar-end">
                    <span class="top-bar-timeout">{ &self.transport.timeout }</span>
                    if whole {
                        <Share view={self.share.clone()} {words} {say} />
                        <a
                            class="button button-icon"
                            href={FIDELITY}
                            target="_blank"
                            rel="noopener"
                            aria-label={words.fidelity}
                            title={words.fidelity}
                        >
                            { picture(Icon::Book) }
                        </a>
                        <Help {words} />
                        { Settings { lang: self.lang, theme: self.theme, words, say: say.clone() }.once() }
                    } else {
                        <a
                            class="button button-icon"
                            href={format!("./?lang={}", self.lang.tag())}
                            target="_blank"
                            rel="noopener"
                            aria-label={words.open_full}
                            title={words.open_full}
                        >
                            { picture(Icon::Out) }
                        </a>
                    }
                </div>
            </@>
        }
    }
}
