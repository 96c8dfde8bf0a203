//! Labels: what their owner calls them and tells them apart by. Who has one is written in the cards.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::label::label_key;
use domain::search::Expression;
use domain::{Color, Label, LabelEdit};
use uuid::Uuid;

use super::books::BookRef;
use super::terms::tsquery;
use crate::schema::{contacts, labels};

/// The constraint that keeps names of labels apart; callers turn its violation into a field error.
pub const LABEL_TAKEN: &str = "labels_name_key";

/// So many bytes the key of a label has at most: more do not fit into its index.
const LONGEST: usize = 1_000;

type Row = (Uuid, String, String);

fn label((id, name, color): Row) -> Label {
    Label {
        id,
        name,
        color: Color::from_word(&color).unwrap_or_default(),
    }
}

/// The labels of a person.
pub fn list(connection: &mut PgConnection, owner: Uuid) -> QueryResult<Vec<Label>> {
    let rows: Vec<Row> = labels::table
        .filter(labels::owner_id.eq(owner))
        .order((labels::name_key, labels::id))
        .select((labels::id, labels::name, labels::color))
        .load(connection)?;
    Ok(rows.into_iter().map(label).collect())
}

/// One label of a person.
pub fn find(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> QueryResult<Option<Label>> {
    labels::table
        .find((owner, id))
        .select((labels::id, labels::name, labels::color))
        .first::<Row>(connection)
        .optional()
        .map(|row| row.map(label))
}

/// The same, and nobody else renames or deletes it until the transaction ends.
pub fn lock(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> QueryResult<Option<Label>> {
    labels::table
        .find((owner, id))
        .select((labels::id, labels::name, labels::color))
        .for_update()
        .first::<Row>(connection)
        .optional()
        .map(|row| row.map(label))
}

/// The same for those who need it to stay as it is, and do not change it.
pub fn hold(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> QueryResult<Option<Label>> {
    labels::table
        .find((owner, id))
        .select((labels::id, labels::name, labels::color))
        .for_key_share()
        .first::<Row>(connection)
        .optional()
        .map(|row| row.map(label))
}

/// Makes a label.
pub fn create(
    connection: &mut PgConnection,
    owner: Uuid,
    name: &str,
    color: Color,
) -> QueryResult<Label> {
    diesel::insert_into(labels::table)
        .values((
            labels::owner_id.eq(owner),
            labels::id.eq(Uuid::now_v7()),
            labels::name.eq(name),
            labels::name_key.eq(label_key(name)),
            labels::color.eq(color.as_str()),
        ))
        .returning((labels::id, labels::name, labels::color))
        .get_result::<Row>(connection)
        .map(label)
}

/// Renames or recolours a label; the cards are the caller's to change.
pub fn change(
    connection: &mut PgConnection,
    owner: Uuid,
    id: Uuid,
    edit: &LabelEdit,
) -> QueryResult<()> {
    let this = labels::table.find((owner, id));
    if let Some(name) = edit.name.as_deref().map(str::trim) {
        diesel::update(this)
            .set((labels::name.eq(name), labels::name_key.eq(label_key(name))))
            .execute(connection)?;
    }
    if let Some(color) = edit.color {
        diesel::update(this)
            .set(labels::color.eq(color.as_str()))
            .execute(connection)?;
    }
    Ok(())
}

/// Deletes a label; the cards are the caller's to change.
pub fn delete(connection: &mut PgConnection, owner: Uuid, id: Uuid) -> QueryResult<()> {
    diesel::delete(labels::table.find((owner, id)))
        .execute(connection)
        .map(|_| ())
}

/// Spells labels that somebody asks for as their owner does: no two of them differ by case or accents alone.
pub fn spell(connection: &mut PgConnection, owner: Uuid, asked: &mut [String]) -> QueryResult<()> {
    if asked.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = asked.iter().map(|name| label_key(name)).collect();
    let known: HashMap<String, String> = labels::table
        .filter(labels::owner_id.eq(owner))
        .filter(labels::name_key.eq_any(&keys))
        .select((labels::name_key, labels::name))
        .load(connection)?
        .into_iter()
        .collect();
    for (name, key) in asked.iter_mut().zip(keys) {
        if let Some(known) = known.get(&key) {
            name.clone_from(known);
        }
    }
    Ok(())
}

/// Labels that come in with a card get a place among those of their owner.
pub fn know(connection: &mut PgConnection, owner: Uuid, names: &[String]) -> QueryResult<()> {
    // In one order for all, so that two that meet wait for each other and do not lock each other out.
    let mut unknown: BTreeMap<String, &String> = BTreeMap::new();
    for name in names {
        let key = label_key(name);
        // A card from elsewhere may say anything; what is longer than a name stays in the card alone.
        if key.len() <= LONGEST {
            unknown.entry(key).or_insert(name);
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    // Whoever renames or deletes one of them waits until this card can be seen, and whoever was about to is waited for.
    let known: Vec<String> = labels::table
        .filter(labels::owner_id.eq(owner))
        .filter(labels::name_key.eq_any(unknown.keys()))
        .order(labels::name_key)
        .select(labels::name_key)
        .for_key_share()
        .load(connection)?;
    for key in known {
        unknown.remove(&key);
    }
    let rows: Vec<_> = unknown
        .into_iter()
        .map(|(key, name)| {
            (
                labels::owner_id.eq(owner),
                labels::id.eq(Uuid::now_v7()),
                labels::name.eq(name),
                labels::color.eq(Color::of_name(&key).as_str()),
                labels::name_key.eq(key),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(labels::table)
        .values(rows)
        .on_conflict_do_nothing()
        .execute(connection)
        .map(|_| ())
}

/// The contacts of a book that have a label, deleted ones too: a name must not come back with them.
pub fn members(
    connection: &mut PgConnection,
    book: BookRef,
    label: &str,
) -> QueryResult<Vec<Uuid>> {
    let Some(asked) = tsquery(book.number, &Expression::has_label(label)) else {
        return Ok(Vec::new());
    };
    contacts::table
        .filter(contacts::book_id.eq(book.id))
        .filter(
            diesel::dsl::sql::<diesel::sql_types::Bool>("contacts.terms @@ ")
                .bind::<diesel::sql_types::Text, _>(asked)
                .sql("::tsquery"),
        )
        .select(contacts::id)
        .load(connection)
}
