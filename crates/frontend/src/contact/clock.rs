//! What day it is where the visitor is.

use leptos::prelude::*;
use time::{Date, OffsetDateTime};
use web_sys::js_sys;

use crate::person::Today;

/// 1 January 1970 as a Julian day.
const UNIX_EPOCH_DAY: i64 = 2_440_588;

/// The day of a time where the visitor is. The server does not know the zone, and the browser must begin with what the server
/// wrote: until the page is alive it is the day in Greenwich.
pub fn day_there(at: OffsetDateTime, alive: RwSignal<bool>) -> Date {
    let minutes = if alive.get() {
        minutes_behind_utc(at)
    } else {
        0
    };
    // Counting days is all that is needed, and a fraction of the code for times in zones.
    let day = (at.unix_timestamp() - minutes * 60).div_euclid(86_400) + UNIX_EPOCH_DAY;
    Date::from_julian_day(day as i32).unwrap_or(at.date())
}

/// How far the browser's clocks were behind Greenwich at a time.
fn minutes_behind_utc(at: OffsetDateTime) -> i64 {
    let milliseconds = at.unix_timestamp() as f64 * 1000.0;
    js_sys::Date::new(&milliseconds.into()).get_timezone_offset() as i64
}

/// Today. The server does not know the visitor's zone, and the browser must begin with what the server wrote: until
/// the page is alive it is the day in Greenwich.
pub fn today(alive: RwSignal<bool>) -> Today {
    if cfg!(feature = "hydrate") {
        of_browser(alive.get())
    } else {
        let now = OffsetDateTime::now_utc();
        Today {
            year: now.year(),
            month: now.month().into(),
            day: now.day(),
        }
    }
}

fn of_browser(is_local: bool) -> Today {
    let now = js_sys::Date::new_0();
    let (year, month, day) = if is_local {
        (now.get_full_year(), now.get_month(), now.get_date())
    } else {
        (
            now.get_utc_full_year(),
            now.get_utc_month(),
            now.get_utc_date(),
        )
    };
    Today {
        year: year as i32,
        month: month as u8 + 1,
        day: day as u8,
    }
}
