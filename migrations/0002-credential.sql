-- What a secret is checked against. Not part of the chain: an argon2 hash must be forgettable, and
-- failures are counted here so that a flood of them cannot fill the record. The chain holds the
-- SHA-256 of every `phc`, so one that was swapped is found when it is used.

CREATE TABLE credential (
    -- An account's id, or `recovery` for the site's recovery code.
    holder          TEXT PRIMARY KEY,
    phc             TEXT NOT NULL,
    -- Attempts since the last one that was right.
    failures        INTEGER NOT NULL DEFAULT 0,
    -- No attempt is looked at before this time, microseconds UTC.
    locked_until_us INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
