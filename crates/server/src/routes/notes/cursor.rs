//! Where a page of notes ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use persistence::notes::NotePlace;
use uuid::Uuid;

use crate::error::ApiError;
use crate::routes::contacts;

pub(super) fn write(place: &NotePlace) -> String {
    let mut bytes = vec![u8::from(place.pinned)];
    bytes.extend(place.id.as_bytes());
    bytes.extend(place.at.unix_timestamp_nanos().to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn read(text: &str) -> Result<NotePlace, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes.as_deref().and_then(parse).ok_or_else(|| {
        ApiError::malformed_parameter(
            "cursor is not one that a list of notes answered with; begin without it",
        )
    })
}

fn parse(bytes: &[u8]) -> Option<NotePlace> {
    let (pinned, bytes) = bytes.split_first()?;
    let (id, moment) = bytes.split_first_chunk::<16>()?;
    Some(NotePlace {
        pinned: *pinned != 0,
        at: contacts::moment(moment)?,
        id: Uuid::from_bytes(*id),
    })
}
