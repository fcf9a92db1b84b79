-- References, looked through for part of one. Nearly every one is another, so no index helps, and a
-- million rows take too long to pass: here the references of 256 places lie together. Derived like
-- `item`, and like it compared by `takeback verify`.

CREATE TABLE item_references (
    -- Holds the items at the places page * 256 to page * 256 + 255.
    page  INTEGER PRIMARY KEY,
    -- A line an item that has a reference: its place, a space, the reference in lower case.
    lines TEXT NOT NULL
) STRICT;

INSERT INTO item_references
SELECT page, (SELECT group_concat(seq || ' ' || reference, char(10))
              FROM (SELECT seq, reference FROM item NOT INDEXED
                    WHERE seq BETWEEN page * 256 AND page * 256 + 255 AND reference <> '' ORDER BY seq))
FROM (SELECT DISTINCT seq / 256 AS page FROM item WHERE reference <> '');

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
