"""The borough story: what the figures say of a borough, or of all together, one idea at a time."""
