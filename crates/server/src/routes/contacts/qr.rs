use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::card::{self, PassedOn};
use domain::policy::Action;
use domain::{Problem, QrCard};
use persistence::{Database, contacts};
use qrcode::{Color, EcLevel, QrCode};

use super::read::{not_modified, vary_by_accept};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;
use crate::http::{accept, conditional};

/// What fits into 117 by 117 modules at level M: a camera reads that from the screen of a phone, and hardly more.
const MAX_BYTES: usize = 997;

/// The light border that every reader wants around a code, in modules.
const QUIET: usize = 4;

/// The version of what is made of a contact, for the ETag.
const FORMAT: &str = "qr1";

/// A QR code that gives the contact to the phone that reads it: a picture, or with `Accept: application/json` what stands
/// in it and what did not fit.
///
/// In it is a vCard with what one passes on: name, phones, e-mail addresses, organisation, one address, web pages. Photo
/// and notes never are.
#[utoipa::path(get, path = "/api/v1/contacts/{id}/qr", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, content((String = "image/svg+xml"), (QrCard = "application/json"))),
        (status = 304, description = "If-None-Match names the current state"),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn qr(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let reader = caller.user.id;
    let found = db
        .read::<_, ApiError>(move |connection| Ok(contacts::find(connection, reader, id)?))
        .await?;
    let (standing, contact) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    let json = accept::weight(&headers, "application/json");
    let is_json = json > 0.0 && json >= accept::weight(&headers, "image/svg+xml");
    let kind = if is_json { "json" } else { "svg" };
    let etag = format!(
        "\"{}-{FORMAT}-{kind}\"",
        conditional::version(&contact.etag)
    );
    if conditional::if_none_match(&headers, &etag) {
        return Ok(not_modified(&etag));
    }
    let passed = card::pass_on(&contact.fields, MAX_BYTES);
    let mut response = if is_json {
        let PassedOn { vcard, left_out } = passed;
        let left_out = left_out.into_iter().map(str::to_owned).collect();
        Json(QrCard { vcard, left_out }).into_response()
    } else {
        let picture = picture(&passed.vcard)?;
        ([(header::CONTENT_TYPE, "image/svg+xml")], picture).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    // Asked for each time it is looked at, and then as a rule not sent again.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(vary_by_accept(response))
}

/// The code as SVG: one path, black on white whatever the page around it looks like.
fn picture(text: &str) -> Result<String, ApiError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| ApiError::internal(format!("a card does not fit into a code: {error}")))?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    );
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                // Writing to a string cannot fail.
                let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
            }
            column += run.len();
        }
    }
    svg.push_str("\"/></svg>\n");
    Ok(svg)
}
