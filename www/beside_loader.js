// Starts the program beside the page.
importScripts('./beside.js');
wasm_bindgen({ module_or_path: './beside_bg.wasm' });
