//! Keys that make a request safe to repeat.

use persistence::contacts;
use persistence::idempotency::{Earlier, look_up, remember};

use crate::support::{World, named};

#[tokio::test]
async fn a_key_is_remembered_with_what_it_made_and_for_what() {
    let world = World::new().await;
    let (user, book, author) = (world.user.id, world.book, world.author());
    let made = world
        .run(move |connection| {
            assert!(matches!(
                look_up(connection, user, "k", b"request")?,
                Earlier::Never
            ));
            let contact = contacts::create(connection, book, &named("Ann"), &author)?;
            remember(connection, user, "k", b"request", contact.id)?;
            Ok(contact.id)
        })
        .await;
    world
        .run(move |connection| {
            assert!(matches!(look_up(connection, user, "k", b"request")?, Earlier::Made(id) if id == made));
            assert!(matches!(look_up(connection, user, "k", b"another")?, Earlier::Misused));
            assert!(matches!(look_up(connection, user, "K", b"request")?, Earlier::Never));
            Ok(())
        })
        .await;
}
