//! The door to the pool: what happens when there are too few connections, or one is lost.

use std::time::Duration;

use diesel::{RunQueryDsl, sql_query};
use persistence::{Database, DbError, Settings, books};

use crate::support::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_gets_busy_instead_of_waiting_for_ever() {
    let world = World::new().await;
    let settings = Settings {
        pool_size: 1,
        wait: Duration::from_millis(100),
        ..Settings::new(&world.url)
    };
    let db = Database::new(&settings);
    let (started, has_started) = tokio::sync::oneshot::channel();
    let slow = tokio::spawn({
        let db = db.clone();
        async move {
            db.read::<_, DbError>(move |_| {
                let _ = started.send(());
                std::thread::sleep(Duration::from_millis(600));
                Ok(())
            })
            .await
        }
    });
    has_started.await.unwrap();
    let refused = db.read::<_, DbError>(|_| Ok(())).await;
    assert!(matches!(refused, Err(DbError::Busy)), "{refused:?}");
    slow.await.unwrap().unwrap();
    db.read::<_, DbError>(|_| Ok(()))
        .await
        .expect("and afterwards it works again");
}

#[tokio::test]
async fn a_panic_rolls_back_and_leaves_the_pool_whole() {
    let world = World::with_pool(1).await;
    let owner = world.user.id;
    let result: Result<(), DbError> = world
        .db
        .run(move |connection| {
            books::create(connection, owner, "half", Default::default(), false)?;
            panic!("a bug in a handler");
        })
        .await;
    assert!(matches!(result, Err(DbError::Panicked)), "{result:?}");
    let books = world
        .run(move |connection| books::list(connection, owner))
        .await;
    assert_eq!(books.len(), 1);
}

#[tokio::test]
async fn lost_connections_cost_one_error_and_then_all_is_well() {
    let world = World::with_pool(4).await;
    // Fill the pool, then take all of its connections away behind its back.
    let fill: Vec<_> = (0..4)
        .map(|_| {
            let db = world.db.clone();
            tokio::spawn(async move {
                db.read::<_, DbError>(|_| {
                    std::thread::sleep(Duration::from_millis(100));
                    Ok(())
                })
                .await
            })
        })
        .collect();
    for task in fill {
        task.await.unwrap().unwrap();
    }
    let other = Database::new(&Settings::new(&world.url));
    other
        .read::<_, DbError>(|connection| {
            sql_query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .execute(connection)?;
            Ok(())
        })
        .await
        .unwrap();
    let ask = || {
        world
            .db
            .read::<_, DbError>(|connection| Ok(sql_query("SELECT 1").execute(connection)?))
    };
    assert!(matches!(ask().await, Err(DbError::Unavailable(_))));
    for _ in 0..8 {
        ask().await.expect("the pool replaces what died");
    }
}

#[tokio::test]
async fn a_database_that_is_not_there_is_said_to_be_unavailable() {
    let settings = Settings {
        wait: Duration::from_millis(200),
        ..Settings::new("postgres://nobody@/nothing?host=/nonexistent")
    };
    let result = Database::new(&settings)
        .read::<_, DbError>(|_| Ok(()))
        .await;
    assert!(matches!(result, Err(DbError::Unavailable(_))), "{result:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_that_lock_each_other_out_one_hears_that_it_was_busy() {
    use std::sync::{Arc, Barrier};
    let world = crate::support::World::new().await;
    let both = Arc::new(Barrier::new(2));
    let tasks = [[1, 2], [2, 1]].map(|keys| {
        let (db, both) = (world.db.clone(), both.clone());
        tokio::spawn(async move {
            db.run(move |connection| -> Result<(), DbError> {
                let lock = |connection: &mut persistence::PgConnection, key: i64| {
                    diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                        .bind::<diesel::sql_types::BigInt, _>(key)
                        .execute(connection)
                };
                lock(connection, keys[0])?;
                both.wait();
                lock(connection, keys[1])?;
                Ok(())
            })
            .await
        })
    });
    let mut busy = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => {}
            Err(DbError::Busy) => busy += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(busy, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_is_stuck_that_is_full_and_does_nothing() {
    let database = testkit::migrated();
    let db = Database::new(&Settings {
        pool_size: 1,
        ..Settings::new(database.url())
    });
    let (moment, long) = (Duration::from_millis(20), Duration::from_secs(3600));
    let (begun, is_begun) = std::sync::mpsc::channel();
    let (end, is_ended) = std::sync::mpsc::channel::<()>();
    let work = {
        let db = db.clone();
        tokio::spawn(async move {
            db.read::<_, DbError>(move |_| {
                begun.send(()).unwrap();
                is_ended.recv().unwrap();
                Ok(())
            })
            .await
        })
    };
    is_begun.recv().unwrap();
    tokio::time::sleep(moment * 2).await;
    assert!(db.is_stuck_for(moment) && !db.is_stuck_for(long));
    let probe = db.read_soon::<_, DbError>(|_| Ok(())).await;
    assert!(matches!(probe, Err(DbError::Busy)), "{probe:?}");
    end.send(()).unwrap();
    work.await.unwrap().unwrap();
    // However long nobody has asked for anything.
    tokio::time::sleep(moment * 2).await;
    assert!(!db.is_stuck_for(moment));
    db.read_soon::<_, DbError>(|_| Ok(())).await.unwrap();
}
