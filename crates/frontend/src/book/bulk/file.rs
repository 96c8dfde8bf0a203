//! The selected contacts as a file.

use domain::{ExportFormat, ExportRequest};
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};

use super::bar::Desk;
use super::chosen::told;
use super::hands::reason;
use crate::api::paths;
use crate::host::Method;
use crate::live::spawn;
use crate::messages::bulk_texts;

/// Makes the file and hands it to the browser.
pub fn export(desk: Desk, format: ExportFormat) {
    desk.ask.set(None);
    let select = told(desk.selection, desk.roll);
    let hands = desk.hands();
    let name = format.file_name();
    if select.matching.is_some() && select.except.is_empty() {
        // However many they are: the browser writes them to the disk as they come.
        return download(&desk.roll.file(format), name);
    }
    hands.say(bulk_texts().exporting.to_owned());
    spawn(async move {
        let body = serde_json::to_string(&ExportRequest { select, format }).ok();
        let api = &hands.common.api;
        let answer = api
            .write(Method::Post, paths::EXPORT.to_owned(), body)
            .await;
        match answer.check() {
            Ok(()) if hand_over(&answer.body, format, name).is_some() => {
                hands.selection.toasts.hush()
            }
            Err(error) if error.wants_sign_in() => hands.sign_in(),
            Err(error) if error.is_missing() => hands.say(bulk_texts().place_gone.to_owned()),
            answer => {
                let reason = answer.err().as_ref().and_then(reason);
                hands.say(reason.unwrap_or_else(|| bulk_texts().export_failed.to_owned()));
            }
        }
    });
}

fn hand_over(text: &str, format: ExportFormat, name: &str) -> Option<()> {
    // Browsers take the mark away that tells spreadsheets how the text is written.
    let mark = if format == ExportFormat::Csv {
        "\u{feff}"
    } else {
        ""
    };
    let parts = Array::of2(&JsValue::from_str(mark), &JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    download(&address, name);
    // The browser has read it by then.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Some(())
}

fn download(address: &str, name: &str) {
    if let Ok(link) = document().create_element("a") {
        let _ = link.set_attribute("href", address);
        let _ = link.set_attribute("download", name);
        link.unchecked_into::<HtmlElement>().click();
    }
}
