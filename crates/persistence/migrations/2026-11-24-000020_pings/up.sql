-- What /ping records, to see the whole way from a request to the disk and back. Only the latest are kept.
CREATE TABLE pings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
