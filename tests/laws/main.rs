//! Laws: whatever clients do, a server does what a second, naive ZooKeeper does; natively and in
//! the browser.

#[path = "../statements/desk.rs"]
mod desk;
mod ledger;
mod naive;
mod run;
mod steps;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
