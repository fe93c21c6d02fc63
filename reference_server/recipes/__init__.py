"""Ways to make a change feed out of a PostgreSQL database with many writers: ten that lose changes, three that do not.

Each is a file of SQL. `recipe.py` reads them, `endpoint.py` serves Core over one, `cluster.py` starts a database that
is thrown away, `writers.py` are those who write into it. Only these need psycopg and PostgreSQL.
"""
