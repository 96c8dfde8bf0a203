//! Long lists as a whole: the letters, the marks, and where a contact is.

use domain::search::{Has, SearchQuery};
use domain::sort;
use persistence::books::BookRef;
use persistence::contacts::{self, Key, Listing, Order, Start};
use persistence::{books, revisions};
use uuid::Uuid;

use crate::support::{World, author, create, named};

const ORDERS: [Order; 4] = [Order::Given, Order::Family, Order::Org, Order::Updated];

/// Fills a book with people of several alphabets; every seventh has no name but a number.
async fn fill(world: &World, book: BookRef, count: usize) {
    let author = world.author();
    let names = ["Maria", "anna", "Иван", "رضا", "Åke", "42", "李"];
    for begin in (0..count).step_by(300) {
        let cards: Vec<_> = (begin..count.min(begin + 300))
            .map(|n| named(&format!("{} {}", names[n % names.len()], n * 7919 % 1000)))
            .collect();
        let author = author.clone();
        world
            .run(move |connection| contacts::create_many(connection, book, &cards, &author))
            .await;
    }
}

#[tokio::test]
async fn a_page_found_from_marks_is_the_one_counted_from_the_top() {
    let world = World::new().await;
    let user = world.user.id;
    let second = world
        .run(move |connection| {
            let id = books::create(connection, user, "Second", Default::default(), false)?;
            Ok(books::find(connection, user, id)?.1.unwrap())
        })
        .await;
    fill(&world, world.book, 1100).await;
    fill(&world, second, 500).await;
    let all = [world.book, second];
    world
        .run(move |connection| {
            for books in [&all[..], &all[..1], &[]] {
                for order in ORDERS {
                    let listing = Listing {
                        books,
                        tiers: &SearchQuery::default().tiers(),
                        starred: None,
                        reader: user,
                        order,
                    };
                    let marks = contacts::marks(connection, &listing)?;
                    for offset in [0, 499, 500, 501, 999, 1000, 1234, 1599, 1600, 5000] {
                        let start = marks.start(offset);
                        let is_deep = offset >= 500 && !books.is_empty();
                        assert_eq!(matches!(start, Start::Below(..)), is_deep);
                        let by_mark =
                            contacts::list(connection, &listing, &start, 9, &contacts::Unkept)?;
                        let from_top = contacts::list(
                            connection,
                            &listing,
                            &Start::At(offset),
                            9,
                            &contacts::Unkept,
                        )?;
                        assert_eq!(by_mark.items, from_top.items, "{order:?} {offset}");
                        assert_eq!(by_mark.next, from_top.next, "{order:?} {offset}");
                        for (at, (contact, _)) in from_top.items.iter().enumerate() {
                            let place =
                                contacts::place_of(connection, &listing, &marks, contact.id)?;
                            assert_eq!(place, Some(offset + at as i64), "{order:?}");
                        }
                    }
                    let nobody = Uuid::from_u128(1);
                    assert_eq!(
                        contacts::place_of(connection, &listing, &marks, nobody)?,
                        None
                    );
                }
            }
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn letters_are_those_of_the_rows() {
    let world = World::new().await;
    let (user, book) = (world.user.id, world.book);
    fill(&world, book, 700).await;
    world
        .run(move |connection| {
            for order in ORDERS {
                let listing = Listing {
                    books: &[book],
                    tiers: &SearchQuery::default().tiers(),
                    starred: None,
                    reader: user,
                    order,
                };
                let mut expected: Vec<(&str, i64)> = Vec::new();
                for (_, key) in
                    contacts::list(connection, &listing, &Start::Top, 900, &contacts::Unkept)?.items
                {
                    let letter = match &key {
                        Key::Bytes(key) if order != Order::Org => sort::letter(key),
                        _ => "",
                    };
                    match expected.last_mut() {
                        Some((last, count)) if *last == letter => *count += 1,
                        _ => expected.push((letter, 1)),
                    }
                }
                assert_eq!(contacts::letters(connection, &listing)?, expected);
            }
            let phones = [SearchQuery::default().tiers()[0]
                .clone()
                .and(Has::Phone.expression())];
            let nobody = Listing {
                books: &[book],
                tiers: &phones,
                starred: None,
                reader: user,
                order: Order::Given,
            };
            assert_eq!(contacts::letters(connection, &nobody)?, []);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn changes_are_counted_and_numbering_them_is_none() {
    let world = World::new().await;
    let (user, book) = (world.user.id, world.book);
    let changes = || world.run(move |connection| revisions::changes(connection, &[book.id]));
    let log = || world.run(move |connection| revisions::since(connection, book.id, 0, 9));
    assert_eq!(changes().await, 0);
    let ann = create(&world, named("Ann")).await;
    create(&world, named("Bob")).await;
    assert_eq!(changes().await, 2);
    log().await;
    assert_eq!(changes().await, 2);
    world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            contacts::delete(connection, &locked, &author(user))
        })
        .await;
    assert_eq!(changes().await, 3);
    log().await;
    assert_eq!(changes().await, 3);
}
