-- Takes a sequence for the position. Its numbers are handed out at the INSERT, not in the order of the commits.
-- setup
CREATE TABLE change (seq bigserial PRIMARY KEY, id text, version int, body text, at bigint);
-- write
INSERT INTO change (id, version, body, at)
SELECT %(id)s, %(version)s, %(body)s, greatest(ms(clock_timestamp()), coalesce(max(at), 0)) FROM change;
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT at, seq, id, version, body FROM change
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY seq LIMIT %(limit)s;
