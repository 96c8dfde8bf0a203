//! The largest card that is accepted costs no more than a moment.

use domain::*;
use vcard::Card;

#[test]
fn a_card_of_ten_thousand_labelled_phones_is_read_and_emptied() {
    let lines: String = (0..6_660)
        .map(|n| format!("item{n}.TEL:{n}\r\nitem{n}.X-ABLabel:no {n}\r\nNOTE:{n}\r\n"))
        .collect();
    let text = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\n{lines}END:VCARD\r\n");
    let mut card = Card::parse(text.as_bytes()).unwrap();
    let fields = card::read(&card);
    assert_eq!(fields.phones.len(), 6_660);

    let mut phones = fields.phones;
    phones.truncate(validate::MAX_ENTRIES);
    phones[0].label = Some("first".into());
    let edit = ContactEdit {
        phones: Change::Set(phones),
        note: Change::Clear,
        ..ContactEdit::default()
    };
    card::apply(&mut card, &edit);
    assert_eq!(card.properties().count(), 1 + 2 * validate::MAX_ENTRIES);
    // Line by line it was many times that, even where nothing else runs.
}

#[test]
fn a_contact_with_as_much_of_everything_as_is_accepted_is_made_and_read() {
    let many = || 0..validate::MAX_ENTRIES;
    let label = |n: usize| Some(format!("no {n}"));
    let edit = ContactEdit {
        ims: Change::Set(
            many()
                .map(|n| Im {
                    value: n.to_string(),
                    service: label(n),
                    label: label(n),
                    ..Im::default()
                })
                .collect(),
        ),
        dates: Change::Set(
            many()
                .map(|n| ContactDate {
                    key: Default::default(),
                    value: PartialDate::new(Some(1000 + n as u16), None, None).unwrap(),
                    r#type: Some(DateType::Anniversary),
                    label: label(n),
                })
                .collect(),
        ),
        relations: Change::Set(
            many()
                .map(|n| Relation {
                    value: n.to_string(),
                    r#type: Some(RelationType::Mother),
                    ..Relation::default()
                })
                .collect(),
        ),
        labels: Change::Set(many().map(|n| n.to_string()).collect()),
        custom: Change::Set(
            many()
                .map(|n| CustomField {
                    key: Default::default(),
                    label: n.to_string(),
                    value: n.to_string(),
                })
                .collect(),
        ),
        ..ContactEdit::default()
    };
    let mut card = card::create(&edit, Uuid::nil());
    let fields = card::read(&card);
    assert_eq!(Change::Set(fields.relations), edit.relations);
    assert_eq!(Change::Set(fields.labels), edit.labels);
    card::apply(&mut card, &edit);
    assert_eq!(card::read(&card).ims.len(), validate::MAX_ENTRIES);
}
