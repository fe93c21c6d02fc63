"""Real formats of real systems, in and out, along the rows of the crosswalk."""
