//! What the database does for a list: it goes by the indexes, and reads no book from end to end.

use diesel::{RunQueryDsl, sql_query};
use domain::search::{Expression, SearchQuery};
use persistence::contacts::{self, Listing, Order, Start};
use persistence::{birthdays, books, revisions};

use crate::support::{World, born, named};

#[tokio::test]
async fn lists_and_searches_go_by_their_indexes() {
    let world = World::new().await;
    let (book, author, reader) = (world.book, world.author(), world.user.id);
    // In small transactions: the database ends one whose client is silent for long, and a slow machine is.
    for begin in (0..20_000).step_by(500) {
        let names = ["Maria", "Anna", "Иван", "رضا", "Peter"];
        let cards: Vec<_> = (begin..begin + 500)
            .map(|n| named(&format!("{} {}", names[n % names.len()], n * 7919 % 20_000)))
            .collect();
        let author = author.clone();
        world
            .run(move |connection| contacts::create_many(connection, book, &cards, &author))
            .await;
    }
    let words = [
        "maria 77",
        "peter 1234",
        "zzzz",
        "+49 30 123",
        "org:acme",
        "0",
    ];
    let plans = world
        .run(move |connection| {
            contacts::analyze(connection)?;
            let mut plans = Vec::new();
            // What a page read at random costs by default, and on the disks of today.
            for cost in [4.0, 1.1] {
                sql_query(format!("SET LOCAL random_page_cost = {cost}")).execute(connection)?;
                for query in words.into_iter().chain(["has:phone", "no label", ""]) {
                    for order in [Order::Given, Order::Family, Order::Org, Order::Updated] {
                        let mut tiers = SearchQuery::parse(query).tiers();
                        if query == "no label" {
                            tiers = vec![Expression::without_label()];
                        }
                        let listing = Listing {
                            books: &[book],
                            tiers: &tiers,
                            starred: None,
                            reader,
                            order,
                        };
                        let found = contacts::plans(connection, &listing, &Start::Top, 50)?;
                        plans.push((query, order, found));
                    }
                }
            }
            Ok(plans)
        })
        .await;
    for (query, order, [few, many]) in plans {
        let by_order = match order {
            Order::Given => "contacts_given_idx",
            Order::Family => "contacts_family_idx",
            Order::Org => "contacts_org_idx",
            Order::Updated => "contacts_updated_idx",
        };
        let by_terms = "contacts_terms_idx";
        let has_words = words.contains(&query);
        if query == "no label" {
            // Nearly all have none: no index of terms helps, but the book's own ones keep the others' contacts out.
            let of_the_book = format!("Index Cond: (book_id = '{}'", book.id);
            for plan in [&few, &many] {
                assert!(plan.contains(&of_the_book), "{order:?}\n{plan}");
                assert!(!plan.contains("Seq Scan"), "{order:?}\n{plan}");
            }
            continue;
        }
        assert!(
            query.is_empty() || few.contains(by_terms),
            "{query} {order:?}\n{few}"
        );
        if has_words || query.is_empty() {
            let index = if has_words { by_terms } else { by_order };
            assert!(many.contains(index), "{query} {order:?}\n{many}");
        }
        for plan in [&few, &many] {
            assert!(
                query.is_empty() || !plan.contains("Seq Scan"),
                "{query}\n{plan}"
            );
        }
    }
}

#[tokio::test]
async fn birthdays_and_relations_go_by_their_indexes() {
    let world = World::new().await;
    let (book, author, reader) = (world.book, world.author(), world.user.id);
    for begin in (0..10_000).step_by(500) {
        let cards: Vec<_> = (begin..begin + 500)
            .map(|n| {
                born(
                    &format!("{n}"),
                    &format!("--{:02}-{:02}", n % 12 + 1, n % 28 + 1),
                )
            })
            .collect();
        let author = author.clone();
        world
            .run(move |connection| contacts::create_many(connection, book, &cards, &author))
            .await;
    }
    let from = domain::birthday::whole_day("2026-11-21").unwrap();
    let plans = world
        .run(move |connection| {
            contacts::analyze(connection)?;
            let books = [book, books::default_of(connection, reader)?];
            let (_, next) = birthdays::list(connection, &books[..1], from, None, 10)?;
            Ok([
                birthdays::plan(connection, &books[..1], from, None)?,
                birthdays::plan(connection, &books, from, None)?,
                birthdays::plan(connection, &books[..1], from, next.as_ref())?,
            ])
        })
        .await;
    for plan in plans {
        assert!(plan.contains("contacts_birthday_idx"), "{plan}");
        assert!(!plan.contains("Seq Scan"), "{plan}");
    }
}

#[tokio::test]
async fn a_book_that_the_statistics_do_not_know_is_numbered_row_by_row() {
    let world = World::new().await;
    let (book, author, reader) = (world.book, world.author(), world.user.id);
    let plan = world
        .run(move |connection| {
            let cards: Vec<_> = (0..500).map(|n| named(&format!("{n}"))).collect();
            contacts::create_many(connection, book, &cards, &author)?;
            contacts::analyze(connection)?;
            let new = books::create(connection, reader, "New", Default::default(), false)?;
            revisions::numbering_plan(connection, new)
        })
        .await;
    // Each of the numbers goes straight to its row; the other way round, each row would look through all numbers.
    let straight = "((book_id = fresh.book_id) AND (entry = fresh.entry))";
    assert!(plan.contains(straight), "{plan}");
}
