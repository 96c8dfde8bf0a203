//! What the tests begin with.

use domain::search::SearchQuery;
use domain::{Change, Color, Contact, ContactEdit, NameEdit, User, card};
use persistence::accounts::NewUser;
use persistence::books::BookRef;
use persistence::contacts::{self, Listing, Order, Start};
use persistence::revisions::Author;
use persistence::{Database, DbError, PgConnection, QueryError, Settings, accounts, books};
use uuid::Uuid;
use vcard::Card;

/// A database of the test's own, migrated, with one account and its book.
pub struct World {
    pub url: String,
    pub db: Database,
    pub user: User,
    pub book: BookRef,
    _database: testkit::TestDatabase,
}

impl World {
    pub async fn new() -> Self {
        Self::with_pool(10).await
    }

    pub async fn with_pool(pool_size: u32) -> Self {
        let database = testkit::migrated();
        let url = database.url().to_owned();
        let db = Database::new(&Settings {
            pool_size,
            ..Settings::new(&url)
        });
        let (user, book) = db
            .run(|connection| account(connection, "ann"))
            .await
            .unwrap();
        Self {
            url,
            db,
            user,
            book,
            _database: database,
        }
    }

    pub fn author(&self) -> Author {
        author(self.user.id)
    }

    /// Runs statements in a transaction of their own.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, QueryError> + Send + 'static,
    ) -> T {
        self.db
            .run(move |connection| work(connection).map_err(DbError::from))
            .await
            .unwrap()
    }
}

pub fn account(connection: &mut PgConnection, username: &str) -> Result<(User, BookRef), DbError> {
    let new = NewUser {
        username,
        display_name: "",
        email: None,
        password_hash: "x",
        admin: false,
    };
    let user = accounts::create(connection, &new)?;
    books::create(connection, user.id, "Contacts", Color::default(), true)?;
    let book = books::default_of(connection, user.id)?;
    Ok((user, book))
}

pub fn author(user: Uuid) -> Author {
    Author {
        user,
        client: "test".to_owned(),
        operation: Uuid::now_v7(),
    }
}

/// A new card with this given name.
pub fn named(given: &str) -> Card {
    let name = NameEdit {
        given: Change::Set(given.to_owned()),
        ..NameEdit::default()
    };
    let edit = ContactEdit {
        name: Change::Set(name),
        ..ContactEdit::default()
    };
    card::create(&edit, Uuid::now_v7())
}

/// A new card with this given name and birthday.
pub fn born(given: &str, birthday: &str) -> Card {
    let mut card = named(given);
    let edit = ContactEdit {
        birthday: Change::Set(birthday.parse().unwrap()),
        ..ContactEdit::default()
    };
    card::apply(&mut card, &edit);
    card
}

pub async fn create(world: &World, card: Card) -> Contact {
    let (book, author) = (world.book, world.author());
    world
        .run(move |connection| contacts::create(connection, book, &card, &author))
        .await
}

/// The full names of a page of the list.
pub async fn names(world: &World, query: &str) -> Vec<String> {
    let (book, reader) = (world.book, world.user.id);
    let tiers = SearchQuery::parse(query).tiers();
    let found = world
        .run(move |connection| {
            let listing = Listing {
                books: &[book],
                tiers: &tiers,
                starred: None,
                reader,
                order: Order::Given,
            };
            contacts::list(connection, &listing, &Start::Top, 200, &contacts::Unkept)
        })
        .await;
    found.items.into_iter().map(full_name).collect()
}

pub fn full_name((contact, _): (Contact, contacts::Key)) -> String {
    contact.fields.name.full
}
