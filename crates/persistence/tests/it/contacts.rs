//! Contacts: reading and the four ways to change one.

use domain::PhoneType;
use persistence::books::BookRef;
use persistence::{contacts, revisions};
use uuid::Uuid;
use vcard::NewProperty;

use crate::support::{World, account, author, create, named, names};

#[tokio::test]
async fn what_is_created_is_found_with_its_columns_read_from_the_card() {
    let world = World::new().await;
    let mut card = named("Ann");
    card.insert(NewProperty::text("TEL", "+1 555 0100").param("TYPE", &["CELL"]));
    let made = create(&world, card.clone()).await;
    let user = world.user.id;
    let (_, contact, vcard) = world
        .run(move |connection| contacts::find_card(connection, user, made.id))
        .await
        .unwrap();
    assert_eq!(vcard, card.to_string());
    assert_eq!(contact.fields, domain::card::read(&card));
    assert_eq!(contact.fields.phones[0].r#type, Some(PhoneType::Mobile));
}

#[tokio::test]
async fn an_edit_says_when_it_was_made() {
    let world = World::new().await;
    let mut card = named("Ann");
    card.insert(NewProperty::text("REV", "2008-04-24T19:52:43Z"));
    let made = create(&world, card).await;
    let (user, id, author) = (world.user.id, made.id, world.author());
    let after = world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, id)?.unwrap();
            assert!(locked.vcard.contains("REV:2008-04-24T19:52:43Z"));
            let mut card: vcard::Card = locked.vcard.parse().unwrap();
            card.insert(NewProperty::text("NOTE", "later"));
            contacts::edit(connection, &locked, &card, &author)?;
            Ok(contacts::lock(connection, user, id)?.unwrap().1.vcard)
        })
        .await;
    let card: vcard::Card = after.parse().unwrap();
    let rev = card.named("REV").next().unwrap().text();
    assert!(*rev > *"2026" && rev.ends_with('Z'), "{rev}");
}

#[tokio::test]
async fn a_stranger_finds_nothing() {
    let world = World::new().await;
    let made = create(&world, named("Ann")).await;
    let (stranger, seen) = world
        .db
        .run(move |connection| {
            let (stranger, _) = account(connection, "bob")?;
            let seen = contacts::find(connection, stranger.id, made.id)?;
            Ok::<_, persistence::DbError>((stranger, seen))
        })
        .await
        .unwrap();
    assert!(seen.is_none());
    assert!(
        world
            .run(move |connection| contacts::lock(connection, stranger.id, made.id))
            .await
            .is_none()
    );
}

#[tokio::test]
async fn every_change_raises_the_version_and_leaves_a_revision() {
    let world = World::new().await;
    let made = create(&world, named("Ann")).await;
    let (user, book, id) = (world.user.id, world.book, made.id);
    let after = world
        .run(move |connection| {
            let author = author(user);
            let mut etags = vec![made.etag];
            let (_, locked) = contacts::lock(connection, user, id)?.unwrap();
            etags.push(contacts::edit(connection, &locked, &named("Bea"), &author)?.etag);
            let (_, locked) = contacts::lock(connection, user, id)?.unwrap();
            etags.push(contacts::delete(connection, &locked, &author)?.etag);
            assert!(contacts::find(connection, user, id)?.is_none());
            let (_, locked) = contacts::lock(connection, user, id)?.unwrap();
            etags.push(contacts::restore(connection, &locked, &author)?.etag);
            assert!(contacts::find(connection, user, id)?.is_some());
            Ok(etags)
        })
        .await;
    let versions = after.iter().map(|etag| etag.split('-').next().unwrap());
    assert_eq!(
        versions.collect::<Vec<_>>(),
        ["\"v1", "\"v2", "\"v3", "\"v4"]
    );
    let log = world
        .run(move |connection| revisions::since(connection, book.id, 0, 100))
        .await;
    let actions: Vec<&str> = log
        .iter()
        .map(|revision| revision.action.as_str())
        .collect();
    assert_eq!(actions, ["create", "edit", "delete", "restore"]);
    assert!(log[1].vcard.contains("Bea") && log[0].vcard.contains("Ann"));
    assert!(
        log.iter()
            .all(|revision| revision.author_id == Some(user) && revision.contact_id == id)
    );
}

#[tokio::test]
async fn a_change_that_fails_leaves_neither_contact_nor_revision() {
    let world = World::new().await;
    let (book, author) = (world.book, world.author());
    let result = world
        .db
        .run(move |connection| {
            contacts::create(connection, book, &named("Ann"), &author)?;
            let nowhere = BookRef {
                id: Uuid::now_v7(),
                number: 0,
                owner: Uuid::now_v7(),
            };
            contacts::create(connection, nowhere, &named("Bea"), &author)?;
            Ok::<_, persistence::DbError>(())
        })
        .await;
    assert_eq!(
        result.unwrap_err().violated_constraint(),
        Some("contacts_book_fkey")
    );
    assert!(names(&world, "").await.is_empty());
    assert!(
        world
            .run(move |connection| revisions::since(connection, book.id, 0, 100))
            .await
            .is_empty()
    );
}
