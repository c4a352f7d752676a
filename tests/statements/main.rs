//! The numbered statements of the specification of the engine, each with a test that carries its
//! number; natively and in the browser. `tests/statements_listing.rs` finds those without one.

mod acl_and_quota;
mod client;
mod create_modes;
mod data_model;
mod desk;
mod ensemble;
mod operations;
mod sessions;
mod watches;
mod words;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
