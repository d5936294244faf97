"""A neighbourhood: its figures made from those of its areas, its needs, and who lives there.

Figures of several areas are one only where that means something: counts are added up, shares
without counts are averaged with the people they are shares of, and the rest is shown as a range.
"""
