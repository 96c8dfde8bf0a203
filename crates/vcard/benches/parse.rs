//! How fast cards are read and written: `cargo bench -p vcard`.

use std::hint::black_box;
use std::time::Instant;

use vcard::{Card, NewProperty, Version};

fn main() {
    let small = include_str!("../tests/fixtures/google-3.vcf").to_owned();
    let mut with_photo = Card::new(Version::V3);
    with_photo.insert(NewProperty::text("FN", "Анна Пример"));
    let photo = "/9j/4AAQSkZJRgAB".repeat(8_000);
    with_photo.insert(
        NewProperty::new("PHOTO")
            .param("ENCODING", &["b"])
            .value(&photo),
    );
    measure("card of a phone book", &small, 200_000);
    measure(
        "card with a photo of 128 KB",
        &with_photo.to_string(),
        2_000,
    );
}

fn measure(what: &str, text: &str, rounds: u32) {
    let parse = Instant::now();
    for _ in 0..rounds {
        black_box(Card::parse(black_box(text.as_bytes())).expect("the card is valid"));
    }
    report(what, "read", text.len(), rounds, parse);
    let card = Card::parse(text.as_bytes()).expect("the card is valid");
    let write = Instant::now();
    for _ in 0..rounds {
        black_box(black_box(&card).to_string());
    }
    report(what, "write", text.len(), rounds, write);
}

fn report(what: &str, verb: &str, bytes: usize, rounds: u32, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    let count = f64::from(rounds);
    let speed = bytes as f64 * count / 1e6 / seconds;
    let each = seconds * 1e6 / count;
    println!("{what} ({bytes} bytes), {verb}: {speed:.0} MB/s, {each:.2} us each");
}
