"""A ward: what to know of it, its place among all wards, how its borders changed, and a brief.

Every sentence is made by a rule from figures held, keeps the numbers it says, and says no more than
their intervals allow.
"""
