//! Photos: once in a book, for its owner alone, with the contact wherever it goes.

use domain::{Color, PhotoSize, card};
use persistence::photos::{self, Photo};
use persistence::{books, contacts};

use crate::support::{World, account, author, create, named};

const NAME: &str = "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE";

fn photo() -> Photo {
    Photo {
        name: NAME.to_owned(),
        full: vec![3; 3000],
        large: vec![2; 2000],
        small: vec![1; 1000],
    }
}

#[tokio::test]
async fn a_photo_is_kept_once_and_found_in_every_size_by_its_owner() {
    let world = World::new().await;
    let (book, user) = (world.book.id, world.user.id);
    let found = world
        .run(move |connection| {
            photos::keep(connection, book, &photo())?;
            photos::keep(connection, book, &photo())?;
            let find = |size, connection: &mut _| photos::find(connection, user, book, NAME, size);
            let mut sizes = Vec::new();
            for size in PhotoSize::ALL {
                sizes.extend(find(size, connection)?.map(|(_, bytes)| bytes.len()));
            }
            assert_eq!(
                photos::find(connection, user, book, "other", PhotoSize::Full)?,
                None
            );
            Ok(sizes)
        })
        .await;
    assert_eq!(found, [1000, 2000, 3000]);
    let seen = world.db.run(move |connection| {
        let (stranger, _) = account(connection, "bob")?;
        Ok::<_, persistence::DbError>(photos::find(
            connection,
            stranger.id,
            book,
            NAME,
            PhotoSize::Small,
        )?)
    });
    assert_eq!(seen.await.unwrap(), None);
}

#[tokio::test]
async fn a_contact_takes_its_photo_to_another_book() {
    let world = World::new().await;
    let mut card = named("Ann");
    card::set_photo(&mut card, Some(NAME));
    let made = create(&world, card.clone()).await;
    let (user, from) = (world.user.id, world.book.id);
    let (before, after, kept) = world
        .run(move |connection| {
            photos::keep(connection, from, &photo())?;
            let now = |connection: &mut _| {
                photos::of_contact(connection, user, made.id, PhotoSize::Small)
            };
            let before = now(connection)?.unwrap().1;
            let to = books::create(connection, user, "Other", Color::default(), false)?;
            let (_, to) = books::find(connection, user, to)?;
            let (_, locked) = contacts::lock(connection, user, made.id)?.unwrap();
            contacts::move_to(connection, &locked, to.unwrap(), &card, &author(user))?;
            // The old book keeps it: its log names it.
            let kept = photos::is_kept(connection, from, NAME)?;
            Ok((before, now(connection)?.unwrap().1, kept))
        })
        .await;
    assert_eq!(before, Some((NAME.to_owned(), vec![1; 1000])));
    assert_eq!(after, before);
    assert!(kept);
}

#[tokio::test]
async fn a_card_may_name_a_photo_that_is_not_there() {
    let world = World::new().await;
    let mut card = named("Ann");
    card::set_photo(&mut card, Some(NAME));
    let made = create(&world, card).await;
    let user = world.user.id;
    let found = world
        .run(move |connection| photos::of_contact(connection, user, made.id, PhotoSize::Full))
        .await;
    assert_eq!(found.unwrap().1, None);
}
