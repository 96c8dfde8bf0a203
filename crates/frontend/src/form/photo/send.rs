//! Making the server do what is wished for.

use domain::Contact;
use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::file;
use super::state::{Chosen, PhotoState, Wish};
use crate::api::{Answer, Api, ApiError, paths};
use crate::messages::texts;

/// Does with the photo of a contact that is saved what was wished for; answers the contact as it is then. What is wrong is
/// said at the photo.
pub async fn save_photo(
    api: &Api,
    photo: PhotoState,
    wish: Wish,
    contact: Contact,
) -> Result<Contact, ApiError> {
    let saved = match wish {
        Wish::Keep => return Ok(contact),
        Wish::Remove => api.delete_photo(contact.id, &contact.etag).await,
        Wish::Send(chosen) => put(photo, &contact, &chosen).await.contact(),
    };
    photo.sent.try_set(None);
    if let Err(error) = &saved {
        photo.trouble.try_set(text(error));
    }
    saved
}

fn text(error: &ApiError) -> String {
    let t = texts();
    let text = match error {
        ApiError::Offline => t.photo.offline,
        ApiError::Unreadable => t.state.unreadable_text,
        ApiError::Problem(problem) => (t.problem)(problem.code),
    };
    text.to_owned()
}

/// Fetch does not tell how far a file has come, so this is its elder.
async fn put(photo: PhotoState, contact: &Contact, chosen: &Chosen) -> Answer {
    let path = format!("{}?crop={}", paths::photo(contact.id), chosen.frame.crop());
    let mut answer = Answer {
        path,
        ..Answer::default()
    };
    if let Some(file) = file::get(&chosen.address)
        && let Some(request) = request(photo, &answer.path, &contact.etag, &file).await
    {
        answer.status = request.status().unwrap_or_default();
        answer.body = request.response_text().ok().flatten().unwrap_or_default();
    }
    answer
}

/// A request that is over, however it went.
async fn request(photo: PhotoState, path: &str, etag: &str, file: &File) -> Option<XmlHttpRequest> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("PUT", path, true).ok()?;
    request
        .set_request_header("Accept", "application/json")
        .ok()?;
    request.set_request_header("If-Match", etag).ok()?;
    let progress: Box<dyn FnMut(ProgressEvent)> = Box::new(move |event| {
        let part = event.loaded() / event.total().max(1.0);
        photo.sent.try_set(Some((part * 100.0) as u8));
    });
    let progress = Closure::wrap(progress);
    let upload = request.upload().ok()?;
    upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    photo.sent.try_set(Some(0));
    let over = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_blob(Some(file)).ok()?;
    let _ = JsFuture::from(over).await;
    Some(request)
}
