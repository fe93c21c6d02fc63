"""The nouns of the judge. Nothing here does I/O."""
