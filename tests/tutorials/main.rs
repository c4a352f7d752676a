//! Console sessions out of books and blogs: which of their lines are still true; natively and in
//! the browser.

#[cfg(all(not(target_arch = "wasm32"), feature = "native"))]
mod files;
mod limits;
mod old_sessions;
#[cfg(not(target_arch = "wasm32"))]
mod storm;
mod verdicts;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
