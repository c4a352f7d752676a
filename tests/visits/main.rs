//! The whole product without its skin, as visitors meet it: driven by messages, natively and in
//! the browser.

#[cfg(not(target_arch = "wasm32"))]
mod anywhen;
mod beliefs;
mod breakpoints;
mod broken;
mod chart;
mod ensemble;
mod laws;
mod links;
mod pasted;
mod playground;
mod refusals;
mod strip;
mod tales;
mod timeline;
mod tree;
mod visit;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
