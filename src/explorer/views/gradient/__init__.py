"""The gradient: how a measure changes from the most to the least deprived areas."""
