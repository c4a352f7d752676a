//! Programs that play master, worker and client, in calm and in every kind of trouble;
//! natively and in the browser.

mod book;
mod boundaries;
mod bugs;
#[cfg(not(target_arch = "wasm32"))]
mod chaos;
mod lagging;
mod ledger;
mod orders;
mod pauses;
mod recovery;
mod storm;
mod takeover;
mod theatre;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
