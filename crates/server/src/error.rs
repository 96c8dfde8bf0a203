//! Errors on their way out: every failure becomes one problem document, and what is ours to fix goes to the log.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Contact, ErrorCode, FieldError, FieldErrors, FieldRule, Note, Problem};
use persistence::DbError;
use tokio::task::JoinError;

/// Seconds after which a client may try again what we could not do now.
pub(crate) const RETRY_AFTER: &str = "2";

/// An answer that is not the one hoped for.
#[derive(Debug)]
pub struct ApiError {
    problem: Box<Problem>,
    cause: Option<Cause>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// Why it happened, for the log only. The middleware that logs requests takes it from the response.
#[derive(Clone, Debug)]
pub struct Cause(pub String);

/// The status of a failure that a form answers by the way back to it: for those who count and report, who take it from the
/// response.
#[derive(Clone, Copy, Debug)]
pub struct Behind(pub StatusCode);

impl ApiError {
    fn new(status: StatusCode, code: ErrorCode, title: &str) -> Self {
        let problem = Problem {
            status: status.as_u16(),
            code,
            title: title.to_owned(),
            detail: None,
            errors: FieldErrors::new(),
            request_id: None,
            current: None,
        };
        Self {
            problem: Box::new(problem),
            cause: None,
            headers: Vec::new(),
        }
    }

    /// Adds what is wrong in this case and what to do about it.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// Adds a header to the answer.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(Cause(cause.into()));
        self
    }

    /// Logs the cause here, where the answer will not carry it to the log of requests.
    pub fn log(&self) {
        if let Some(Cause(cause)) = &self.cause {
            tracing::error!(cause, "failed");
        }
    }

    /// Lets another answer stand in front of this error, which is logged, counted and reported as if it were this one.
    pub fn behind(self, mut response: Response) -> Response {
        let extensions = response.extensions_mut();
        extensions.insert(Behind(self.status()));
        extensions.insert(self.problem.code);
        if let Some(cause) = self.cause {
            extensions.insert(cause);
        }
        response
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The code of the error.
    pub fn code(&self) -> ErrorCode {
        self.problem.code
    }

    /// What is wrong with each field.
    pub fn errors(&self) -> &FieldErrors {
        &self.problem.errors
    }

    /// 400: the body is not readable at all.
    pub fn malformed_body(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::MalformedBody,
            "The body cannot be read",
        )
        .detail(detail)
    }

    /// 408: the body did not come to its end in time.
    pub fn slow_body(seconds: u64) -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            ErrorCode::MalformedBody,
            "The body did not arrive",
        )
        .detail(format!("it has to be complete within {seconds} s"))
    }

    /// 400: a part of the address is not readable.
    pub fn malformed_parameter(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::MalformedParameter,
            "A parameter cannot be read",
        )
        .detail(detail)
    }

    /// 415.
    pub fn unsupported_media_type(expected: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedMediaType,
            "The body is of a type that this route does not take",
        )
        .detail(format!("send it as {expected}"))
    }

    /// 415: a file that is no picture of a kind that is taken.
    pub fn picture_format(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::PictureFormat,
            "The file is no picture of a kind that is taken here",
        )
        .detail(detail)
    }

    /// 422: a picture that does not fit into memory.
    pub fn picture_too_large(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::PictureTooLarge,
            "The picture has too many pixels",
        )
        .detail(detail)
        .at("photo")
    }

    /// 422: a broken picture.
    pub fn picture_unreadable() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::PictureUnreadable,
            "The picture cannot be read",
        )
        .detail("the file is cut off, or it is not what its header says")
        .at("photo")
    }

    /// 413.
    pub fn body_too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::BodyTooLarge,
            "The body is too large",
        )
        .detail(format!("the most that is taken here is {limit} bytes"))
    }

    /// 422 with what is wrong, field by field.
    pub fn invalid(errors: FieldErrors) -> Self {
        let mut error = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::Invalid,
            "Some fields are not acceptable",
        );
        error.problem.errors = errors;
        error
    }

    /// 422 for a single field.
    pub fn invalid_field(path: &str, rule: FieldRule) -> Self {
        Self::invalid(FieldErrors::from([(path.to_owned(), vec![rule.into()])]))
    }

    /// 401.
    pub fn sign_in_required() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            ErrorCode::SignInRequired,
            "Sign in first",
        )
        .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    /// 401, the same for an unknown user and a wrong password.
    pub fn bad_credentials() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            ErrorCode::BadCredentials,
            "The username or the password is not right",
        )
    }

    /// 403: a program with a key asks for what only somebody who has signed in may do.
    pub fn not_by_token() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            ErrorCode::Forbidden,
            "Not allowed with an access token",
        )
        .detail("sign in with the password: access tokens change no passwords, sessions or access tokens")
    }

    /// 403: another site's page sent this.
    pub fn foreign_origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, ErrorCode::ForeignOrigin, "This request comes from another site").detail(
            "a browser sent it from a page that is not served here; if it is, set PUBLIC_URL to the address that \
             people type",
        )
    }

    /// 403.
    pub fn registration_closed() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            ErrorCode::RegistrationClosed,
            "This server takes no new accounts",
        )
    }

    /// 404, also for what belongs to somebody else.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            ErrorCode::NotFound,
            "There is nothing here",
        )
    }

    /// 405.
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            ErrorCode::MethodNotAllowed,
            "This address does not take that method",
        )
    }

    /// 409: what is there does not allow it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::CONFLICT,
            ErrorCode::Conflict,
            "This cannot be done as things are",
        )
        .detail(detail)
    }

    /// 412 with the state that the client did not know of.
    pub fn stale(current: Contact) -> Self {
        let mut error = Self::new(
            StatusCode::PRECONDITION_FAILED,
            ErrorCode::Stale,
            "The contact was changed in the meantime",
        )
        .detail("`current` is the contact as it is now; send the change again with its etag as If-Match");
        if let Ok(etag) = HeaderValue::from_str(&current.etag) {
            error = error.header(header::ETAG, etag);
        }
        error.problem.current = Some(Box::new(current));
        error
    }

    /// 412 for a note.
    pub fn stale_note(current: &Note) -> Self {
        let error = Self::new(
            StatusCode::PRECONDITION_FAILED,
            ErrorCode::Stale,
            "The note was changed in the meantime",
        )
        .detail("read it again and send the change with its etag as If-Match");
        match HeaderValue::from_str(&current.etag) {
            Ok(etag) => error.header(header::ETAG, etag),
            Err(_) => error,
        }
    }

    /// 422.
    pub fn idempotency_key_reused() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::IdempotencyKeyReused,
            "This Idempotency-Key was used for another request",
        )
        .at("Idempotency-Key")
    }

    /// 503: everything is in use.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Busy,
            "The server is busy",
        )
        .retry_later()
    }

    /// 429: wrong passwords, so many that nobody is asked any more for a while.
    pub fn too_many_attempts(wait: std::time::Duration) -> Self {
        let title = "Too many wrong passwords; try again later";
        let seconds = wait.as_secs().max(1);
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::TooManyAttempts,
            title,
        )
        .header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// 503: the database is away.
    pub fn unavailable(cause: impl Into<String>) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Unavailable,
            "The database cannot be reached",
        )
        .retry_later()
        .because(cause)
    }

    /// 503: the schema is not one that can be served from; `why` may be told.
    pub fn not_ready(why: String) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Unavailable,
            "The server is not ready",
        )
        .retry_later()
        .because(why.clone())
        .detail(why)
    }

    /// 503: the database takes no changes.
    pub fn read_only(cause: impl Into<String>) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::ReadOnly,
            "The database takes no changes at the moment",
        )
        .detail("what is there can be read; nothing was changed, so try again later")
        .retry_later()
        .because(cause)
    }

    /// 503: it took too long.
    pub fn timed_out() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::TimedOut,
            "The request took too long",
        )
        .retry_later()
    }

    /// 500: our mistake. The answer says nothing of the cause.
    pub fn internal(cause: impl Into<String>) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::Internal,
            "Something went wrong on the server",
        )
        .because(cause)
    }

    /// Of a 422: what is wrong with the request stands here.
    fn at(mut self, place: &str) -> Self {
        let message = self.problem.title.to_lowercase();
        let rule = FieldRule::BadValue;
        let error = FieldError { rule, message };
        self.problem.errors = FieldErrors::from([(place.to_owned(), vec![error])]);
        self
    }

    fn retry_later(self) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER))
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::Busy => Self::busy().because(error.to_string()),
            DbError::Unavailable(_) => Self::unavailable(error.to_string()),
            DbError::ReadOnly(_) => Self::read_only(error.to_string()),
            DbError::TimedOut => Self::timed_out().because(error.to_string()),
            DbError::Query(_) | DbError::Panicked => Self::internal(error.to_string()),
        }
    }
}

impl From<persistence::QueryError> for ApiError {
    fn from(error: persistence::QueryError) -> Self {
        DbError::from(error).into()
    }
}

impl From<JoinError> for ApiError {
    /// What the error itself says quotes the panic, which may quote somebody; the panic was told of when it happened.
    fn from(_: JoinError) -> Self {
        Self::internal("work on a thread of its own panicked")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(&*self.problem)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response.extensions_mut().insert(self.problem.code);
        if let Some(cause) = self.cause {
            response.extensions_mut().insert(cause);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_on_another_thread_is_not_quoted() {
        let name = String::from("Zebulon");
        let work = tokio::task::spawn_blocking(move || panic!("cannot read {name}"));
        let error = ApiError::from(work.await.expect_err("a panic"));
        assert_eq!(error.code(), ErrorCode::Internal);
        assert!(!format!("{error:?}").contains("Zebulon"), "{error:?}");
    }
}
