//! The page as the browser loads it. Everything it does is in `frontend`.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs by itself as soon as the module is loaded: brings the server-rendered page to life.
#[wasm_bindgen(start)]
pub fn start() {
    frontend::hydrate();
}
