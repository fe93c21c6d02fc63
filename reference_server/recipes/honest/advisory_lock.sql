-- One lock around the write, from the stamp to the commit. Whoever tells a watermark takes it too, and leaves a note of
-- it, below which nobody stamps.
-- setup
CREATE TABLE change (id text, version int, body text, at bigint, seq bigserial PRIMARY KEY);
CREATE TABLE told AS SELECT 0::bigint AS at;
-- commit
SELECT pg_advisory_xact_lock(1);
INSERT INTO change (id, version, body, at)
SELECT %(id)s, %(version)s, %(body)s, greatest(at, ms(clock_timestamp())) FROM told;
UPDATE told SET at = greatest(at, ms(clock_timestamp()));
-- watermark
SELECT pg_advisory_xact_lock(1);
UPDATE told SET at = greatest(at, ms(clock_timestamp())) RETURNING at;
-- page
SELECT at, seq, id, version, body FROM change
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY at, seq LIMIT %(limit)s;
