//! The web entry: mounts the page.

use yew::prelude::*;

#[component]
fn Hello() -> Html {
    html! { <main id="app"><p>{ "Hello" }</p></main> }
}

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<Hello>::new().render();
}
