-- The last step of every transaction takes the one row that holds the position and the instant, and keeps it to the end.
-- setup
CREATE TABLE change (id text, version int, body text, at bigint, seq bigint PRIMARY KEY);
CREATE TABLE position AS SELECT 0::bigint AS seq, 0::bigint AS at;
-- commit
UPDATE position SET seq = seq + 1, at = greatest(at, ms(clock_timestamp()));
INSERT INTO change SELECT %(id)s, %(version)s, %(body)s, at, seq FROM position;
-- watermark
UPDATE position SET at = greatest(at, ms(clock_timestamp())) RETURNING at;
-- page
SELECT at, seq, id, version, body FROM change
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY at, seq LIMIT %(limit)s;
