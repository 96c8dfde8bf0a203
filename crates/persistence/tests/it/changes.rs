//! Whoever listens hears what was committed, and nothing else.

use std::time::{Duration, Instant};

use domain::{Color, LabelEdit};
use persistence::books;
use persistence::changes::{Change, Listener};
use persistence::contacts;
use persistence::favourites;
use persistence::labels;
use persistence::notes::{self, Text};
use persistence::{PgConnection, QueryError};

use crate::support::{World, named};

/// What is heard, as soon as it is.
fn heard(listener: &mut Listener) -> Vec<Change> {
    let begin = Instant::now();
    loop {
        let heard = listener.heard().unwrap();
        if !heard.is_empty() || begin.elapsed() > Duration::from_secs(10) {
            return heard;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn every_kind_of_change_is_heard() {
    let world = World::new().await;
    let mut listener = world.db.listen().unwrap();
    let (book, author, user) = (world.book, world.author(), world.user.id);
    let contact = world
        .run(move |connection| contacts::create(connection, book, &named("Bea"), &author))
        .await
        .id;
    let contacts = |contact| Change::Contacts {
        book: book.id,
        contact,
    };
    assert_eq!(heard(&mut listener), [contacts(Some(contact))]);

    let author = world.author();
    let cards: Vec<_> = (0..5).map(|n| named(&format!("N{n}"))).collect();
    world
        .run(move |connection| contacts::create_many(connection, book, &cards, &author))
        .await;
    assert_eq!(heard(&mut listener), [contacts(None)]);

    world
        .run(move |connection| favourites::set(connection, user, (book.id, contact), true))
        .await;
    assert_eq!(heard(&mut listener), [Change::Stars { user }]);

    let text = Text {
        title: "Garden".to_owned(),
        body: String::new(),
        pinned: false,
        contact: None,
    };
    world
        .run(move |connection| notes::create(connection, book, &text))
        .await;
    assert_eq!(heard(&mut listener), [Change::Notes { book: book.id }]);

    world
        .run(move |connection| books::create(connection, user, "Work", Color::Teal, false))
        .await;
    assert_eq!(heard(&mut listener), [Change::Books { owner: user }]);

    let label = world
        .run(move |connection| labels::create(connection, user, "Chess", Color::Teal))
        .await;
    let edit = LabelEdit {
        color: Some(Color::Blue),
        ..LabelEdit::default()
    };
    assert_eq!(heard(&mut listener), [Change::Labels { owner: user }]);
    world
        .run(move |connection| labels::change(connection, user, label.id, &edit))
        .await;
    assert_eq!(heard(&mut listener), [Change::Labels { owner: user }]);
    world
        .run(move |connection| labels::delete(connection, user, label.id))
        .await;
    assert_eq!(heard(&mut listener), [Change::Labels { owner: user }]);
}

#[tokio::test]
async fn what_was_not_committed_or_only_counted_is_not_heard() {
    let world = World::new().await;
    let (book, author) = (world.book, world.author());
    world
        .run(move |connection| contacts::create(connection, book, &named("Bea"), &author))
        .await;
    let mut listener = world.db.listen().unwrap();
    let author = world.author();
    let failed = world.db.run(
        move |connection: &mut PgConnection| -> Result<(), persistence::DbError> {
            contacts::create(connection, book, &named("Ada"), &author)?;
            Err(QueryError::RollbackTransaction.into())
        },
    );
    assert!(failed.await.is_err());
    // Numbering the log counts the contacts of the book.
    world
        .run(move |connection| persistence::revisions::since(connection, book.id, 0, 10))
        .await;
    listener.ping().unwrap();
    assert_eq!(listener.heard().unwrap(), []);
}
