"""Writes the project's tables from a folder of supplied figures.

Run from the top of the repository as ``python -m data.build FOLDER``. The app never needs this:
what it reads is already in `data/`. A second run over the same figures writes the same bytes.
"""
