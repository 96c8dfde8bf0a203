//! Errors as outsiders see them: a stable code that programs and translations hang on, and English text for
//! people who read the raw answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The stable code of an error answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body is not JSON, or not of the expected shape; 400.
    MalformedBody,
    /// A parameter in the address or the query is not usable; 400.
    MalformedParameter,
    /// The body is of a type that the route does not take; 415.
    UnsupportedMediaType,
    /// The body is larger than the route takes; 413.
    BodyTooLarge,
    /// The file is no JPEG, PNG, WebP or GIF; 415.
    PictureFormat,
    /// The picture has more pixels than fit into memory; 422.
    PictureTooLarge,
    /// The picture is broken: cut off, or not what it says it is; 422.
    PictureUnreadable,
    /// One or more fields are not acceptable: see `errors`; 422.
    Invalid,
    /// Nobody is signed in; 401.
    SignInRequired,
    /// Unknown user or wrong password, and the answer does not say which; 401.
    BadCredentials,
    /// Too many wrong passwords; try again after `Retry-After`; 429.
    TooManyAttempts,
    /// Signed in, but this is not allowed; 403.
    Forbidden,
    /// A browser sent this from another site's page; 403.
    ForeignOrigin,
    /// This server takes no new accounts; 403.
    RegistrationClosed,
    /// No such thing, or not yours; 404.
    NotFound,
    /// The route exists, but not with this method; 405.
    MethodNotAllowed,
    /// What is there does not allow it: `detail` says why; 409.
    Conflict,
    /// Somebody was faster: the state has moved on; 412.
    Stale,
    /// The same `Idempotency-Key` came with another request; 422.
    IdempotencyKeyReused,
    /// Too much is going on; try again after `Retry-After`; 503.
    Busy,
    /// The database cannot be reached; try again after `Retry-After`; 503.
    Unavailable,
    /// The database takes no changes for now: it is full, or a standby. Reading goes on; 503.
    ReadOnly,
    /// The request took too long; 503.
    TimedOut,
    /// Our mistake; the request id finds it in the log; 500.
    Internal,
}

/// The body of every error answer (`application/problem+json`, RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The HTTP status once more.
    pub status: u16,
    /// The stable code.
    pub code: ErrorCode,
    /// What is wrong, in a few words.
    pub title: String,
    /// What is wrong here and what to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Per field, what is wrong with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: FieldErrors,
    /// Finds this request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// With `stale`: the contact as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::Contact>))]
    pub current: Option<Box<crate::Contact>>,
}

/// Errors by the path of the field: `username`, `phones[2].value`.
pub type FieldErrors = BTreeMap<String, Vec<FieldError>>;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The rule that was broken, for programs and translations.
    #[serde(flatten)]
    pub rule: FieldRule,
    /// The same for people who read the raw answer.
    pub message: String,
}

/// Rules that a field can break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FieldRule {
    /// It must not be empty.
    Required,
    /// The contact would be empty.
    EmptyContact,
    /// It is longer than `max` characters.
    TooLong {
        /// The most characters it may have.
        max: usize,
    },
    /// It is shorter than `min` characters.
    TooShort {
        /// The fewest characters it must have.
        min: usize,
    },
    /// The list has more than `max` entries.
    TooMany {
        /// The most entries it may have.
        max: usize,
    },
    /// It has a NUL or another control character.
    ControlCharacter,
    /// A username has characters that it may not have.
    BadUsername,
    /// Not an e-mail address.
    BadEmail,
    /// The username is taken.
    Taken,
    /// There is no such field.
    Unknown,
    /// The value is of another type or form than this field takes.
    BadValue,
    /// No book of yours has this id.
    NoSuchBook,
    /// No contact of yours has this id.
    NoSuchContact,
    /// It is not the present password.
    WrongPassword,
    /// Nobody changes this; it is accepted as it is only.
    ReadOnly,
}

impl From<FieldRule> for FieldError {
    fn from(rule: FieldRule) -> Self {
        let message = match &rule {
            FieldRule::Required => "must not be empty".to_owned(),
            FieldRule::EmptyContact => {
                "a contact needs at least a name, an organisation, a phone or an e-mail".to_owned()
            }
            FieldRule::TooLong { max } => format!("is longer than {max} characters"),
            FieldRule::TooShort { min } => format!("must have at least {min} characters"),
            FieldRule::TooMany { max } => format!("has more than {max} entries"),
            FieldRule::ControlCharacter => "contains a control character".to_owned(),
            FieldRule::BadUsername => {
                "may have only letters, digits and . _ - @, and no spaces".to_owned()
            }
            FieldRule::BadEmail => "is not an e-mail address".to_owned(),
            FieldRule::Taken => "is taken".to_owned(),
            FieldRule::Unknown => "is not a field of this object".to_owned(),
            FieldRule::BadValue => "has a value that this field does not take".to_owned(),
            FieldRule::NoSuchBook => "is not a book of yours".to_owned(),
            FieldRule::NoSuchContact => "is not a contact of yours".to_owned(),
            FieldRule::WrongPassword => "is not the present password".to_owned(),
            FieldRule::ReadOnly => {
                "cannot be changed: leave it out, or send it as it is now".to_owned()
            }
        };
        Self { rule, message }
    }
}
