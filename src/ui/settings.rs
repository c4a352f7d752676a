//! The few settings: language and colours.

use yew::prelude::*;

use super::Say;
use super::browser::field;
use super::icon::{Icon, picture};
use super::part::Part;
use crate::app::update::Msg;
use crate::app::view::Theme;
use crate::app::words::{Lang, Words};

#[derive(PartialEq)]
pub struct Settings {
    pub lang: Lang,
    pub theme: Theme,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Settings {
    fn lay_out(&self) -> Html {
        let Settings { words, say, .. } = self;
        let on_language = {
            let say = say.clone();
            move |event: Event| {
                if let Some(lang) = field::choice(&event).and_then(|n| Lang::ALL.get(n)) {
                    say.emit(Msg::Language(*lang));
                }
            }
        };
        let on_theme = {
            let say = say.clone();
            move |event: Event| {
                if let Some(theme) = field::choice(&event).and_then(|n| Theme::ALL.get(n)) {
                    say.emit(Msg::Theme(*theme));
                }
            }
        };
        let theme_icon = match self.theme {
            Theme::System => Icon::Screen,
            Theme::Light => Icon::Sun,
            Theme::Dark => Icon::Moon,
        };
        html! {
            <div class="settings" role="group" aria-label={words.settings}>
                <label class="choice settings-choice" title={words.choose_language}>
                    { picture(Icon::Globe) }
                    <select class="choice-select" aria-label={words.choose_language} onchange={on_language}>
                        for lang in Lang::ALL {
                            <option key={lang.tag()} selected={lang == self.lang}>{ lang.name() }</option>
                        }
                    </select>
                </label>
                <label class="choice settings-choice settings-theme" title={words.theme}>
                    { picture(theme_icon) }
                    <select class="choice-select" aria-label={words.theme} onchange={on_theme}>
                        for theme in Theme::ALL {
                            <option key={theme.name()} selected={theme == self.theme}>{ name_of(theme, words) }</option>
                        }
                    </select>
                </label>
            </div>
        }
    }
}

fn name_of(theme: Theme, words: &Words) -> &'static str {
    match theme {
        Theme::System => words.theme_system,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    }
}
