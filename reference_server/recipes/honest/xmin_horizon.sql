-- Writers take no lock. A change is readable when no older transaction is still open, and its instant is that of the
-- tick that first saw so.
-- setup
CREATE TABLE change (id text, version int, body text, xid xid8 DEFAULT pg_current_xact_id());
CREATE TABLE tick (at bigint PRIMARY KEY, horizon xid8);
CREATE INDEX ON tick (horizon, at);
-- write
INSERT INTO change (id, version, body) VALUES (%(id)s, %(version)s, %(body)s);
-- watermark
SELECT pg_advisory_xact_lock(1);
INSERT INTO tick SELECT greatest(ms(clock_timestamp()), coalesce(max(at), 0) + 1),
  pg_snapshot_xmin(pg_current_snapshot()) FROM tick RETURNING at;
-- page
SELECT * FROM (SELECT (SELECT at FROM tick WHERE horizon > xid ORDER BY horizon, at LIMIT 1) AS at,
  xid::text::bigint AS seq, id, version, body FROM change) AS readable
WHERE (at, seq) > (%(at)s, %(seq)s) AND at < %(end)s ORDER BY at, seq LIMIT %(limit)s;
