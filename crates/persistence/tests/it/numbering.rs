//! Numbers of revisions under concurrent writers and readers: no gap, and none behind one already read.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use persistence::revisions::{self, Revision};
use persistence::{DbError, contacts};
use uuid::Uuid;

use crate::support::{World, named};

const WRITERS: usize = 6;
const READERS: usize = 3;
const WRITES: usize = 30;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_have_no_gaps_and_never_appear_behind_a_reader() {
    let world = Arc::new(World::with_pool(12).await);
    // What all of them change, one after the other.
    let (book, author) = (world.book, world.author());
    let shared = world
        .run(move |connection| Ok(contacts::create(connection, book, &named("All"), &author)?.id))
        .await;
    let writing = Arc::new(AtomicUsize::new(WRITERS));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (world, writing) = (world.clone(), writing.clone());
            tokio::spawn(async move {
                for round in 0..WRITES {
                    write(&world, writer, round).await;
                    let name = format!("All {writer} {round}");
                    edit(&world, shared, &name, Duration::from_millis(1)).await;
                }
                writing.fetch_sub(1, Ordering::SeqCst);
            })
        })
        .collect();
    let readers: Vec<_> = (0..READERS)
        .map(|_| tokio::spawn(read_all(world.clone(), writing.clone())))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    for reader in readers {
        let log = reader.await.unwrap();
        assert_eq!(log.len(), 1 + WRITERS * WRITES * 3);
        let mut versions: HashMap<Uuid, i64> = HashMap::new();
        for revision in log {
            let last = versions
                .insert(revision.contact_id, revision.version)
                .unwrap_or(0);
            assert_eq!(
                revision.version,
                last + 1,
                "changes of one contact come in their order"
            );
        }
    }
}

/// Creates and edits a contact in two transactions that stay open for various times after their insert, so that
/// they commit in another order than they wrote.
async fn write(world: &World, writer: usize, round: usize) {
    let (book, author) = (world.book, world.author());
    let pause = Duration::from_millis(((writer * 7 + round * 3) % 12) as u64);
    let id = world
        .run(move |connection| {
            let contact = contacts::create(connection, book, &named("Ann"), &author)?;
            std::thread::sleep(pause);
            Ok(contact.id)
        })
        .await;
    edit(world, id, "Bea", pause / 2).await;
}

async fn edit(world: &World, id: Uuid, name: &str, pause: Duration) {
    let (user, author, card) = (world.user.id, world.author(), named(name));
    world
        .run(move |connection| {
            let (_, locked) = contacts::lock(connection, user, id)?.unwrap();
            contacts::edit(connection, &locked, &card, &author)?;
            std::thread::sleep(pause);
            Ok(())
        })
        .await;
}

/// Follows the log as sync does: always from the last number it saw.
async fn read_all(world: Arc<World>, writing: Arc<AtomicUsize>) -> Vec<Revision> {
    let mut log: Vec<Revision> = Vec::new();
    loop {
        let all_written = writing.load(Ordering::SeqCst) == 0;
        let (book, after) = (world.book.id, log.last().map_or(0, |revision| revision.seq));
        let fresh = world
            .db
            .run(move |connection| Ok::<_, DbError>(revisions::since(connection, book, after, 17)?))
            .await
            .unwrap();
        let is_done = fresh.is_empty() && all_written;
        for revision in fresh {
            let expected = log.last().map_or(1, |last| last.seq + 1);
            assert_eq!(
                revision.seq, expected,
                "a number is missing, or came too late"
            );
            log.push(revision);
        }
        if is_done {
            return log;
        }
        tokio::task::yield_now().await;
    }
}
