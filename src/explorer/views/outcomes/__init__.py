"""The outcomes framework as it was printed, and what its own figures give when compared."""
