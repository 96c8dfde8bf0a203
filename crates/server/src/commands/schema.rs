//! `bloknotik migrate --status`: which migrations the database has, and which it would get.

use persistence::DbError;
use persistence::migrations::{self, SchemaState, Standing};

use super::Outcome;
use crate::config::DatabaseConfig;
use crate::embedded;

/// Exit code 0 if this binary can serve from the schema. It changes nothing.
pub fn run(database: &DatabaseConfig) -> Outcome {
    match look(database) {
        Ok((standings, state)) => {
            let printed = super::print(&listed(&standings, &state));
            match state {
                SchemaState::Current | SchemaState::Grown(_) => printed,
                _ => Outcome::Failed,
            }
        }
        Err(why) => {
            eprintln!("error: {why}");
            Outcome::Failed
        }
    }
}

fn look(database: &DatabaseConfig) -> Result<(Vec<Standing>, SchemaState), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let (url, _embedded) = embedded::existing(database)
        .map_err(|error| text(&error))?
        .ok_or("there is no database yet: `bloknotik serve` makes it")?;
    let looked = super::ask(url, |connection| {
        let standings = migrations::standings(connection)?;
        Ok::<_, DbError>((standings, migrations::state(connection)?))
    });
    looked.map_err(|error| text(&error))
}

fn listed(standings: &[Standing], state: &SchemaState) -> String {
    let line = |one: &Standing| {
        let what = match (one.is_applied, one.is_known) {
            (true, true) => "applied",
            (true, false) => "applied by a newer version",
            (false, _) => "pending",
        };
        format!("{what:27} {}\n", one.name)
    };
    let said = match state {
        SchemaState::Current => "the schema is current".to_owned(),
        SchemaState::Behind(missing) => {
            format!("{missing} migration(s) pending: `bloknotik migrate` applies them")
        }
        SchemaState::Grown(_) => {
            "a newer bloknotik has added to the schema: this one serves from it all the same"
                .to_owned()
        }
        SchemaState::Ahead(floor) => format!(
            "the schema was migrated by a newer bloknotik and needs {floor}: this one refuses to serve from it"
        ),
        SchemaState::Outdated => {
            "the tables are current; contacts of an older version are still to be read anew, which \
             the server or `bloknotik migrate` does"
                .to_owned()
        }
    };
    standings.iter().map(line).collect::<String>() + &said
}
