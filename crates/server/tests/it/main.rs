//! The server through its own doors: routes over a real database, and the process itself.

mod access;
mod accounts;
mod backups;
mod bad_input;
mod birthdays;
mod books;
mod bulk;
mod bundle;
mod cache;
mod cache_faults;
mod calendar;
mod clock;
mod commands;
mod configuration;
mod contacts;
mod credentials;
mod doctor;
mod events;
mod export;
mod fields;
mod given_up;
mod labels;
mod languages;
mod markup;
mod metrics;
mod notes;
mod outline;
mod pages;
mod photo_files;
mod photos;
mod plain_forms;
mod process;
mod read_only;
mod readiness;
mod readme;
mod repeated;
mod reports;
mod running;
mod share;
mod silence;
mod spared;
mod stopping;

/// A card without the line that says when it was changed, which goes with every edit.
fn but_for_rev(card: &str) -> String {
    let is_rev = |line: &&str| {
        line.get(..4).is_some_and(|start| {
            start.eq_ignore_ascii_case("REV:") || start.eq_ignore_ascii_case("REV;")
        })
    };
    card.split_inclusive('\n')
        .filter(|line| !is_rev(line))
        .collect()
}

/// Does something to the database that no request does.
async fn sql(app: &testkit::TestApp, statement: &'static str) {
    app.db
        .run(move |connection| -> Result<_, persistence::DbError> {
            use diesel::connection::SimpleConnection;
            Ok(connection.batch_execute(statement)?)
        })
        .await
        .unwrap();
}
