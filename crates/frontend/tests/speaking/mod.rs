//! The page in every language: no page falls back into another one, and no text was forgotten.

use std::collections::BTreeSet;
use std::path::Path;

use domain::Language;

use crate::fake::{data, render_in};

/// What stays as it is: the product, what the visitors of these tests wrote, and names that need no translation.
const NO_WORDS: [&str; 7] = [
    "QR",
    "Bloknotik",
    "JavaScript",
    "Telegram",
    "English",
    "Brasil",
    "Português",
];

/// Words that the visitor of these tests wrote: a name, a book, and links that are none.
const WRITTEN: [&str; 11] = [
    "ann",
    "Family",
    "friends",
    "javascript",
    "alert",
    "data",
    "text",
    "html",
    "https",
    "example",
    "org",
];

/// Texts that are the same in English and in another language, because they are.
const SAME: [&str; 3] = ["Nome", "{} {} {}", "{name}"];

/// The texts that a person sees or hears of a page.
fn said(html: &str) -> Vec<String> {
    let mut said = Vec::new();
    let body = html.split("<body").nth(1).unwrap_or_default();
    let title = html
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split('<').next());
    said.extend(title.map(str::to_owned));
    for part in body.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else {
            continue;
        };
        if ["script", "style", "/script"]
            .iter()
            .any(|name| tag.starts_with(name))
        {
            continue;
        }
        for attribute in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""] {
            let value = tag
                .split(attribute)
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            said.extend(value.map(str::to_owned));
        }
        said.push(text.to_owned());
    }
    said
}

fn words(text: &str) -> Vec<String> {
    let mut text = text
        .replace("&amp;", " ")
        .replace("&lt;", " ")
        .replace("&gt;", " ");
    for known in NO_WORDS {
        text = text.replace(known, " ");
    }
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| word.len() > 1)
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_persian_page_is_persian_throughout() {
    // Everything that the visitor wrote is Persian, too, so that each Latin word is a forgotten text.
    let contact = data::contact_of("مینا");
    for page in crate::PAGES
        .into_iter()
        .chain(["/settings", "/nowhere", "/?q=هیچ"])
    {
        let address = page.replace("ID", &contact.id.to_string());
        let api = match page {
            "/login" | "/register" => data::signed_out(true, false),
            "/?q=هیچ" => data::book_of(&[]),
            _ => data::book_of(std::slice::from_ref(&contact)),
        };
        let page = render_in(Language::Persian, api, &address).await;
        assert!(
            page.html.contains("<html lang=\"fa\" dir=\"rtl\">"),
            "{address}"
        );
        assert_eq!(
            page.html.matches("href=\"/pkg/fa.wasm\"").count(),
            1,
            "{address}"
        );
        for text in said(&page.html) {
            let mut found = words(&text);
            found.retain(|word| !WRITTEN.contains(&word.as_str()));
            assert!(found.is_empty(), "{address}: {text:?}\n{found:?}");
        }
    }
}

/// The string literals of the files of a language, without those of their tests.
fn literals(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/messages")
        .join(folder);
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in source
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("//"))
        {
            // What a text is chosen by is no text.
            let line = line.split_once("\" => ").map_or(line, |(_, text)| text);
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

#[test]
fn no_text_was_left_in_english() {
    let english = literals("english");
    assert!(english.len() > 300, "the texts were not found");
    for language in ["russian", "persian", "portuguese"] {
        let own = literals(language);
        let same: Vec<_> = own
            .intersection(&english)
            .filter(|text| !SAME.contains(&text.as_str()))
            .filter(|text| text.chars().any(char::is_alphabetic))
            .collect();
        assert!(
            same.is_empty(),
            "{language} says what English says: {same:?}"
        );
        // Whatever else a text in another script may hold, it is not made of Latin letters alone.
        if language != "portuguese" {
            let latin: Vec<_> = own
                .iter()
                .filter(|text| text.chars().any(|c| c.is_ascii_alphabetic()))
                .filter(|text| !text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()))
                .filter(|text| {
                    text.split(['{', '}'])
                        .step_by(2)
                        .any(|part| !words(part).is_empty())
                })
                .filter(|text| {
                    !["ltr", "rtl", "ru", "fa", "one", "few", "many"].contains(&text.as_str())
                })
                .collect();
            assert!(latin.is_empty(), "{language}: {latin:?}");
        }
    }
}

/// Pages in all languages at once, as a busy server renders them: each on one thread, several of them on each.
#[tokio::test]
async fn languages_do_not_mix() {
    let contact = data::contact_of("42");
    let edit = format!("/contacts/{}/edit", contact.id);
    let view = format!("/contacts/{}", contact.id);
    let addresses = ["/", &*edit, &*view, "/notes", "/settings", "/nowhere"];
    let mut alone = Vec::new();
    for language in Language::ALL {
        for address in addresses {
            let api = data::book_of(std::slice::from_ref(&contact));
            let html = render_in(language, api, address).await.html;
            alone.push((language, address, said(&html)));
        }
    }
    let thread = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let pages = alone.iter().map(|(language, address, expected)| {
            let api = data::book_of(std::slice::from_ref(&contact));
            async move {
                let page = render_in(*language, api, address).await;
                assert_eq!(said(&page.html), *expected, "{language:?} {address}");
            }
        });
        runtime.block_on(futures::future::join_all(pages));
    };
    std::thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(thread);
        }
    });
}
