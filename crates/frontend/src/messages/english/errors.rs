//! Error codes and rules in English.

use domain::{ErrorCode, FieldRule};

pub fn problem(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::MalformedBody
        | ErrorCode::MalformedParameter
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::MethodNotAllowed => {
            "The server did not understand this page. Reload it and try once more."
        }
        ErrorCode::PictureFormat => {
            "This is no picture that can be used here. JPEG, PNG, WebP and GIF work; a HEIC from an iPhone works when it is shared as JPEG."
        }
        ErrorCode::PictureTooLarge => {
            "This picture has too many pixels: 40 million are the most. Make it smaller first."
        }
        ErrorCode::PictureUnreadable => "This picture is broken and cannot be read.",
        ErrorCode::BodyTooLarge => "This is more than the server takes at once.",
        ErrorCode::Invalid => "Some fields need another look.",
        ErrorCode::SignInRequired => "Your session has ended. Sign in again.",
        ErrorCode::BadCredentials => "The username or the password is wrong.",
        ErrorCode::Forbidden => "This is not allowed for your account.",
        ErrorCode::ForeignOrigin => {
            "The browser says that this came from another site, so it was refused."
        }
        ErrorCode::RegistrationClosed => "This server takes no new accounts.",
        ErrorCode::NotFound => "This is not here (any more).",
        ErrorCode::Stale => "Somebody else changed this in the meantime.",
        ErrorCode::IdempotencyKeyReused => {
            "This form was sent before with other content. Try again."
        }
        ErrorCode::Conflict => "This cannot be done as things are.",
        ErrorCode::TooManyAttempts => {
            "Too many wrong passwords. Wait a quarter of an hour, then try again."
        }
        ErrorCode::Busy => "The server is busy. Try again in a moment.",
        ErrorCode::Unavailable => "The server cannot reach its database. It keeps trying.",
        ErrorCode::ReadOnly => {
            "Nothing can be saved at the moment: the database takes no changes. What you typed is still here."
        }
        ErrorCode::TimedOut => "The server took too long. Try again in a moment.",
        ErrorCode::Internal => "The server made a mistake. It is in its log.",
    }
}

pub fn rule(rule: &FieldRule) -> String {
    match rule {
        FieldRule::Required => "This must not be empty.".to_owned(),
        FieldRule::EmptyContact => {
            "Write at least a name, an organisation, a phone or an e-mail.".to_owned()
        }
        FieldRule::TooLong { max } => format!("At most {max} characters."),
        FieldRule::TooShort { min } => format!("At least {min} characters."),
        FieldRule::TooMany { max } => format!("At most {max} entries."),
        FieldRule::ControlCharacter => {
            "There is an invisible control character in it. Type it anew.".to_owned()
        }
        FieldRule::BadUsername => "Only letters, digits and . _ - @, and no spaces.".to_owned(),
        FieldRule::BadEmail => "This is not an e-mail address.".to_owned(),
        FieldRule::Taken => "This is taken. Choose another one.".to_owned(),
        FieldRule::Unknown => "The server does not know this field.".to_owned(),
        FieldRule::BadValue => "The server does not take this value.".to_owned(),
        FieldRule::NoSuchBook => "There is no such book.".to_owned(),
        FieldRule::NoSuchContact => "There is no such contact.".to_owned(),
        FieldRule::WrongPassword => "This is not your present password.".to_owned(),
        FieldRule::ReadOnly => "This cannot be changed.".to_owned(),
    }
}
