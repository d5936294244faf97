"""How every measure is worked out and what every figure is: made from code, metadata and data."""
