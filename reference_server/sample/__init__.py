"""A small council that does not exist."""
