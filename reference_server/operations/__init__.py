"""What the server can be asked, one module a chapter."""
