"""Figures of OHID's Local Health: read from a file, set against those held, and taken over."""

from explorer.intake.local_health.taking_over import Found, plans, read, take_over

__all__ = ["Found", "plans", "read", "take_over"]
