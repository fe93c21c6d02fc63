"""Pages of BOPS, read."""
