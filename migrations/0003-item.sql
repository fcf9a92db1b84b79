-- The log as it stands, one row a disposal, so that a million of them can be filtered, sorted and
-- summed. It is no record: triggers derive it from the records, in the same transaction, and
-- `takeback verify` derives it again and compares.

-- The disposal that a review is of.
ALTER TABLE record ADD COLUMN reviewed INTEGER
    AS (CASE content ->> '$.kind' WHEN 'review' THEN content ->> '$.body.subject' END) VIRTUAL;

CREATE INDEX record_reviewed ON record (reviewed, seq) WHERE reviewed IS NOT NULL;
-- What is newest of a disposal, and what a report of some days reads.
CREATE INDEX record_subject ON record (subject, seq, acted_on) WHERE subject IS NOT NULL;
DROP INDEX record_log;
DROP INDEX record_schedule;

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

-- Equal entries of an index lie in the order of `seq`, so each serves a filter and a sort.
CREATE INDEX item_day ON item (acted_on, seq, outcome, hazard, model);
CREATE INDEX item_operator ON item (operator);
CREATE INDEX item_outcome ON item (outcome);
CREATE INDEX item_hazard ON item (hazard);
CREATE INDEX item_schedule ON item (schedule);
CREATE INDEX item_drug ON item (drug);
CREATE INDEX item_words ON item (words);
CREATE INDEX item_reference ON item (reference) WHERE reference <> '';
CREATE INDEX item_confidence ON item (confidence_ppm);
CREATE INDEX item_review ON item (review);
CREATE INDEX item_queue ON item (urgency, seq, doubts, confidence_ppm)
    WHERE review <> 'approved' AND outcome <> 'withdrawn';

-- What `item` has to say, by the records. A review of a row that was corrected since counts no more.
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

INSERT INTO item SELECT * FROM item_now;

CREATE TRIGGER item_follows_the_record AFTER INSERT ON record
WHEN NEW.subject IS NOT NULL OR NEW.reviewed IS NOT NULL
BEGIN
    INSERT OR REPLACE INTO item SELECT * FROM item_now WHERE seq = coalesce(NEW.subject, NEW.reviewed);
END;

-- A purge takes a disposal with all that was said of it.
CREATE TRIGGER item_goes_with_its_record AFTER UPDATE ON record WHEN OLD.kind = 'disposal'
BEGIN DELETE FROM item WHERE seq = OLD.seq; END;
