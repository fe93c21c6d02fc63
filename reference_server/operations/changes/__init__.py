"""What the chapter *Changes* lets one ask: the feed, and what stands beside it."""
