"""As exported: rows mapped to canonical columns, and the books of the files they came from."""
