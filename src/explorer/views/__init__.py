"""Selections become views here: values, classes, labels, notes and credit lines."""
