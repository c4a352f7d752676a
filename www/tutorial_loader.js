// Starts the program that checks pasted sessions, beside the page.
importScripts('./tutorial.js');
wasm_bindgen({ module_or_path: './tutorial_bg.wasm' });
