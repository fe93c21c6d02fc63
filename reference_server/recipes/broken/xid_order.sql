-- Orders by the number of the transaction, which it gets at its first write, and shows all that can be seen.
-- setup
CREATE TABLE change (id text, version int, body text, xid xid8 DEFAULT pg_current_xact_id(), at bigint);
-- write
INSERT INTO change (id, version, body, at)
SELECT %(id)s, %(version)s, %(body)s, greatest(ms(clock_timestamp()), coalesce(max(at), 0)) FROM change;
-- watermark
SELECT ms(clock_timestamp());
-- page
SELECT at, xid::text::bigint, id, version, body FROM change
WHERE (at, xid::text::bigint) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY xid LIMIT %(limit)s;
