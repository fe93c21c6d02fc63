-- Stamps a change with now(), the instant at which its transaction began.
-- setup
CREATE TABLE change (id text, version int, body text, at timestamptz DEFAULT now());
-- write
INSERT INTO change (id, version, body) VALUES (%(id)s, %(version)s, %(body)s);
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT ms(at), us(at), id, version, body FROM change
WHERE (ms(at), us(at)) > (%(at)s, %(seq)s) AND ms(at) < %(end)s ORDER BY at LIMIT %(limit)s;
