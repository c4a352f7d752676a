//! The web entry: mounts the page.

use zkplay::ui;

fn main() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        ui::stop_calmly(&panic.to_string());
    }));
    ui::App::mount();
}
