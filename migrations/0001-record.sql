-- The ledger is one table. What happened is the canonical JSON in `content`; every other column
-- either chains the row to the one before it or is computed from `content`, so that nothing a
-- query sees can disagree with what the hash covers. A new kind of event is a new `kind` in
-- `content` and, where it must be searched, a generated column added by a later migration.

CREATE TABLE record (
    -- 1, 2, 3, ... without gaps.
    seq      INTEGER PRIMARY KEY CHECK (seq = content ->> '$.seq'),
    content  TEXT NOT NULL CHECK (json_valid(content)),
    -- SHA-256 over the hash of the row before and the content: anybody can check it.
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    -- HMAC-SHA256 over `seq` and `hash`, keyed with the key file beside the database.
    mac      BLOB NOT NULL CHECK (length(mac) = 32),

    id       TEXT NOT NULL UNIQUE CHECK (length(id) = 36)
             AS (content ->> '$.id') VIRTUAL,
    kind     TEXT NOT NULL AS (content ->> '$.kind') VIRTUAL,
    -- The disposal that this row states (a disposal) or restates (a correction).
    subject  INTEGER REFERENCES record (seq)
             AS (CASE content ->> '$.kind' WHEN 'disposal' THEN content ->> '$.seq'
                                           WHEN 'correction' THEN content ->> '$.body.subject' END) VIRTUAL,
    -- The row that a correction replaces.
    corrects TEXT REFERENCES record (id) AS (content ->> '$.body.corrects') VIRTUAL,
    acted_on TEXT AS (content ->> '$.body.decided.acted_on') VIRTUAL,
    outcome  TEXT AS (CASE WHEN content ->> '$.body.withdrawn' THEN 'withdrawn'
                           ELSE content ->> '$.body.decided.identity.outcome' END) VIRTUAL,
    hazard   TEXT AS (content ->> '$.body.decided.hazard.verdict') VIRTUAL,
    schedule TEXT AS (content ->> '$.body.decided.identity.drug.schedule.class') VIRTUAL,
    words    TEXT AS (lower(coalesce(content ->> '$.body.decided.identity.drug.name', '') || ' ' ||
                            coalesce(content ->> '$.body.decided.identity.drug.ndc11', '') || ' ' ||
                            coalesce(content ->> '$.body.decided.identity.drug.labeler', '') || ' ' ||
                            coalesce(content ->> '$.body.decided.reference', ''))) VIRTUAL
) STRICT;

-- Every filter of the log is answered from this index alone, newest disposal first.
CREATE INDEX record_log ON record (subject, seq, acted_on, outcome, hazard, schedule, words)
    WHERE subject IS NOT NULL;
-- Controlled substances are few among many.
CREATE INDEX record_schedule ON record (schedule, subject) WHERE schedule IS NOT NULL;
CREATE INDEX record_kind ON record (kind, seq);
-- A row is replaced at most once, and is looked up when a foreign key is checked.
CREATE UNIQUE INDEX record_corrects ON record (corrects) WHERE corrects IS NOT NULL;

-- The one change there is: a purge that is itself a record takes a content away. The hash stays,
-- and with the digest that is left it still follows from the row before.
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
WHEN NEW.seq IS NOT OLD.seq OR NEW.hash IS NOT OLD.hash OR NEW.mac IS NOT OLD.mac
  OR NEW.content ->> '$.kind' IS NOT 'purged' OR NEW.content ->> '$.id' IS NOT OLD.content ->> '$.id'
  OR NOT EXISTS (SELECT 1 FROM record p, json_each(p.content, '$.body.removed') gone
                 WHERE p.kind = 'purge' AND p.seq > OLD.seq
                   AND OLD.seq BETWEEN gone.value ->> '$[0]' AND gone.value ->> '$[1]')
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a correction'); END;

CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a correction'); END;

-- Also refuses INSERT OR REPLACE, which would delete without asking the trigger above.
CREATE TRIGGER record_is_only_appended BEFORE INSERT ON record
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM record)
  OR EXISTS (SELECT 1 FROM record WHERE id = NEW.content ->> '$.id')
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a record goes at its end'); END;
