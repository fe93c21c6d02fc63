"""What others send: deliveries, edits and subscriptions, one module a section of the chapter."""
