"""What documents state, set against what published figures give, with a verdict made by rule."""
