"""Tests of the server, and of the suite against it."""
