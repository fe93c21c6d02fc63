"""What a run says, one renderer a file."""
