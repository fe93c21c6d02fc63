"""The public view, written as documents of Open Digital Planning."""
