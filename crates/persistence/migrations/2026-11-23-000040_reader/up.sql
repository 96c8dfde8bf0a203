-- What a person chose about the page itself. No language: the browser's.
ALTER TABLE users
    ADD COLUMN language text CHECK (language IN ('en', 'ru', 'fa', 'pt-BR')),
    ADD COLUMN shortcuts boolean NOT NULL DEFAULT true;
