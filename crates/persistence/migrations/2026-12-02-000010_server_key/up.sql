-- Which SECRET_KEY the servers have, by a print of it: with another one nobody's session holds, and nothing else says why.
CREATE TABLE server_key (
    id bool CONSTRAINT server_key_pkey PRIMARY KEY DEFAULT true CONSTRAINT server_key_is_one CHECK (id),
    print bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);
