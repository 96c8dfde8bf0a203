//! Lists: their order, their pages, and what is found.

use diesel::RunQueryDsl;
use domain::search::{Expression, Has, SearchQuery};
use domain::{Change, ContactEdit, NameEdit, OrgEdit, card};
use persistence::books::BookRef;
use persistence::contacts::{self, Cursor, FEW, Found, Listing, Order, Start};
use persistence::{books, favourites, revisions};
use uuid::Uuid;
use vcard::{Card, NewProperty};

use crate::support::{World, account, author, create, full_name, named, names};

fn person(given: &str, family: &str, org: &str) -> Card {
    let set = |text: &str| Change::Set(text.to_owned());
    let edit = ContactEdit {
        name: Change::Set(NameEdit {
            given: set(given),
            family: set(family),
            ..NameEdit::default()
        }),
        org: Change::Set(OrgEdit {
            name: set(org),
            ..OrgEdit::default()
        }),
        ..ContactEdit::default()
    };
    card::create(&edit, Uuid::now_v7())
}

/// A list that tests put together.
#[derive(Clone)]
struct Asked {
    books: Vec<BookRef>,
    tiers: Vec<Expression>,
    starred: bool,
    order: Order,
}

impl Asked {
    fn all(world: &World) -> Self {
        Self {
            books: vec![world.book],
            tiers: SearchQuery::default().tiers(),
            starred: false,
            order: Order::Given,
        }
    }

    fn query(mut self, query: &str) -> Self {
        self.tiers = SearchQuery::parse(query).tiers();
        self
    }

    fn by(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    async fn page(&self, world: &World, start: Start, limit: u16) -> Found {
        let (asked, reader) = (self.clone(), world.user.id);
        world
            .run(move |connection| {
                let listing = Listing {
                    books: &asked.books,
                    tiers: &asked.tiers,
                    starred: asked.starred.then_some((reader, true)),
                    reader,
                    order: asked.order,
                };
                contacts::list(connection, &listing, &start, limit, &contacts::Unkept)
            })
            .await
    }

    /// All names, page by page, and each page once more by its offset.
    async fn names(&self, world: &World, limit: u16) -> Vec<String> {
        let mut all = Vec::new();
        let mut next: Option<Cursor> = None;
        loop {
            let start = next.map_or(Start::Top, Start::After);
            let page = self.page(world, start, limit).await;
            let at = self.page(world, Start::At(all.len() as i64), limit).await;
            let names: Vec<String> = page.items.into_iter().map(full_name).collect();
            let by_offset: Vec<String> = at.items.into_iter().map(full_name).collect();
            assert_eq!(names, by_offset);
            all.extend(names);
            next = page.next;
            if next.is_none() {
                return all;
            }
        }
    }
}

#[tokio::test]
async fn what_matches_is_counted_up_to_a_number() {
    let world = World::new().await;
    for name in ["Ann", "Annika", "Anna Bell", "Bea"] {
        create(&world, named(name)).await;
    }
    for (query, most, expected) in [
        ("ann", 10, 3),
        ("ann", 3, 3),
        ("ann", 2, 3),
        ("ann", 1, 2),
        ("x", 1, 0),
        ("", 2, 3),
    ] {
        let (asked, reader) = (Asked::all(&world).query(query), world.user.id);
        let count = world
            .run(move |connection| {
                let listing = Listing {
                    books: &asked.books,
                    tiers: &asked.tiers,
                    starred: None,
                    reader,
                    order: asked.order,
                };
                contacts::count(connection, &listing, most)
            })
            .await;
        assert_eq!(count, expected, "{query} {most}");
    }
}

#[tokio::test]
async fn search_takes_the_query_as_text_and_never_as_a_pattern() {
    let world = World::new().await;
    for name in [
        "100%",
        "1000",
        "a_b",
        "axb",
        r"back\slash",
        "Álvaro",
        "O'Brien & ('x')",
    ] {
        create(&world, named(name)).await;
    }
    for (query, expected) in [
        ("%", &["100%"][..]),
        ("_", &["a_b"]),
        (r"\", &[r"back\slash"]),
        ("alvaro", &["Álvaro"]),
        ("o'brien", &["O'Brien & ('x')"]),
        ("&", &["O'Brien & ('x')"]),
        ("(x)", &["O'Brien & ('x')"]),
        ("no such", &[]),
        (":* | !", &[]),
    ] {
        assert_eq!(names(&world, query).await, expected, "{query}");
    }
    assert_eq!(names(&world, "").await.len(), 7);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = World::new().await;
    for name in ["b", "a", "B", "c", "b", "d", "b"] {
        create(&world, named(name)).await;
    }
    let all = Asked::all(&world).names(&world, 2).await;
    assert_eq!(all, ["a", "b", "b", "b", "B", "c", "d"]);
    let found = Asked::all(&world).query("b").names(&world, 3).await;
    assert_eq!(found, ["b", "b", "b", "B"]);
}

#[tokio::test]
async fn every_order_has_its_own_way() {
    let world = World::new().await;
    for (given, family, org) in [
        ("Zoë", "Adams", "Beta"),
        ("Änne", "Young", "acme 10"),
        ("Bob", "Éluard", "Acme 2"),
        ("Carl", "", ""),
    ] {
        create(&world, person(given, family, org)).await;
    }
    let world = &world;
    let by = |order| async move { Asked::all(world).by(order).names(world, 2).await };
    assert_eq!(
        by(Order::Given).await,
        ["Änne Young", "Bob Éluard", "Carl", "Zoë Adams"]
    );
    assert_eq!(
        by(Order::Family).await,
        ["Zoë Adams", "Carl", "Bob Éluard", "Änne Young"]
    );
    assert_eq!(
        by(Order::Org).await,
        ["Bob Éluard", "Änne Young", "Zoë Adams", "Carl"]
    );
    assert_eq!(
        by(Order::Updated).await,
        ["Carl", "Bob Éluard", "Änne Young", "Zoë Adams"]
    );
}

#[tokio::test]
async fn the_best_matches_come_first() {
    let world = World::new().await;
    for (given, family, org) in [
        ("Annabel", "Zed", ""),
        ("Zoe", "Ann", ""),
        ("Bob", "Smith", "Ann Arbor"),
        ("Carl Ann", "Young", ""),
        ("Анна", "Ким", ""),
    ] {
        create(&world, person(given, family, org)).await;
    }
    let found = Asked::all(&world).query("ann").names(&world, 1).await;
    assert_eq!(
        found,
        [
            "Carl Ann Young",
            "Zoe Ann",
            "Annabel Zed",
            "Bob Smith",
            "Анна Ким"
        ]
    );
}

#[tokio::test]
async fn many_matches_are_paged_like_few() {
    const MANY: usize = 2 * FEW + 1;
    let world = World::new().await;
    let (book, author) = (world.book, world.author());
    world
        .run(move |connection| {
            for i in 0..MANY {
                let card = person(&format!("Ann {i}"), "Many", "");
                contacts::create(connection, book, &card, &author)?;
            }
            for name in ["Anna", "Zoe Ann"] {
                contacts::create(connection, book, &named(name), &author)?;
            }
            Ok(())
        })
        .await;
    // Nobody who counts numbers all of a long log, and all come to the same result on the way.
    for numbered in [0, 2000, 2000] {
        let so_far = world
            .run(move |connection| {
                #[derive(diesel::QueryableByName)]
                struct Last {
                    #[diesel(sql_type = diesel::sql_types::BigInt)]
                    seq: i64,
                }
                let last: Last =
                    diesel::sql_query("SELECT coalesce(max(seq), 0) AS seq FROM revisions")
                        .get_result(connection)?;
                let counts = revisions::counts(connection, &[book.id])?;
                Ok((last.seq, counts[0].1))
            })
            .await;
        assert_eq!(so_far, (numbered, MANY as i64 + 2));
    }
    let asked = Asked::all(&world).query("ann");
    let first = asked.page(&world, Start::Top, 3).await;
    assert_eq!(first.total, None, "too many to be counted in passing");
    let names: Vec<String> = first.items.into_iter().map(full_name).collect();
    assert_eq!(names, ["Ann 0 Many", "Ann 1 Many", "Ann 2 Many"]);
    let all = asked.names(&world, 200).await;
    assert_eq!(all.len(), MANY + 2);
    assert_eq!(all[10], "Ann 10 Many", "numbers count by their value");
    assert_eq!(all[MANY..], ["Zoe Ann", "Anna"]);
}

#[tokio::test]
async fn a_list_of_several_books_is_one_list() {
    let world = World::new().await;
    let user = world.user.id;
    let other = world
        .run(move |connection| {
            let id = books::create(connection, user, "Work", Default::default(), false)?;
            Ok(books::find(connection, user, id)?.1.unwrap())
        })
        .await;
    let author = world.author();
    for name in ["a", "c", "e"] {
        create(&world, named(name)).await;
    }
    world
        .run(move |connection| {
            for name in ["b", "d"] {
                contacts::create(connection, other, &named(name), &author)?;
            }
            Ok(())
        })
        .await;
    let mut asked = Asked::all(&world);
    asked.books.push(other);
    assert_eq!(asked.names(&world, 2).await, ["a", "b", "c", "d", "e"]);
    assert_eq!(asked.clone().query("d").names(&world, 2).await, ["d"]);
    assert_eq!(
        Asked::all(&world).query("d").names(&world, 2).await,
        [""; 0]
    );
    asked.books.clear();
    assert_eq!(asked.names(&world, 2).await, [""; 0]);
}

#[tokio::test]
async fn filters_narrow() {
    let world = World::new().await;
    let mut card = named("Ann");
    card.insert(NewProperty::text("TEL", "+1 555 0100"));
    let ann = create(&world, card).await;
    create(&world, named("Bob")).await;
    let mut phones = Asked::all(&world);
    phones.tiers = vec![Has::Phone.expression()];
    assert_eq!(phones.names(&world, 9).await, ["Ann"]);
    let (user, place) = (world.user.id, (ann.book_id, ann.id));
    let changed = world
        .run(move |connection| {
            Ok([
                favourites::set(connection, user, place, true)?,
                favourites::set(connection, user, place, true)?,
            ])
        })
        .await;
    assert_eq!(changed, [true, false]);
    let mut starred = Asked::all(&world);
    starred.starred = true;
    let page = starred.page(&world, Start::Top, 9).await;
    assert_eq!((page.total, page.items.len()), (Some(1), 1));
    assert!(page.items[0].0.starred);
}

#[tokio::test]
async fn stars_are_a_persons_own() {
    let world = World::new().await;
    let ann = create(&world, named("Ann")).await;
    let owner = world.user.id;
    let seen = world
        .db
        .run(move |connection| {
            let (other, _) = account(connection, "bob")?;
            favourites::set(connection, other.id, (ann.book_id, ann.id), true)?;
            let (_, seen) = contacts::find(connection, owner, ann.id)?.unwrap();
            Ok::<_, persistence::DbError>(seen)
        })
        .await
        .unwrap();
    assert!(!seen.starred);
}

#[tokio::test]
async fn books_are_counted_without_a_counter() {
    let world = World::new().await;
    let (book, user) = (world.book, world.user.id);
    let count = |world: &World| {
        let db = world.db.clone();
        async move {
            db.run::<_, persistence::DbError>(move |connection| {
                Ok(revisions::counts(connection, &[book.id])?)
            })
            .await
            .unwrap()
        }
    };
    assert_eq!(count(&world).await, [(book.id, 0)]);
    let ann = create(&world, named("Ann")).await;
    create(&world, named("Bob")).await;
    assert_eq!(count(&world).await, [(book.id, 2)]);
    world
        .run(move |connection| revisions::since(connection, book.id, 0, 10))
        .await;
    assert_eq!(
        count(&world).await,
        [(book.id, 2)],
        "numbering changes nothing"
    );
    world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            contacts::edit(connection, &locked, &named("Anna"), &author(user))?;
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            contacts::delete(connection, &locked, &author(user))
        })
        .await;
    assert_eq!(count(&world).await, [(book.id, 1)]);
    world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            contacts::restore(connection, &locked, &author(user))
        })
        .await;
    assert_eq!(count(&world).await, [(book.id, 2)]);
}

#[tokio::test]
async fn a_moved_contact_is_found_in_its_new_book_only() {
    let world = World::new().await;
    let (user, from) = (world.user.id, world.book);
    let ann = create(&world, named("Ann")).await;
    let (to, counts) = world
        .run(move |connection| {
            favourites::set(connection, user, (ann.book_id, ann.id), true)?;
            let id = books::create(connection, user, "Work", Default::default(), false)?;
            let to = books::find(connection, user, id)?.1.unwrap();
            let (_, locked) = contacts::lock(connection, user, ann.id)?.unwrap();
            let card = Card::parse(locked.vcard.as_bytes()).unwrap();
            let moved = contacts::move_to(connection, &locked, to, &card, &author(user))?;
            assert_eq!(
                (moved.id, moved.book_id, moved.starred),
                (ann.id, to.id, true)
            );
            Ok((to, revisions::counts(connection, &[from.id, to.id])?))
        })
        .await;
    assert_eq!(counts.iter().find(|(id, _)| *id == from.id).unwrap().1, 0);
    assert_eq!(counts.iter().find(|(id, _)| *id == to.id).unwrap().1, 1);
    assert_eq!(names(&world, "ann").await, [""; 0]);
    let mut asked = Asked::all(&world).query("ann");
    asked.books = vec![to];
    assert_eq!(asked.names(&world, 9).await, ["Ann"]);
    let log =
        |book: BookRef| world.run(move |connection| revisions::since(connection, book.id, 0, 9));
    let actions = |log: Vec<revisions::Revision>| -> Vec<String> {
        log.into_iter().map(|revision| revision.action).collect()
    };
    assert_eq!(actions(log(from).await), ["create", "leave"]);
    assert_eq!(actions(log(to).await), ["enter"]);
}
