//! `/api/v1/export`

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::table::{MARK, Widths};
use domain::{Contact, ExportFormat, ExportQuery, ExportRequest, Problem, Selection};
use futures_util::stream;
use persistence::{Database, contacts};
use uuid::Uuid;
use vcard::Version;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::{JsonBody, Query};
use crate::routes::contacts::{chosen, in_version, media_type, with_photo};

/// How many contacts are read at once: a book of any size leaves in the same little memory.
const BATCH: usize = 200;

/// All contacts that match, as a file.
///
/// `vcard3` and `vcard4` are whole cards in that version, with photos; nothing is lost where one is kept in the other. `vcard`
/// are the cards as they are kept, of either version. `csv` is a table with a row for each, named as Google names its columns;
/// `json` an array of contacts as they are elsewhere in the API. Neither has photos.
#[utoipa::path(get, path = "/api/v1/export", tag = "contacts", params(ExportQuery),
    responses((status = 200, content((String = "text/vcard"), (String = "text/csv"), (Vec<Contact> = "application/json"))),
        (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 404, description = "No such book or label", body = Problem)))]
pub async fn matching(
    State(db): State<Database>,
    caller: Caller,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let select = Selection {
        matching: Some(query.matching()),
        ..Selection::default()
    };
    export(db, caller, select, query.format).await
}

/// The chosen contacts, as a file; the formats are those of `GET`.
#[utoipa::path(post, path = "/api/v1/export", tag = "contacts", request_body = ExportRequest,
    responses((status = 200, content((String = "text/vcard"), (String = "text/csv"), (Vec<Contact> = "application/json"))),
        (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 404, description = "No such book or label", body = Problem),
        (status = 422, body = Problem)))]
pub async fn selected(
    State(db): State<Database>,
    caller: Caller,
    JsonBody { value, .. }: JsonBody<ExportRequest>,
) -> Result<Response, ApiError> {
    export(db, caller, value.select, value.format).await
}

async fn export(
    db: Database,
    caller: Caller,
    mut select: Selection,
    format: ExportFormat,
) -> Result<Response, ApiError> {
    let reader = caller.user.id;
    // Nothing is changed, so what is seen is what is meant.
    select.as_listed = true;
    let ids = db
        .run::<_, ApiError>(move |connection| chosen(connection, &caller, &select))
        .await?;
    let kind = match format {
        ExportFormat::Vcard | ExportFormat::Vcard3 | ExportFormat::Vcard4 => {
            media_type(version(format))
        }
        ExportFormat::Csv => "text/csv; charset=utf-8; header=present",
        ExportFormat::Json => "application/json",
    };
    let widths = match format {
        ExportFormat::Csv => widths(&db, reader, &ids).await?,
        _ => Widths::default(),
    };
    let leaving = Leaving {
        db,
        reader,
        widths,
        ids: ids.into_iter(),
        format,
        has_begun: false,
        has_ended: false,
    };
    let pieces = stream::unfold(leaving, |mut leaving| async move {
        let piece = leaving.next().await?;
        Some((piece, leaving))
    });
    let disposition = format!("attachment; filename=\"{}\"", format.file_name());
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// The version that all cards must be of.
fn version(format: ExportFormat) -> Option<Version> {
    match format {
        ExportFormat::Vcard3 => Some(Version::V3),
        ExportFormat::Vcard4 => Some(Version::V4),
        ExportFormat::Vcard | ExportFormat::Csv | ExportFormat::Json => None,
    }
}

/// How many columns the table of these contacts needs: all are read once before, because the first row says it.
async fn widths(db: &Database, reader: Uuid, ids: &[Uuid]) -> Result<Widths, ApiError> {
    let mut widths = Widths::default();
    for ids in ids.chunks(BATCH) {
        let ids = ids.to_vec();
        let found = db
            .read::<_, ApiError>(move |connection| {
                Ok(contacts::with_cards(connection, reader, &ids)?)
            })
            .await?;
        for (contact, _) in found {
            widths = widths.with(&contact.fields);
        }
    }
    Ok(widths)
}

/// Contacts on their way out.
struct Leaving {
    db: Database,
    reader: Uuid,
    /// How wide a table is.
    widths: Widths,
    ids: std::vec::IntoIter<Uuid>,
    format: ExportFormat,
    has_begun: bool,
    has_ended: bool,
}

impl Leaving {
    /// The next piece of the file. An error breaks the answer off, so that half a file does not pass for a whole one.
    async fn next(&mut self) -> Option<Result<Bytes, std::io::Error>> {
        if self.has_ended {
            return None;
        }
        let ids: Vec<Uuid> = self.ids.by_ref().take(BATCH).collect();
        if ids.is_empty() {
            self.has_ended = true;
            return match (self.format, self.has_begun) {
                (ExportFormat::Json, true) => Some(Ok(Bytes::from_static(b"]"))),
                (ExportFormat::Json, false) => Some(Ok(Bytes::from_static(b"[]"))),
                (ExportFormat::Csv, false) => Some(Ok(self.header().into())),
                _ => None,
            };
        }
        let reader = self.reader;
        let read = self.db.read::<_, ApiError>(move |connection| {
            Ok(contacts::with_cards(connection, reader, &ids)?)
        });
        let found = match read.await {
            Ok(found) => self.spelled(found).await,
            Err(error) => Err(error),
        };
        let found = match found {
            Ok(found) => found,
            Err(error) => return Some(self.broken(&error)),
        };
        let mut text = String::new();
        for (contact, vcard) in found {
            match self.format {
                ExportFormat::Vcard | ExportFormat::Vcard3 | ExportFormat::Vcard4 => {
                    match with_photo(&self.db, &contact, vcard).await {
                        Ok(vcard) => text.push_str(&vcard),
                        Err(error) => return Some(self.broken(&error)),
                    }
                    // Whoever sent a card may have left out the end of its last line.
                    if !text.ends_with('\n') {
                        text.push_str("\r\n");
                    }
                }
                ExportFormat::Csv => {
                    if !self.has_begun {
                        text.push_str(&self.header());
                    }
                    text.push_str(&self.widths.row(&contact));
                }
                ExportFormat::Json => {
                    text.push(if self.has_begun { ',' } else { '[' });
                    text.push_str(&serde_json::to_string(&contact).unwrap_or_default());
                }
            }
            self.has_begun = true;
        }
        Some(Ok(text.into()))
    }

    /// The cards in the version that is asked for.
    async fn spelled(
        &self,
        found: Vec<(Contact, String)>,
    ) -> Result<Vec<(Contact, String)>, ApiError> {
        let Some(version) = version(self.format) else {
            return Ok(found);
        };
        let (contacts, cards): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let cards = in_version(cards, version).await?;
        Ok(contacts.into_iter().zip(cards).collect())
    }

    fn header(&self) -> String {
        format!("{MARK}{}", self.widths.header())
    }

    fn broken(&mut self, error: &ApiError) -> Result<Bytes, std::io::Error> {
        error.log();
        self.has_ended = true;
        Err(std::io::Error::other("the contacts cannot be read"))
    }
}
