"""Pages that belong to a snapshot."""
