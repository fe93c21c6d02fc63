-- Windows are on the time of the business event, which is keyed in afterwards.
-- setup
CREATE TABLE change (id text, version int, body text, happened_at timestamptz);
-- write
INSERT INTO change VALUES (%(id)s, %(version)s, %(body)s, clock_timestamp() - random() * interval '20 seconds');
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT ms(happened_at), us(happened_at), id, version, body FROM change
WHERE (ms(happened_at), us(happened_at)) > (%(at)s, %(seq)s) AND ms(happened_at) < %(end)s
ORDER BY happened_at LIMIT %(limit)s;
