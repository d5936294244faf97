"""A reader's own files: read, recognised and checked, with every fault listed at once."""
