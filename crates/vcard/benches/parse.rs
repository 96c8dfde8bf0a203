//! How fast cards are read and written: `cargo bench -p vcard`. Files of growing size show that the work is linear.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use vcard::{Card, Limits, NewProperty, Version, pieces};

fn main() {
    divan::main();
}

const CARD: &str = include_str!("../tests/fixtures/google-3.vcf");

fn with_photo() -> String {
    let mut card = Card::new(Version::V3);
    card.insert(NewProperty::text("FN", "Анна Пример"));
    let photo = "/9j/4AAQSkZJRgAB".repeat(8_000);
    card.insert(
        NewProperty::new("PHOTO")
            .param("ENCODING", &["b"])
            .value(&photo),
    );
    card.to_string()
}

/// A file of so many cards, cut, read and written.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn file(bencher: Bencher<'_, '_>, cards: usize) {
    let file = CARD.repeat(cards);
    bencher
        .counter(BytesCount::new(file.len()))
        .bench_local(|| {
            let read = pieces(black_box(file.as_bytes()))
                .map(|piece| piece.parse(&Limits::default()).expect("the card is valid"));
            read.map(|card| card.to_string().len()).sum::<usize>()
        });
}

#[divan::bench]
fn read_one(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(CARD.len()))
        .bench_local(|| Card::parse(black_box(CARD.as_bytes())));
}

#[divan::bench]
fn read_one_with_a_photo(bencher: Bencher<'_, '_>) {
    let text = with_photo();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| Card::parse(black_box(text.as_bytes())));
}

/// The slowest card that the limits allow: 20,000 properties.
#[divan::bench(args = [5_000, 10_000, 20_000 - 3], sample_count = 20)]
fn properties(bencher: Bencher<'_, '_>, lines: usize) {
    let text = format!(
        "BEGIN:VCARD\nVERSION:3.0\n{}END:VCARD\n",
        "item1.TEL;TYPE=\"home,x\";PREF=1:1\n".repeat(lines)
    );
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| Card::parse(black_box(text.as_bytes())));
}
