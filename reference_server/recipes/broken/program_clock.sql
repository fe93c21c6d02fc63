-- Stamps a change with the clock of the program, read before the transaction began.
-- setup
CREATE TABLE change (id text, version int, body text, at timestamptz);
-- write
INSERT INTO change VALUES (%(id)s, %(version)s, %(body)s, to_timestamp(%(program)s / 1000000.0));
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT ms(at), us(at), id, version, body FROM change
WHERE (ms(at), us(at)) > (%(at)s, %(seq)s) AND ms(at) < %(end)s ORDER BY at LIMIT %(limit)s;
