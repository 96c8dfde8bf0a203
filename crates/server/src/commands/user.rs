//! `bloknotik user`: accounts, for whoever runs the server.

use clap::Subcommand;
use domain::account::username_key;
use domain::{Color, FieldErrors, Language, Register, validate};
use frontend::messages::texts_in;
use persistence::accounts::NewUser;
use persistence::administration::{self, Account};
use persistence::migrations::{self, SchemaState};
use persistence::{DbError, PgConnection, QueryError, accounts, books};

use super::Outcome;
use super::terminal;
use crate::config::DatabaseConfig;
use crate::readiness::Verdict;
use crate::{embedded, security};

/// What to do with accounts.
#[derive(Subcommand)]
pub enum Command {
    /// Make an account. The password is asked for, or read from standard input.
    Add {
        /// The name to sign in by.
        username: String,
        /// The name to show.
        #[arg(long)]
        display_name: Option<String>,
        /// Its e-mail address.
        #[arg(long)]
        email: Option<String>,
        /// Let it run this server.
        #[arg(long)]
        admin: bool,
        /// The language of the name of its first book.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
    },
    /// Give an account a new password, and sign it out everywhere.
    Passwd {
        /// Whose.
        username: String,
    },
    /// List all accounts.
    List,
    /// Keep an account from signing in, and sign it out everywhere. Nothing of it is deleted.
    Disable {
        /// Whose.
        username: String,
    },
    /// Let a disabled account in again.
    Enable {
        /// Whose.
        username: String,
    },
    /// Make an account an administrator.
    Promote {
        /// Whose.
        username: String,
    },
    /// Make an administrator an ordinary account.
    Demote {
        /// Whose.
        username: String,
    },
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "is none of en, ru, fa, pt-BR".to_owned())
}

/// Why it was not done, for a person.
struct Refusal(String);

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        DbError::from(error).into()
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        Self(match error.violated_constraint() {
            Some(accounts::USERNAME_TAKEN) => "there is an account of this name already".to_owned(),
            _ => format!("the database refused: {error}"),
        })
    }
}

/// Does it.
pub fn run(database: &DatabaseConfig, command: Command) -> Outcome {
    match prepare(command).and_then(|work| on(database, work)) {
        Ok(said) => super::print(said.trim_end()),
        Err(Refusal(why)) => {
            eprintln!("error: {why}");
            Outcome::Failed
        }
    }
}

type Work = Box<dyn FnOnce(&mut PgConnection) -> Result<String, Refusal> + Send>;

/// Asks for what has to be asked for before a connection waits for it.
fn prepare(command: Command) -> Result<Work, Refusal> {
    Ok(match command {
        Command::List => Box::new(|connection| Ok(table(&administration::all(connection)?))),
        Command::Add {
            username,
            display_name,
            email,
            admin,
            language,
        } => {
            let wanted = Register {
                username: username.trim().to_owned(),
                password: terminal::password().map_err(Refusal)?,
                display_name,
                email,
            };
            validate::register(&wanted).map_err(refused)?;
            let hash = hashed(&wanted.password)?;
            Box::new(move |connection| add(connection, &wanted, &hash, admin, language))
        }
        Command::Passwd { username } => {
            let password = terminal::password().map_err(Refusal)?;
            validate::new_password(&password).map_err(refused)?;
            let hash = hashed(&password)?;
            Box::new(move |connection| {
                let account = find(connection, &username)?;
                administration::set_password(connection, account.id, &hash)?;
                let name = account.username;
                Ok(format!(
                    "{name} has a new password and is signed out everywhere"
                ))
            })
        }
        Command::Disable { username } => Box::new(move |connection| {
            let account = find(connection, &username)?;
            keep_an_administrator(connection, &account)?;
            administration::disable(connection, account.id)?;
            Ok(format!(
                "{} cannot sign in any more; `bloknotik user enable` takes it back",
                account.username
            ))
        }),
        Command::Enable { username } => Box::new(move |connection| {
            let account = find(connection, &username)?;
            administration::enable(connection, account.id)?;
            Ok(format!("{} can sign in", account.username))
        }),
        Command::Promote { username } => Box::new(move |connection| {
            let account = find(connection, &username)?;
            administration::set_admin(connection, account.id, true)?;
            Ok(format!("{} is an administrator", account.username))
        }),
        Command::Demote { username } => Box::new(move |connection| {
            let account = find(connection, &username)?;
            keep_an_administrator(connection, &account)?;
            administration::set_admin(connection, account.id, false)?;
            Ok(format!("{} is an ordinary account", account.username))
        }),
    })
}

/// Runs it in a transaction, beside a server if there is one.
fn on(database: &DatabaseConfig, work: Work) -> Result<String, Refusal> {
    let failed = |error: &dyn std::fmt::Display| Refusal(error.to_string());
    let (url, _embedded) = embedded::existing(database)
        .map_err(|error| failed(&error))?
        .ok_or_else(|| failed(&"there is no database yet: `bloknotik serve` makes it"))?;
    super::ask(url, |connection| {
        // What the tables are like decides what can be done; what they lack, the database would say in riddles.
        match migrations::state(connection)? {
            state @ (SchemaState::Behind(_) | SchemaState::Ahead(_)) => {
                Err(Refusal(Verdict::WrongSchema(state).explanation()))
            }
            _ => work(connection),
        }
    })
}

fn add(
    connection: &mut PgConnection,
    wanted: &Register,
    hash: &str,
    admin: bool,
    language: Language,
) -> Result<String, Refusal> {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let email = text(&wanted.email);
    let is_first = !accounts::any_exists_exclusively(connection)?;
    let user = accounts::create(
        connection,
        &NewUser {
            username: &wanted.username,
            display_name: &text(&wanted.display_name),
            email: Some(email.as_str()).filter(|email| !email.is_empty()),
            password_hash: hash,
            admin: admin || is_first,
        },
    )?;
    let first_book = texts_in(language).list.heading;
    books::create(connection, user.id, first_book, Color::default(), true)?;
    let admin = match (user.admin, is_first) {
        (true, true) => ", an administrator, as the first one is",
        (true, false) => ", an administrator",
        _ => "",
    };
    Ok(format!("{} has an account{admin}", user.username))
}

fn find(connection: &mut PgConnection, username: &str) -> Result<Account, Refusal> {
    let key = username_key(username.trim());
    let account = administration::find_exclusively(connection, &key)?;
    account.ok_or_else(|| {
        Refusal(format!(
            "there is no account {username:?}; `bloknotik user list` shows all"
        ))
    })
}

/// Somebody has to be left who may run the server.
fn keep_an_administrator(connection: &mut PgConnection, account: &Account) -> Result<(), Refusal> {
    let is_one = |one: &Account| one.admin && one.disabled_at.is_none();
    if !is_one(account) {
        return Ok(());
    }
    // Two who take it from each other at once would each see the other one.
    administration::in_turn(connection)?;
    let all = administration::all(connection)?;
    let is_last = !all.iter().any(|one| one.id != account.id && is_one(one));
    if is_last {
        return Err(Refusal(format!(
            "{} is the only administrator: promote another account first",
            account.username
        )));
    }
    Ok(())
}

fn hashed(password: &str) -> Result<String, Refusal> {
    security::hash(password).ok_or_else(|| Refusal("the password could not be hashed".to_owned()))
}

fn refused(errors: FieldErrors) -> Refusal {
    let lines: Vec<String> = errors
        .iter()
        .flat_map(|(field, errors)| errors.iter().map(move |error| (field, error)))
        .map(|(field, error)| format!("{field}: {}", error.message))
        .collect();
    Refusal(lines.join("\n       "))
}

fn table(accounts: &[Account]) -> String {
    if accounts.is_empty() {
        return "no accounts yet: `bloknotik user add NAME` makes one".to_owned();
    }
    let longest = accounts
        .iter()
        .map(|account| account.username.chars().count())
        .max()
        .unwrap_or_default()
        .max("account".len());
    let mut lines = format!(
        "{:longest$}  {:10}  {:>10}  {}\n",
        "account", "made", "contacts", "may"
    );
    for account in accounts {
        let may = match (account.disabled_at, account.admin) {
            (Some(since), _) => format!("nothing: disabled since {}", since.date()),
            (None, true) => "run this server".to_owned(),
            (None, false) => "sign in".to_owned(),
        };
        lines += &format!(
            "{:longest$}  {:10}  {:>10}  {may}\n",
            account.username,
            account.created_at.date().to_string(),
            account.contacts
        );
    }
    lines
}
