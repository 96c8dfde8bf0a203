//! Birthdays in the order of the year, and the calendars that fetch them.

use domain::birthday::whole_day;
use domain::{Change, Color, ContactEdit, card};
use persistence::birthdays::{self, Born};
use persistence::{books, calendar, contacts};
use uuid::Uuid;

use crate::support::{World, account, born, create, named};

fn names(found: &[Born]) -> Vec<&str> {
    found.iter().map(|born| born.name.full.as_str()).collect()
}

/// All birthdays from a day on, read in pages of so many.
async fn walked(world: &World, from: &str, limit: u16) -> Vec<Born> {
    let (book, from) = (world.book, whole_day(from).unwrap());
    world
        .run(move |connection| {
            let (mut all, mut after) = (Vec::new(), None);
            loop {
                let (page, next) =
                    birthdays::list(connection, &[book], from, after.as_ref(), limit)?;
                assert!(page.len() <= usize::from(limit));
                all.extend(page);
                after = next;
                if after.is_none() {
                    return Ok(all);
                }
            }
        })
        .await
}

#[tokio::test]
async fn the_year_is_walked_once_around_whatever_the_size_of_a_page() {
    let world = World::new().await;
    for (name, birthday) in [
        ("February", "2000-02-29"),
        ("Eve", "--12-31"),
        ("Zoe", "1985-11-21"),
        ("Ann", "1990-11-21"),
        ("New year", "1990-01-01"),
        ("Yesterday", "1990-11-20"),
        ("Some day in November", "1990-11"),
        ("Some year", "1990"),
    ] {
        create(&world, born(name, birthday)).await;
    }
    create(&world, named("Nobody knows")).await;
    let expected = [
        "Ann",
        "Zoe",
        "Some day in November",
        "Eve",
        "New year",
        "February",
        "Yesterday",
    ];
    for limit in [1, 2, 3, 7, 200] {
        let found = walked(&world, "2026-11-21", limit).await;
        assert_eq!(names(&found), expected, "{limit}");
    }
    let from_march = walked(&world, "2027-03-01", 2).await;
    assert_eq!(names(&from_march).last(), Some(&"February"));
    let on_the_28th = walked(&world, "2027-02-28", 2).await;
    assert_eq!(names(&on_the_28th).first(), Some(&"February"));
}

#[tokio::test]
async fn a_birthday_that_is_taken_away_or_deleted_is_not_listed() {
    let world = World::new().await;
    let ann = create(&world, born("Ann", "1990-04-12")).await;
    let bob = create(&world, born("Bob", "1990-04-13")).await;
    let (user, author) = (world.user.id, world.author());
    world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            let mut card = vcard::Card::parse(locked.vcard.as_bytes()).unwrap();
            let edit = ContactEdit {
                birthday: Change::Clear,
                ..ContactEdit::default()
            };
            card::apply(&mut card, &edit);
            contacts::edit(connection, &locked, &card, &author)?;
            let (_, locked) = contacts::lock(connection, user, bob.id)?.unwrap();
            contacts::delete(connection, &locked, &author)
        })
        .await;
    assert_eq!(walked(&world, "2026-11-21", 10).await, []);
    let entries = world
        .run(move |connection| birthdays::entries(connection, user))
        .await;
    assert_eq!(entries, []);
}

#[tokio::test]
async fn birthdays_of_several_books_are_merged() {
    let world = World::new().await;
    let (user, author, first) = (world.user.id, world.author(), world.book);
    let found = world
        .run(move |connection| {
            books::create(connection, user, "Club", Color::default(), false)?;
            let all = books::readable(connection, user)?;
            let second = *all.iter().find(|book| book.id != first.id).unwrap();
            for (book, name, birthday) in [
                (first, "Ann", "--04-12"),
                (second, "Bob", "--04-13"),
                (first, "Cid", "--04-14"),
                (second, "Dan", "--04-12"),
            ] {
                contacts::create(connection, book, &born(name, birthday), &author)?;
            }
            let from = whole_day("2026-11-21").unwrap();
            let (page, next) = birthdays::list(connection, &all, from, None, 3)?;
            let (rest, end) = birthdays::list(connection, &all, from, next.as_ref(), 3)?;
            assert_eq!(end, None);
            Ok([page, rest].concat())
        })
        .await;
    assert_eq!(names(&found), ["Ann", "Dan", "Bob", "Cid"]);
}

#[tokio::test]
async fn a_feed_has_an_owner_until_it_is_renewed_or_revoked() {
    let world = World::new().await;
    let user = world.user.id;
    world
        .run(move |connection| {
            assert_eq!(calendar::find(connection, user)?, None);
            let (first, _) = calendar::renew(connection, user)?;
            assert_eq!(calendar::owner(connection, first)?, Some(user));
            let (second, _) = calendar::renew(connection, user)?;
            assert_eq!(calendar::owner(connection, first)?, None);
            assert_eq!(calendar::owner(connection, second)?, Some(user));
            calendar::revoke(connection, user)?;
            calendar::revoke(connection, user)?;
            assert_eq!(calendar::owner(connection, second)?, None);
            assert_eq!(calendar::owner(connection, Uuid::nil())?, None);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn relations_lead_to_contacts_in_books_of_the_reader_only() {
    let world = World::new().await;
    let ann = create(&world, named("Ann")).await;
    let mut linked = named("Bob").to_string();
    linked = linked.replace("UID:", "UID:urn:uuid:");
    let bob = create(&world, vcard::Card::parse(linked.as_bytes()).unwrap()).await;
    let uids = vec![
        ann.fields.uid.clone(),
        bob.fields.uid.replace("urn:uuid:", ""),
        "nobody".to_owned(),
    ];
    let (book, reader) = (world.book.id, world.user.id);
    let (mine, others) = world
        .db
        .run(move |connection| {
            let (stranger, _) = account(connection, "eve")?;
            let mine = contacts::related(connection, reader, book, &uids)?;
            let others = contacts::related(connection, stranger.id, book, &uids)?;
            Ok::<_, persistence::DbError>((mine, others))
        })
        .await
        .unwrap();
    let found: Vec<_> = mine.iter().map(|one| (one.id, one.name.as_str())).collect();
    assert_eq!(found, [(ann.id, "Ann"), (bob.id, "Bob")]);
    assert_eq!(others, []);
}
