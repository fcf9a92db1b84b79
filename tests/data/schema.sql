-- user_version 4

CREATE INDEX item_confidence ON item (confidence_ppm);

CREATE INDEX item_day ON item (acted_on, seq, outcome, hazard, model);

CREATE INDEX item_drug ON item (drug);

CREATE INDEX item_hazard ON item (hazard);

CREATE INDEX item_operator ON item (operator);

CREATE INDEX item_outcome ON item (outcome);

CREATE INDEX item_queue ON item (urgency, seq, doubts, confidence_ppm)
    WHERE review <> 'approved' AND outcome <> 'withdrawn';

CREATE INDEX item_reference ON item (reference) WHERE reference <> '';

CREATE INDEX item_review ON item (review);

CREATE INDEX item_schedule ON item (schedule);

CREATE INDEX item_words ON item (words);

CREATE UNIQUE INDEX record_corrects ON record (corrects) WHERE corrects IS NOT NULL;

CREATE INDEX record_kind ON record (kind, seq);

CREATE INDEX record_reviewed ON record (reviewed, seq) WHERE reviewed IS NOT NULL;

CREATE INDEX record_subject ON record (subject, seq, acted_on) WHERE subject IS NOT NULL;

CREATE TABLE credential (
    -- An account's id, or `recovery` for the site's recovery code.
    holder          TEXT PRIMARY KEY,
    phc             TEXT NOT NULL,
    -- Attempts since the last one that was right.
    failures        INTEGER NOT NULL DEFAULT 0,
    -- No attempt is looked at before this time, microseconds UTC.
    locked_until_us INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
    -- Place of the disposal in the ledger.
    seq            INTEGER PRIMARY KEY,
    -- The row that states it now: the disposal or its newest correction.
    stated_by      INTEGER NOT NULL,
    -- The newest review of that row.
    reviewed_by    INTEGER,
    -- Who entered the disposal.
    operator       TEXT NOT NULL,
    acted_on       TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    hazard         TEXT NOT NULL,
    -- Empty: in no schedule, or not known.
    schedule       TEXT NOT NULL,
    -- Empty: unidentified.
    drug           TEXT NOT NULL COLLATE NOCASE,
    -- Name, NDC and labeler of the drug, and the reference, in lower case.
    words          TEXT NOT NULL,
    reference      TEXT NOT NULL,
    quantity       INTEGER NOT NULL,
    -- Of the model's first candidate, parts per million; -1 where there was none.
    confidence_ppm INTEGER NOT NULL,
    -- What became of the model's word: not_asked, abstained, agreed, overruled.
    model          TEXT NOT NULL,
    -- unreviewed, approved, sent_back.
    review         TEXT NOT NULL,
    -- Why somebody should look at it, as bits: 1 unidentified, 2 the model abstained, 4 the person
    -- chose another drug than the model's first, 8 hazard unknown, 16 sent back. A confidence
    -- below the limit of the settings is asked for beside it.
    doubts         INTEGER NOT NULL AS ((outcome = 'unidentified') + 2 * (model = 'abstained')
                       + 4 * (model = 'overruled') + 8 * (hazard = 'unknown')
                       + 16 * (review = 'sent_back')) VIRTUAL,
    -- 0: hazardous or controlled, to be looked at first.
    urgency        INTEGER NOT NULL AS (hazard <> 'hazardous' AND schedule = '') VIRTUAL
) STRICT;

CREATE TABLE item_references (
    -- Holds the items at the places page * 256 to page * 256 + 255.
    page  INTEGER PRIMARY KEY,
    -- A line an item that has a reference: its place, a space, the reference in lower case.
    lines TEXT NOT NULL
) STRICT;

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
, reviewed INTEGER
    AS (CASE content ->> '$.kind' WHEN 'review' THEN content ->> '$.body.subject' END) VIRTUAL) STRICT;

CREATE TRIGGER item_follows_the_record AFTER INSERT ON record
WHEN NEW.subject IS NOT NULL OR NEW.reviewed IS NOT NULL
BEGIN
    INSERT OR REPLACE INTO item SELECT * FROM item_now WHERE seq = coalesce(NEW.subject, NEW.reviewed);
END;

CREATE TRIGGER item_goes_with_its_record AFTER UPDATE ON record WHEN OLD.kind = 'disposal'
BEGIN DELETE FROM item WHERE seq = OLD.seq; END;

CREATE TRIGGER item_references_follow AFTER INSERT ON item
-- A correction may also have taken the reference away.
WHEN NEW.reference <> '' OR NEW.stated_by <> NEW.seq
BEGIN
    DELETE FROM item_references WHERE page = NEW.seq / 256;
    INSERT INTO item_references
    SELECT page, lines
    FROM (SELECT NEW.seq / 256 AS page, group_concat(seq || ' ' || reference, char(10)) AS lines
          FROM (SELECT seq, reference FROM item NOT INDEXED
                WHERE seq BETWEEN NEW.seq / 256 * 256 AND NEW.seq / 256 * 256 + 255 AND reference <> ''
                ORDER BY seq))
    WHERE lines IS NOT NULL;
END;

CREATE TRIGGER item_references_go AFTER DELETE ON item WHEN OLD.reference <> ''
BEGIN
    DELETE FROM item_references WHERE page = OLD.seq / 256;
    INSERT INTO item_references
    SELECT page, lines
    FROM (SELECT OLD.seq / 256 AS page, group_concat(seq || ' ' || reference, char(10)) AS lines
          FROM (SELECT seq, reference FROM item NOT INDEXED
                WHERE seq BETWEEN OLD.seq / 256 * 256 AND OLD.seq / 256 * 256 + 255 AND reference <> ''
                ORDER BY seq))
    WHERE lines IS NOT NULL;
END;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
WHEN NEW.seq IS NOT OLD.seq OR NEW.hash IS NOT OLD.hash OR NEW.mac IS NOT OLD.mac
  OR NEW.content ->> '$.kind' IS NOT 'purged' OR NEW.content ->> '$.id' IS NOT OLD.content ->> '$.id'
  OR NOT EXISTS (SELECT 1 FROM record p, json_each(p.content, '$.body.removed') gone
                 WHERE p.kind = 'purge' AND p.seq > OLD.seq
                   AND OLD.seq BETWEEN gone.value ->> '$[0]' AND gone.value ->> '$[1]')
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a correction'); END;

CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: write a correction'); END;

CREATE TRIGGER record_is_only_appended BEFORE INSERT ON record
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM record)
  OR EXISTS (SELECT 1 FROM record WHERE id = NEW.content ->> '$.id')
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: a record goes at its end'); END;

CREATE VIEW item_now AS
SELECT d.seq AS seq,
       c.seq AS stated_by,
       r.seq AS reviewed_by,
       d.content ->> '$.by' AS operator,
       c.acted_on AS acted_on,
       c.outcome AS outcome,
       c.hazard AS hazard,
       coalesce(c.schedule, '') AS schedule,
       coalesce(c.content ->> '$.body.decided.identity.drug.name', '') AS drug,
       lower(coalesce(c.content ->> '$.body.decided.identity.drug.name', '') || ' ' ||
             coalesce(c.content ->> '$.body.decided.identity.drug.ndc11', '') || ' ' ||
             coalesce(c.content ->> '$.body.decided.identity.drug.labeler', '')) AS words,
       lower(coalesce(c.content ->> '$.body.decided.reference', '')) AS reference,
       c.content ->> '$.body.decided.quantity' AS quantity,
       coalesce(d.content ->> '$.body.suggestion.candidates[0].confidence_ppm', -1) AS confidence_ppm,
       CASE
           WHEN d.content ->> '$.body.suggestion.identified' IS NULL THEN 'not_asked'
           WHEN NOT d.content ->> '$.body.suggestion.identified'
             OR d.content ->> '$.body.suggestion.candidates[0].rank' IS NULL THEN 'abstained'
           WHEN EXISTS (SELECT 1 FROM json_each(d.content, '$.body.suggestion.candidates[0].products') p
                        WHERE p.value ->> '$.ndc11' = c.content ->> '$.body.decided.identity.drug.ndc11'
                          AND p.value ->> '$.part' = c.content ->> '$.body.decided.identity.drug.part')
               THEN 'agreed'
           ELSE 'overruled'
       END AS model,
       coalesce(r.content ->> '$.body.act', 'unreviewed') AS review
FROM record d
JOIN record c ON c.seq = (SELECT n.seq FROM record n WHERE n.subject = d.seq ORDER BY n.seq DESC LIMIT 1)
LEFT JOIN record r ON r.seq = (SELECT n.seq FROM record n WHERE n.reviewed = d.seq AND n.seq > c.seq
                               ORDER BY n.seq DESC LIMIT 1)
WHERE d.kind = 'disposal';
