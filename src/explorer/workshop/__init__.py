"""Workshops: what a room guesses, marks and decides, kept in a database."""
