"""A programme before and after: how many it reached, and whether chance can explain the change."""
