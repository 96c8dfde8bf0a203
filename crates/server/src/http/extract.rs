//! Reading requests: each extractor answers bad input by itself, naming what is wrong and where.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use domain::photo::MAX_FILE;
use domain::{FieldError, FieldErrors, FieldRule};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::ApiError;

/// The largest JSON body. The largest acceptable contact is well below it.
pub const MAX_JSON: usize = 4 * 1024 * 1024;

const JSON: &str = "application/json";
/// What every `PATCH` here takes: it is JSON, and says in which sense (RFC 7396).
const MERGE_PATCH: &str = "application/merge-patch+json";
const FORM: &str = "application/x-www-form-urlencoded";

/// A JSON body, with the bytes it was read from.
pub struct JsonBody<T> {
    /// What the body says.
    pub value: T,
    /// The body itself, for fingerprints.
    pub bytes: Bytes,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let is_patch =
            request.method() == Method::PATCH && is_of_type(request.headers(), MERGE_PATCH);
        if !is_patch && !is_of_type(request.headers(), JSON) {
            return Err(ApiError::unsupported_media_type(JSON));
        }
        let bytes = read(request).await?;
        Ok(Self {
            value: parse_json(&bytes)?,
            bytes,
        })
    }
}

/// A body that scripts send as JSON and a page without JavaScript as a form.
pub enum JsonOrForm<T, F> {
    /// It was JSON.
    Json(T),
    /// It was a form: the answer is a redirection.
    Form(F),
}

impl<S: Send + Sync, T: DeserializeOwned, F: DeserializeOwned> FromRequest<S> for JsonOrForm<T, F> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if is_of_type(request.headers(), FORM) {
            let bytes = read(request).await?;
            return parse_form(&bytes).map(Self::Form);
        }
        JsonBody::from_request(request, state)
            .await
            .map(|body| Self::Json(body.value))
    }
}

/// The id in the path.
pub struct Id(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let InPath(text): InPath<String> = InPath::from_request_parts(parts, state).await?;
        Uuid::parse_str(&text)
            .map(Self)
            .map_err(|_| ApiError::malformed_parameter("the id in the address is not a UUID"))
    }
}

/// Several parts of the path.
pub struct InPath<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for InPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path(value)| Self(value))
            .map_err(|error| ApiError::malformed_parameter(error.body_text()))
    }
}

/// The query string.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|error| ApiError::malformed_parameter(error.body_text()))
    }
}

fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    given.eq_ignore_ascii_case(expected)
}

/// So long a client may take to send what is no file; less than the whole request has.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file as it is. It is put together in one place, so that a large one is in memory once.
pub async fn read_file(request: Request) -> Result<Vec<u8>, ApiError> {
    let announced = announced(&request, MAX_FILE)?;
    let mut body = request.into_body();
    let mut file = Vec::with_capacity(announced.unwrap_or_default());
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|_| ApiError::malformed_body("the body ended before it was complete"))?;
        let data = frame.into_data().unwrap_or_default();
        if file.len() + data.len() > MAX_FILE {
            return Err(ApiError::body_too_large(MAX_FILE));
        }
        file.extend_from_slice(&data);
    }
    Ok(file)
}

/// The length that a request announces, if that is not too much.
fn announced(request: &Request, max: usize) -> Result<Option<usize>, ApiError> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(ApiError::body_too_large(max));
    }
    Ok(announced)
}

async fn read(request: Request) -> Result<Bytes, ApiError> {
    read_within(PATIENCE, request).await
}

async fn read_within(patience: Duration, request: Request) -> Result<Bytes, ApiError> {
    announced(&request, MAX_JSON)?;
    let body = axum::body::to_bytes(request.into_body(), MAX_JSON);
    let body = tokio::time::timeout(patience, body).await;
    body.map_err(|_| ApiError::slow_body(patience.as_secs()))?
        .map_err(|error| {
            let is_limit = std::error::Error::source(&error)
                .is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
            if is_limit {
                ApiError::body_too_large(MAX_JSON)
            } else {
                ApiError::malformed_body("the body ended before it was complete")
            }
        })
}

/// A form of a page without a script, and what it came with.
pub async fn read_form<F: DeserializeOwned>(request: Request) -> Result<(Parts, F), ApiError> {
    if !is_of_type(request.headers(), FORM) {
        return Err(ApiError::unsupported_media_type(FORM));
    }
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let form = parse_form(&read(whole).await?)?;
    Ok((parts, form))
}

fn parse_form<F: DeserializeOwned>(bytes: &[u8]) -> Result<F, ApiError> {
    serde_urlencoded::from_bytes(bytes)
        .map_err(|error| ApiError::malformed_body(format!("the form cannot be read: {error}")))
}

fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            serde_json::error::Category::Data => ApiError::invalid(field_errors(path, &error)),
            _ => ApiError::malformed_body(format!("not JSON: {error}")),
        }
    })?;
    deserializer
        .end()
        .map_err(|error| ApiError::malformed_body(format!("not JSON: {error}")))?;
    Ok(value)
}

/// Turns serde's sentence into the field it is about and the rule that was broken.
fn field_errors(path: String, error: &serde_json::Error) -> FieldErrors {
    let text = error.to_string();
    let message = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(message, _)| message);
    let quoted = |start: &str| {
        message
            .strip_prefix(start)
            .and_then(|rest| rest.split('`').nth(1))
            .map(str::to_owned)
    };
    // The path of an unknown field ends in the field itself, that of a missing one in its object.
    let within = |field: &str| match path.as_str() {
        "." => field.to_owned(),
        path if path == field || path.ends_with(&format!(".{field}")) => path.to_owned(),
        path => format!("{path}.{field}"),
    };
    let (path, error) = if let Some(field) = quoted("unknown field ") {
        (within(&field), FieldError::from(FieldRule::Unknown))
    } else if let Some(field) = quoted("missing field ") {
        (within(&field), FieldError::from(FieldRule::Required))
    } else {
        (
            path,
            FieldError {
                rule: FieldRule::BadValue,
                message: message.to_owned(),
            },
        )
    };
    FieldErrors::from([(path, vec![error])])
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::response::IntoResponse;
    use futures_util::stream::pending;

    use super::*;

    #[tokio::test]
    async fn a_body_that_does_not_come_is_its_sender_s_fault() {
        let body = Body::from_stream(pending::<Result<Bytes, std::io::Error>>());
        let error = read_within(Duration::ZERO, Request::new(body)).await;
        let answer = error.map(drop).unwrap_err().into_response();
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
    }
}
