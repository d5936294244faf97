"""Speed of the explorer, side by side with a plain app in the same run."""
