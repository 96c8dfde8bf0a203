//! Panics, told without what they may quote: a message that is put together can hold what somebody typed (`"..." is not a
//! char boundary`), one that stands in the source cannot.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::future::Future;
use std::time::SystemTime;

use super::Reports;
use super::event::{Incident, Place, Request, UNSAID};

tokio::task_local! {
    static REQUEST: Request;
}

/// Marks an answer that tells of a panic, which was reported when it happened.
#[derive(Clone)]
pub struct Reported;

/// Does the work, and panics in it are told with the request that it is for.
pub async fn within<T>(request: Request, work: impl Future<Output = T>) -> T {
    REQUEST.scope(request, work).await
}

/// The route of the request that is being answered here, if one is.
pub fn route() -> Option<String> {
    REQUEST.try_with(|request| request.route.clone()).ok()
}

/// The same work, for whatever thread is to do it: panics in it are told with the request that is being answered here.
pub fn carried<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let request = REQUEST.try_with(Request::clone).ok();
    async move {
        match request {
            Some(request) => within(request, work).await,
            None => work.await,
        }
    }
}

/// What a panic says, if that stands in the source as it is.
pub fn literal(payload: &(dyn Any + Send)) -> Option<&'static str> {
    payload.downcast_ref::<&'static str>().copied()
}

/// From now on panics of this process go to the log and to `reports`, and nowhere else.
pub fn install(reports: Reports) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(Place::from);
        let message = panic.payload().downcast_ref::<&'static str>().copied();
        let shown = place.as_ref().map(Place::to_string).unwrap_or_default();
        // Only if RUST_BACKTRACE asks for it.
        let trace = Backtrace::capture();
        let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
        tracing::error!(
            place = shown,
            backtrace = trace,
            "panicked: {}",
            message.unwrap_or(UNSAID)
        );
        reports.report(|| Incident {
            kind: "panic",
            status: None,
            request: REQUEST.try_with(Request::clone).ok(),
            place,
            message,
            at: SystemTime::now(),
        });
    }));
}
