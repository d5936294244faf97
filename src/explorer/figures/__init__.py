"""Drawings of views: the web map, charts and the print map. No figure is worked out here."""
