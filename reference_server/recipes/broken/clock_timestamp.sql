-- Stamps a change with clock_timestamp(), the instant of the statement, and works on before it commits.
-- setup
CREATE TABLE change (id text, version int, body text, at timestamptz DEFAULT clock_timestamp());
-- write
INSERT INTO change (id, version, body) VALUES (%(id)s, %(version)s, %(body)s);
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT ms(at), us(at), id, version, body FROM change
WHERE (ms(at), us(at)) > (%(at)s, %(seq)s) AND ms(at) < %(end)s ORDER BY at LIMIT %(limit)s;
