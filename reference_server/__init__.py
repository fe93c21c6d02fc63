"""The second reading: a small publisher that keeps the standard, and that can be told to break it."""
