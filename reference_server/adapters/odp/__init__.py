"""Documents of Open Digital Planning, read."""
