-- Stamps under a lock, as the last step, and lets the lock go before the commit.
-- setup
CREATE TABLE change (id text, version int, body text, at bigint, seq bigint);
CREATE SEQUENCE position;
-- write
INSERT INTO change (id, version, body) VALUES (%(id)s, %(version)s, %(body)s);
SELECT pg_advisory_lock(1);
UPDATE change SET at = ms(clock_timestamp()), seq = nextval('position') WHERE seq IS NULL AND id = %(id)s;
SELECT pg_advisory_unlock(1);
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT at, seq, id, version, body FROM change
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY at, seq LIMIT %(limit)s;
