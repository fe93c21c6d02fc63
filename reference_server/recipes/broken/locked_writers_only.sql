-- Stamps under a lock that is held to the commit. The reader takes the clock for the watermark, and not the lock.
-- setup
CREATE TABLE change (id text, version int, body text, at bigint, seq bigint);
CREATE SEQUENCE position;
-- write
SELECT pg_advisory_xact_lock(1);
INSERT INTO change VALUES (%(id)s, %(version)s, %(body)s, ms(clock_timestamp()), nextval('position'));
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT at, seq, id, version, body FROM change
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY at, seq LIMIT %(limit)s;
