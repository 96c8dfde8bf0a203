//! An edit by the API touches the lines of its field, and no other one: on the card of every program that there is a fixture of.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};
use uuid::Uuid;

/// A list of the API, an entry to add to it, and the names of the lines that may say so.
struct List {
    name: &'static str,
    /// What of an entry says it, and something else for it to say.
    says: &'static str,
    other: &'static str,
    entry: fn() -> Value,
    lines: &'static [&'static str],
}

/// A label of one's own is a line of its own.
const LABEL: &str = "X-ABLABEL";

/// What is a nickname goes with it.
const NICKNAMES: &[&str] = &["NICKNAME", "X-ANDROID-CUSTOM"];

const LISTS: [List; 9] = [
    List {
        name: "phones",
        says: "value",
        other: "changed",
        entry: || json!({"value": "+1 555 0100", "label": "Boat", "pref": true}),
        lines: &["TEL", LABEL],
    },
    List {
        name: "emails",
        says: "value",
        other: "changed",
        entry: || json!({"value": "new@example.org", "type": "work"}),
        lines: &["EMAIL", LABEL],
    },
    List {
        name: "addresses",
        says: "street",
        other: "2 Other Street",
        entry: || json!({"street": "1 New Street\nBack door", "locality": "Nowhere", "label": "Hut"}),
        lines: &["ADR", "LABEL", "X-ABADR", LABEL],
    },
    List {
        name: "urls",
        says: "value",
        other: "changed",
        entry: || json!({"value": "https://example.org/new", "label": "Shop"}),
        lines: &["URL", LABEL],
    },
    List {
        name: "ims",
        says: "value",
        other: "changed",
        entry: || json!({"value": "@new", "service": "telegram", "label": "At night"}),
        lines: &[
            "IMPP",
            "X-SOCIALPROFILE",
            "SOCIALPROFILE",
            "X-AIM",
            "X-GTALK",
            "X-GOOGLE-TALK",
            "X-ICQ",
            "X-JABBER",
            "X-MSN",
            "X-QQ",
            "X-SKYPE",
            "X-SKYPE-USERNAME",
            "X-TWITTER",
            "X-YAHOO",
            "X-MS-IMADDRESS",
            LABEL,
        ],
    },
    List {
        name: "dates",
        says: "value",
        other: "2012-05-06",
        entry: || json!({"value": "2011-06-18", "label": "Moved in"}),
        lines: &[
            "X-ABDATE",
            "ANNIVERSARY",
            "X-ANNIVERSARY",
            "X-EVOLUTION-ANNIVERSARY",
            "X-ANDROID-CUSTOM",
            LABEL,
        ],
    },
    List {
        name: "relations",
        says: "value",
        other: "changed",
        entry: || json!({"value": "Somebody", "type": "friend"}),
        lines: &[
            "RELATED",
            "X-ABRELATEDNAMES",
            "X-SPOUSE",
            "X-MANAGER",
            "X-ASSISTANT",
            "X-ANDROID-CUSTOM",
            "AGENT",
            LABEL,
        ],
    },
    List {
        name: "labels",
        says: "",
        other: "",
        entry: || json!("Brand new"),
        lines: &["CATEGORIES"],
    },
    List {
        name: "custom",
        says: "value",
        other: "changed",
        entry: || json!({"label": "Hat size", "value": "58; wide"}),
        lines: &[
            "X-BLOKNOTIK-FIELD",
            "X-ABLABEL",
            "X-CUSTOM1",
            "X-CUSTOM2",
            "X-CUSTOM3",
            "X-CUSTOM4",
        ],
    },
];

/// Edits of what there is one of, and the names of the lines that they may touch.
fn single() -> Vec<(Value, &'static [&'static str])> {
    vec![
        (
            json!({"name": {"given": "Renamed", "full": "Renamed"}}),
            &["N", "FN"],
        ),
        (
            json!({"name": {"phonetic_given": "Ri-naimd"}}),
            &["X-PHONETIC-FIRST-NAME", "SORT-AS", "N"],
        ),
        (json!({"nickname": "Nick, the new"}), NICKNAMES),
        (json!({"nickname": null}), NICKNAMES),
        (
            json!({"org": {"name": "New; Inc.", "units": ["A", "B"]}}),
            &["ORG"],
        ),
        (json!({"org": {"title": "Chief"}}), &["TITLE"]),
        (json!({"org": {"role": "Boss"}}), &["ROLE"]),
        (json!({"birthday": "--02-29"}), &["BDAY"]),
        (json!({"birthday": null}), &["BDAY"]),
        (json!({"note": "one\ntwo, three; \u{202e}four"}), &["NOTE"]),
        (json!({"note": null}), &["NOTE"]),
        (
            json!({"kind": "org"}),
            &["KIND", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"],
        ),
    ]
}

#[tokio::test]
async fn editing_each_field_spares_every_other_line_of_every_fixture() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut tried = 0;
    for (name, card) in fixtures() {
        let path = keep(&app, &ann, card).await;
        let mut before = card_of(&ann, &path).await;
        for (edit, lines) in single() {
            let what = format!("{name}: {edit}");
            let (contact, after) = edited(&ann, &path, edit.clone(), &before, lines, &what).await;
            assert!(says(&contact, &edit), "{what}: {contact}");
            before = after;
        }
        for list in &LISTS {
            let what = |how: &str| format!("{name}: {how} in {}", list.name);
            let had = ann.get(&path).await.body[list.name].clone();
            let mut entries = had.as_array().unwrap().clone();
            entries.push((list.entry)());
            let edit = json!({list.name: entries});
            let added = edited(&ann, &path, edit, &before, list.lines, &what("one more")).await;
            // What was there has not even been written anew; labels share a line.
            if list.name != "labels" {
                assert!(is_within(&before, &added.1), "{}", what("one more"));
            }
            let mut entries = added.0[list.name].as_array().unwrap().clone();
            assert_eq!(
                entries.len(),
                had.as_array().unwrap().len() + 1,
                "{}",
                what("one more")
            );
            let mut now = added.1;
            // Of the first entry what it says, then what it is called: the lines of the others stay, also those of its kind.
            for (field, value) in [(list.says, list.other), ("label", "Own words")] {
                let Some(part) = entries[0].get_mut(field) else {
                    continue;
                };
                *part = json!(value);
                let edit = json!({list.name: entries.clone()});
                let what = what(&format!("the {field} of the first"));
                let (contact, after) = edited(&ann, &path, edit, &now, list.lines, &what).await;
                assert_eq!(contact[list.name][0][field], value, "{what}");
                let (gone, new) = (missing(&now, &after), missing(&after, &now));
                assert!(
                    gone.len() <= 2 && new.len() <= 2,
                    "{what}: {gone:?} {new:?}"
                );
                assert!(!new.is_empty(), "{what}");
                now = after;
                entries = contact[list.name].as_array().unwrap().clone();
            }
            let edit = json!({list.name: []});
            let emptied = edited(&ann, &path, edit, &now, list.lines, &what("all")).await;
            assert_eq!(emptied.0[list.name], json!([]), "{}", what("all"));
            before = emptied.1;
        }
        tried += 1;
    }
    assert!(tried > 15, "{tried}");
}

/// The cards of all fixtures that hold one alone.
fn fixtures() -> Vec<(String, vcard::Card)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../vcard/tests/fixtures");
    let files = std::fs::read_dir(folder).unwrap();
    files
        .filter_map(|entry| {
            let entry = entry.unwrap();
            let bytes = std::fs::read(entry.path()).unwrap();
            let card = vcard::Card::parse(&bytes).ok()?;
            Some((entry.file_name().to_string_lossy().into_owned(), card))
        })
        .collect()
}

/// Puts the card into the book as it is, and answers the contact's path.
pub async fn keep(app: &TestApp, ann: &Client, card: vcard::Card) -> String {
    let me = ann.get("/api/v1/me").await.body;
    let user: Uuid = me["id"].as_str().unwrap().parse().unwrap();
    let contact = app
        .db
        .run(move |connection| {
            let book = persistence::books::default_of(connection, user)?;
            let author = persistence::revisions::Author {
                user,
                client: "test".into(),
                operation: Uuid::now_v7(),
            };
            Ok::<_, persistence::DbError>(persistence::contacts::create(
                connection, book, &card, &author,
            )?)
        })
        .await
        .unwrap();
    format!("/api/v1/contacts/{}", contact.id)
}

/// Whether a contact says what an edit asked for. What is emptied is empty or not there.
fn says(contact: &Value, edit: &Value) -> bool {
    match edit {
        Value::Object(parts) => parts.iter().all(|(name, part)| says(&contact[name], part)),
        Value::Null => contact.is_null() || contact == "",
        edit => contact == edit,
    }
}

pub async fn card_of(ann: &Client, path: &str) -> String {
    ann.clone()
        .with("accept", "text/vcard")
        .get(path)
        .await
        .text
}

/// The contact and its card after an edit that may touch only these lines.
async fn edited(
    ann: &Client,
    path: &str,
    edit: Value,
    before: &str,
    lines: &[&str],
    what: &str,
) -> (Value, String) {
    let answer = ann.patch(path, edit).await;
    assert_eq!(answer.status, StatusCode::OK, "{what}: {}", answer.text);
    let after = card_of(ann, path).await;
    assert_eq!(others(&after, lines), others(before, lines), "{what}");
    (answer.body, after)
}

/// All lines but those of these names and the one that says when; a folded one is whole.
fn others<'a>(card: &'a str, names: &[&str]) -> Vec<&'a str> {
    let mut is_other = true;
    card.split_inclusive('\n')
        .filter(|line| {
            if !line.starts_with([' ', '\t']) {
                let name = line.split([':', ';']).next().unwrap_or_default();
                let name = name.rsplit('.').next().unwrap_or_default().trim();
                let is_one = |one: &&str| one.eq_ignore_ascii_case(name);
                is_other = !["REV"].iter().chain(names).any(is_one);
            }
            is_other
        })
        .collect()
}

/// The lines of the one that are not in the other; a folded one is one.
fn missing(one: &str, other: &str) -> Vec<String> {
    let unfolded = |card: &str| card.replace("\r\n ", "").replace("\r\n\t", "");
    let (one, other) = (unfolded(one), unfolded(other));
    let mut there = others(&other, &[]);
    let mut is_missing = |line: &&str| match there.iter().position(|one| one == line) {
        Some(place) => {
            there.remove(place);
            false
        }
        None => true,
    };
    let lines = others(&one, &[]).into_iter();
    lines
        .filter(|line| is_missing(line))
        .map(str::to_owned)
        .collect()
}

/// Whether all lines of the one are in the other, in their order.
fn is_within(before: &str, after: &str) -> bool {
    let mut after = others(after, &[]).into_iter();
    others(before, &[])
        .into_iter()
        .all(|line| after.any(|one| one == line))
}

#[tokio::test]
async fn a_form_sent_by_a_browser_spares_what_it_does_not_show() {
    let app = TestApp::start();
    let browser = crate::pages::browser(&app, "ann").await;
    let ann = browser.clone().with("accept", "application/json");
    for (name, card) in fixtures() {
        let path = keep(&app, &ann, card).await;
        let page = format!("{}/edit", path.trim_start_matches("/api/v1"));
        let before = card_of(&ann, &path).await;
        let form = form_in(&browser.get(&page).await.text);
        let send = async |form: &[(String, String)]| {
            let body = serde_urlencoded::to_string(form).unwrap();
            let answer = browser.form(&page, &body).await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{name}: {}",
                answer.text
            );
            card_of(&ann, &path).await
        };
        assert_eq!(send(&form).await, before, "{name}: nothing was typed");
        let changed = form.into_iter().map(|(input, text)| {
            let text = if input == "nickname" {
                "New".to_owned()
            } else {
                text
            };
            (input, text)
        });
        let changed: Vec<_> = changed.collect();
        let after = send(&changed).await;
        assert_eq!(ann.get(&path).await.body["nickname"], "New", "{name}");
        let spared = |card: &str| -> Vec<String> {
            let lines = others(card, &["NICKNAME"]).into_iter();
            let lines = lines.filter(|line| !line.contains("cursor.item/nickname;"));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(spared(&after), spared(&before), "{name}");
    }
}

/// The names and values of the contact's form, as a browser sends them that nobody has typed into.
fn form_in(page: &str) -> Vec<(String, String)> {
    let inside = page.find("name=\"etag\"").expect("the form of a contact");
    let begin = page[..inside].rfind("<form").unwrap();
    let form = &page[begin..begin + page[begin..].find("</form>").unwrap()];
    let mut sent: Vec<(String, String)> = Vec::new();
    let mut select: Option<(String, Option<String>)> = None;
    for piece in form.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let has = |word: &str| {
            tag.split_whitespace()
                .any(|one| one.split('=').next() == Some(word))
        };
        let value = |name: &str| {
            let value = tag.split(&format!(" {name}=\"")).nth(1)?;
            Some(unescaped(value.split('"').next()?))
        };
        match tag.split_whitespace().next().unwrap_or_default() {
            "input" => {
                let kind = value("type").unwrap_or_default();
                let is_sent = match kind.as_str() {
                    "checkbox" | "radio" => has("checked"),
                    "file" | "submit" | "button" => false,
                    _ => true,
                };
                if let Some(name) = value("name").filter(|_| is_sent) {
                    let text = value("value").unwrap_or_default();
                    sent.push((name, text.replace(['\r', '\n'], "")));
                }
            }
            "textarea" => {
                let text = unescaped(text).replace("\r\n", "\n").replace('\r', "\n");
                let text = text.strip_prefix('\n').unwrap_or(&text);
                sent.push((value("name").unwrap(), text.replace('\n', "\r\n")));
            }
            "select" => select = value("name").map(|name| (name, None)),
            "option" => {
                if let Some((_, chosen)) = &mut select
                    && (chosen.is_none() || has("selected"))
                {
                    *chosen = value("value").or_else(|| Some(unescaped(text)));
                }
            }
            "/select" => sent.extend(
                select
                    .take()
                    .and_then(|(name, chosen)| Some((name, chosen?))),
            ),
            _ => {}
        }
    }
    sent
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
