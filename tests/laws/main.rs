//! Laws: whatever clients do, a server does what a second, naive ZooKeeper does; natively and in
//! the browser. What it is given at random or in excess breaks nothing (natively only).

#[path = "../statements/desk.rs"]
mod desk;
#[cfg(not(target_arch = "wasm32"))]
mod excess;
mod ledger;
mod naive;
mod run;
mod steps;
#[cfg(not(target_arch = "wasm32"))]
mod texts;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
