-- Takes the newest stamp that can be seen for the watermark. Those that cannot be seen yet are older.
-- setup
CREATE TABLE change (id text, version int, body text, at timestamptz DEFAULT clock_timestamp());
-- write
INSERT INTO change (id, version, body) VALUES (%(id)s, %(version)s, %(body)s);
-- watermark
SELECT coalesce(ms(max(at)), 0) + 1 FROM change;
-- page
SELECT ms(at), us(at), id, version, body FROM change
WHERE (ms(at), us(at)) > (%(at)s, %(seq)s) AND ms(at) < %(end)s ORDER BY at LIMIT %(limit)s;
