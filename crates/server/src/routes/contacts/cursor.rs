//! Where a page of a list ended, as text that clients hand back as it is.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use persistence::contacts::{Cursor, Key, Order};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::ApiError;

/// The order, the tier, the id, the key.
pub(super) fn write(cursor: &Cursor, order: Order) -> String {
    let mut bytes = vec![order_byte(order)];
    bytes.extend(cursor.tier.to_be_bytes());
    bytes.extend(cursor.id.as_bytes());
    match &cursor.key {
        Key::Bytes(key) => bytes.extend(key),
        Key::Moment(moment) => bytes.extend(moment.unix_timestamp_nanos().to_be_bytes()),
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn read(text: &str, order: Order) -> Result<Cursor, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes
        .as_deref()
        .and_then(|bytes| parse(bytes, order))
        .ok_or_else(|| {
            ApiError::malformed_parameter(
                "cursor is not one that a list in this order answered with; begin without it",
            )
        })
}

fn parse(bytes: &[u8], order: Order) -> Option<Cursor> {
    let (written_for, bytes) = bytes.split_first()?;
    let (tier, bytes) = bytes.split_first_chunk()?;
    let (id, key) = bytes.split_first_chunk::<16>()?;
    let key = match order {
        Order::Updated => Key::Moment(moment(key)?),
        _ => Key::Bytes(key.to_vec()),
    };
    (*written_for == order_byte(order)).then_some(Cursor {
        tier: u16::from_be_bytes(*tier),
        key,
        id: Uuid::from_bytes(*id),
    })
}

/// A moment at which something can have been changed. Others are not, and PostgreSQL does not know all that a number can say.
pub(in crate::routes) fn moment(bytes: &[u8]) -> Option<OffsetDateTime> {
    let nanos = i128::from_be_bytes(bytes.try_into().ok()?);
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?;
    (1970..=9999).contains(&moment.year()).then_some(moment)
}

fn order_byte(order: Order) -> u8 {
    match order {
        Order::Given => b'g',
        Order::Family => b'f',
        Order::Org => b'o',
        Order::Updated => b'u',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for (key, order) in [
            (Key::Bytes(vec![1, 0, 255]), Order::Family),
            (Key::Bytes(vec![]), Order::Given),
            (
                Key::Moment(OffsetDateTime::UNIX_EPOCH + time::Duration::MICROSECOND),
                Order::Updated,
            ),
        ] {
            let cursor = Cursor {
                tier: 3,
                key,
                id: Uuid::from_u128(7),
            };
            assert_eq!(read(&write(&cursor, order), order).unwrap(), cursor);
            assert!(read(&write(&cursor, order), Order::Org).is_err());
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in ["", "x", "%%%", "AAAA", "Z2FhYQ"] {
            assert!(read(text, Order::Given).is_err(), "{text}");
        }
    }
}
