"""A day in the life of one planning application, lived by all twelve systems over HTTP and written down."""
