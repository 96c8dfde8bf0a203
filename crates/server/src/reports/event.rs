//! What is said about an incident, and how Sentry wants to be told.

use std::borrow::Cow;
use std::panic::Location;
use std::time::SystemTime;

use sentry_types::protocol::v7::{Envelope, Event, Exception, Frame, Level, Stacktrace};

use super::release;

/// Something that went wrong and is ours to look at. It has no room for anything that somebody typed.
#[derive(Clone, Debug)]
pub struct Incident {
    /// What it is, from a list of ours.
    pub kind: &'static str,
    /// When it came to nothing else than an answer.
    pub status: Option<u16>,
    /// The request that it happened to, if one is known.
    pub request: Option<Request>,
    /// The place in the source, if one is known.
    pub place: Option<Place>,
    /// What the source says about it, word by word.
    pub message: Option<&'static str>,
    /// When.
    pub at: SystemTime,
}

/// A request, as far as it may be told.
#[derive(Clone, Debug)]
pub struct Request {
    /// By `metrics::name_of`.
    pub method: &'static str,
    /// The template, never the path.
    pub route: String,
    /// Made by us.
    pub id: String,
}

/// A place in the source.
#[derive(Clone, Debug)]
pub struct Place {
    file: String,
    line: u32,
    column: u32,
}

impl From<&Location<'_>> for Place {
    fn from(location: &Location<'_>) -> Self {
        // Where the crates lay when this was built concerns nobody.
        let file = location.file();
        let file = file
            .split_once("/registry/src/")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or(file, |(_, rest)| rest);
        Self {
            file: file.to_owned(),
            line: location.line(),
            column: location.column(),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Incident {
    /// An answer that failed.
    pub fn answer(kind: &'static str, status: u16, request: Request) -> Self {
        Self {
            kind,
            status: Some(status),
            request: Some(request),
            place: None,
            message: None,
            at: SystemTime::now(),
        }
    }

    /// Those with the same key are the same thing over and over.
    pub(super) fn key(&self) -> String {
        match (&self.place, &self.request) {
            (Some(place), _) => format!("{} {place}", self.kind),
            (None, Some(Request { method, route, .. })) => {
                format!("{} {method} {route}", self.kind)
            }
            (None, None) => self.kind.to_owned(),
        }
    }

    /// As Sentry takes it.
    pub(super) fn envelope(&self, environment: Option<&str>) -> Envelope {
        let mut event = Event {
            level: Level::Error,
            platform: Cow::Borrowed("native"),
            timestamp: self.at,
            release: Some(release().into()),
            environment: environment.map(|name| name.to_owned().into()),
            fingerprint: vec![Cow::Owned(self.key())].into(),
            ..Event::default()
        };
        let mut tag = |name: &str, value: &str| event.tags.insert(name.into(), value.into());
        tag("kind", self.kind);
        if let Some(status) = self.status {
            tag("status", &status.to_string());
        }
        if let Some(Request { method, route, id }) = &self.request {
            tag("method", method);
            tag("route", route);
            tag("request_id", id);
            event.transaction = Some(format!("{method} {route}"));
        }
        match &self.place {
            Some(place) => {
                event.culprit = Some(place.to_string());
                let frame = Frame {
                    filename: Some(place.file.clone()),
                    lineno: Some(place.line.into()),
                    colno: Some(place.column.into()),
                    in_app: Some(true),
                    ..Frame::default()
                };
                let exception = Exception {
                    ty: self.kind.to_owned(),
                    value: Some(self.message.unwrap_or(UNSAID).to_owned()),
                    stacktrace: Some(Stacktrace {
                        frames: vec![frame],
                        ..Stacktrace::default()
                    }),
                    ..Exception::default()
                };
                event.exception = vec![exception].into();
            }
            None => event.message = Some(self.key()),
        }
        event.into()
    }
}

/// Instead of a message that may quote somebody.
pub(super) const UNSAID: &str = "(a message that was put together, and is not passed on)";
