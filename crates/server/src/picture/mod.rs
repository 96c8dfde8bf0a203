//! Pictures that people send: whatever they are, what is kept is a JPEG of our own making.
//!
//! A file is not believed: its kind is read from its bytes, its size in pixels from its header before anything is
//! decoded, and nothing of it is kept but what can be seen. Where it was taken, with what and when goes.

mod crop;
mod decode;
mod kind;
mod refusal;
mod render;
mod turn;

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use persistence::photos::Photo;
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::ApiError;

pub use crop::Crop;
use refusal::Refusal;

/// So many files may be on their way in at once; each is kept in memory until its turn comes.
const UPLOADS: usize = 4;

/// How long somebody waits for one of those places.
const WAIT: Duration = Duration::from_secs(20);

/// Where pictures are worked on.
#[derive(Clone)]
pub struct Studio {
    places: Arc<Semaphore>,
    /// Decoding takes a hundred megabytes at worst: one at a time.
    turn: Arc<Semaphore>,
}

impl Studio {
    /// An idle one.
    pub fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(UPLOADS)),
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// Waits for leave to read a file; it lasts as long as what is answered is held.
    pub async fn place(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        let place = self.places.clone().acquire_owned();
        match tokio::time::timeout(WAIT, place).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(ApiError::busy()),
        }
    }

    /// Makes a photo of a file.
    pub async fn develop(&self, file: Vec<u8>, crop: Option<Crop>) -> Result<Photo, ApiError> {
        let turn = self.turn.clone().acquire_owned().await;
        let turn = turn.map_err(|_| ApiError::busy())?;
        let developed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            develop(file, crop)
        });
        developed.await?.map_err(ApiError::from)
    }
}

/// The name of a photo with these bytes.
pub fn name_of(jpeg: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(jpeg))
}

fn develop(file: Vec<u8>, crop: Option<Crop>) -> Result<Photo, Refusal> {
    let kind = kind::of(&file).map_err(Refusal::Format)?;
    kind::is_whole(kind, &file)
        .then_some(())
        .ok_or(Refusal::Unreadable)?;
    // The decoder gets the file for good: some copy it, and it need not be there twice while the pixels are.
    let (picture, orientation) = decode::decode(kind, Cursor::new(file))?;
    render::render(picture, orientation, crop)
}
