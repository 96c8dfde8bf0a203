//! Who is asking, and whether they may.
//!
//! Invariant: every route of the API is either in the public part of the router or behind [`require_account`];
//! what concerns a book then asks [`Caller::may`]. Both go through `domain::policy`.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::User;
use domain::policy::{self, Action, Actor, Decision};
use persistence::revisions::Author;
use uuid::Uuid;

use crate::error::ApiError;
use crate::http::origin;
use crate::sessions::Sessions;
use crate::state::AppState;

/// The cookie that holds a browser's token.
pub const SESSION_COOKIE: &str = "bloknotik_session";

/// How much of a client's name is kept.
const MAX_CLIENT: usize = 200;

/// Somebody with an account, and the program they use.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub user: User,
    /// Whether this is a program with a key, and not somebody who has signed in.
    is_program: bool,
    client: String,
    session: Vec<u8>,
}

impl Caller {
    /// Asks the policy.
    pub fn may(&self, action: Action) -> Result<(), ApiError> {
        match self.is_program {
            true => allow(policy::decide(Actor::Program, action)),
            false => may(&self.user, action),
        }
    }

    /// Whether the session of this request is still there; for answers that go on for long.
    pub async fn is_still_here(&self, sessions: &Sessions) -> Result<bool, ApiError> {
        Ok(sessions.find_now(&self.session).await?.is_some())
    }

    /// What the session is kept under.
    pub fn session(&self) -> &[u8] {
        &self.session
    }

    /// How this request signs the changes that it makes: all of them are one operation.
    pub fn author(&self) -> Author {
        Author {
            user: self.user.id,
            client: self.client.clone(),
            operation: Uuid::now_v7(),
        }
    }
}

/// Asks the policy about an account, also when no request of it is there.
pub fn may(user: &User, action: Action) -> Result<(), ApiError> {
    let actor = if user.admin {
        Actor::Administrator
    } else {
        Actor::Member
    };
    allow(policy::decide(actor, action))
}

fn allow(decision: Decision) -> Result<(), ApiError> {
    match decision {
        Decision::Allow => Ok(()),
        Decision::SignIn => Err(ApiError::sign_in_required()),
        Decision::Refuse => Err(ApiError::not_by_token()),
        Decision::Hide => Err(ApiError::not_found()),
    }
}

/// Middleware of everything that needs an account.
pub async fn require_account(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let token = token(request.headers());
    if let Some(Presented {
        by_cookie: true, ..
    }) = &token
    {
        origin::check(
            request.method(),
            request.headers(),
            app.settings.public_origin.as_deref(),
        )?;
    }
    let Some(Presented { token, by_cookie }) = token else {
        allow(policy::decide(Actor::Visitor, Action::OwnAccount))?;
        return Err(ApiError::sign_in_required());
    };
    let key = app.vault.hash_token(&token);
    // A key is for programs, which send it as a header: as a cookie it would be sent by other sites' pages, too.
    let known = app.sessions.find(&key).await?;
    let known = known
        .filter(|known| !(known.is_token && by_cookie))
        .ok_or_else(ApiError::sign_in_required)?;
    let caller = Caller {
        user: known.user,
        is_program: known.is_token,
        client: client(request.headers()),
        session: key,
    };
    caller.may(Action::OwnAccount)?;
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

/// Middleware of everything that is open to visitors: signing in is not for other sites' pages either.
pub async fn open_to_all(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    origin::check(
        request.method(),
        request.headers(),
        app.settings.public_origin.as_deref(),
    )?;
    allow(policy::decide(Actor::Visitor, Action::Public))?;
    Ok(next.run(request).await)
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        // A route outside of `require_account` that asks for a caller fails closed.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| ApiError::internal("a route without its guard"))
    }
}

/// A token, and how it came.
pub struct Presented {
    /// The token itself.
    pub token: String,
    by_cookie: bool,
}

/// The token of a request. Where a program sends one by header, a cookie that came along means nothing. Other
/// schemes are not ours: a proxy in front may ask for a password of its own.
pub fn token(headers: &HeaderMap) -> Option<Presented> {
    let authorization = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (scheme, token) = authorization.split_once(' ').unwrap_or((authorization, ""));
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Presented {
            token: token.trim().to_owned(),
            by_cookie: false,
        });
    }
    cookie(headers, SESSION_COOKIE).map(|token| Presented {
        token: token.to_owned(),
        by_cookie: true,
    })
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(one, _)| *one == name)
        .map(|(_, value)| value)
}

/// The program, as it names itself.
pub fn client(headers: &HeaderMap) -> String {
    let name = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    name.chars().take(MAX_CLIENT).collect()
}
