//! Files that the visitor has chosen, each by the address under which this page can show it.

use std::cell::RefCell;

use domain::ErrorCode;
use domain::photo::MAX_FILE;
use web_sys::{File, FileList, Url};

use crate::messages::texts;

/// What is taken. Without HEIC in it, telephones that make such pictures hand over a JPEG.
pub const KINDS: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

thread_local! {
    /// A browser has one thread, and what is in its objects cannot leave it.
    static FILES: RefCell<Vec<(String, File)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the first of some files; answers its address, or why it cannot be used.
pub fn keep(files: &FileList) -> Option<Result<String, String>> {
    let file = files.get(0)?;
    let t = texts();
    // An unknown kind may be a good one: whether the browser can show it will be seen.
    let kind = file.type_();
    if !kind.is_empty() && !KINDS.contains(&kind.as_str()) {
        return Some(Err((t.problem)(ErrorCode::PictureFormat).to_owned()));
    }
    if file.size() > MAX_FILE as f64 {
        return Some(Err((t.photo.too_large)(MAX_FILE / 1024 / 1024)));
    }
    let address = Url::create_object_url_with_blob(&file).ok()?;
    FILES.with_borrow_mut(|files| files.push((address.clone(), file)));
    Some(Ok(address))
}

/// The file at an address.
pub fn get(address: &str) -> Option<File> {
    FILES.with_borrow(|files| {
        let found = files.iter().find(|(one, _)| one == address);
        found.map(|(_, file)| file.clone())
    })
}

/// Lets go of all files but the one at this address.
pub fn forget_others(address: Option<&str>) {
    FILES.with_borrow_mut(|files| {
        files.retain(|(one, _)| {
            let stays = Some(one.as_str()) == address;
            if !stays {
                let _ = Url::revoke_object_url(one);
            }
            stays
        });
    });
}
