"""The workshop: a story told to a room that guesses, notes and votes, and the record of it."""

from explorer.ui import page
from explorer.ui.workshop import visit

with page.frame("Workshop", leads=True):
    visit.show()
