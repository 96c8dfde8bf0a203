//! The tables as Diesel sees them; `tests/schema.rs` compares them with what the migrations make.
#![allow(
    missing_docs,
    clippy::allow_attributes,
    reason = "the migrations document the columns"
)]

diesel::table! {
    users (id) {
        id -> Uuid,
        username -> Text,
        username_key -> Text,
        display_name -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        admin -> Bool,
        disabled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        name_order -> Text,
        language -> Nullable<Text>,
        shortcuts -> Bool,
    }
}

diesel::table! {
    server_key (id) {
        id -> Bool,
        print -> Bytea,
        since -> Timestamptz,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Bytea,
        user_id -> Uuid,
        client -> Text,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        id -> Uuid,
        name -> Nullable<Text>,
        seen_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    pings (id) {
        id -> Int8,
        at -> Timestamptz,
    }
}

diesel::table! {
    books (id) {
        id -> Uuid,
        owner_id -> Uuid,
        name -> Text,
        is_default -> Bool,
        created_at -> Timestamptz,
        number -> Int8,
        color -> Text,
        counted -> Int8,
        deleted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::queries::terms::Tsvector;

    contacts (book_id, id) {
        book_id -> Uuid,
        id -> Uuid,
        version -> Int8,
        vcard -> Text,
        uid -> Text,
        fields -> Jsonb,
        projection -> Int2,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        deleted_at -> Nullable<Timestamptz>,
        sort_given -> Bytea,
        sort_family -> Bytea,
        sort_org -> Bytea,
        terms -> Tsvector,
        birthday -> Nullable<Int2>,
    }
}

diesel::table! {
    revisions (book_id, entry) {
        book_id -> Uuid,
        entry -> Int8,
        seq -> Nullable<Int8>,
        contact_id -> Uuid,
        version -> Int8,
        operation_id -> Uuid,
        action -> Text,
        author_id -> Nullable<Uuid>,
        client -> Text,
        vcard -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    idempotency_keys (user_id, key) {
        user_id -> Uuid,
        key -> Text,
        fingerprint -> Bytea,
        contact_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    favourites (book_id, contact_id, user_id) {
        user_id -> Uuid,
        book_id -> Uuid,
        contact_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    labels (owner_id, id) {
        owner_id -> Uuid,
        id -> Uuid,
        name -> Text,
        name_key -> Text,
        color -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::queries::terms::Tsvector;

    notes (book_id, id) {
        book_id -> Uuid,
        id -> Uuid,
        contact_id -> Nullable<Uuid>,
        version -> Int8,
        title -> Text,
        body -> Text,
        pinned -> Bool,
        terms -> Tsvector,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        deleted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    photos (book_id, name) {
        book_id -> Uuid,
        name -> Text,
        picture -> Bytea,
        large -> Bytea,
        small -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    calendar_feeds (user_id) {
        user_id -> Uuid,
        id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    operations (user_id, id) {
        user_id -> Uuid,
        id -> Uuid,
        action -> Jsonb,
        client -> Text,
        contacts -> Array<Uuid>,
        total -> Int8,
        done -> Int8,
        changed -> Int8,
        failed -> Int8,
        state -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        failures -> Jsonb,
    }
}

diesel::table! {
    last_backup (id) {
        id -> Bool,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    schema_floor (id) {
        id -> Bool,
        migration -> Text,
        release -> Text,
    }
}

diesel::joinable!(calendar_feeds -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(favourites -> users (user_id));
diesel::joinable!(idempotency_keys -> users (user_id));
diesel::joinable!(labels -> users (owner_id));
diesel::joinable!(operations -> users (user_id));
diesel::joinable!(revisions -> users (author_id));
diesel::joinable!(books -> users (owner_id));
diesel::joinable!(contacts -> books (book_id));
diesel::joinable!(revisions -> books (book_id));
diesel::joinable!(notes -> books (book_id));
diesel::joinable!(photos -> books (book_id));
diesel::allow_tables_to_appear_in_same_query!(
    users,
    sessions,
    books,
    contacts,
    revisions,
    idempotency_keys,
    favourites,
    labels,
    notes,
    photos,
    calendar_feeds,
    operations,
);
