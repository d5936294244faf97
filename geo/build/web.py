"""Geometry for the web map: the explorer's own way, under the name that the build uses."""

from explorer.areas.scripts import area_script, borough_edges, context_script, label_points

__all__ = ["area_script", "borough_edges", "context_script", "label_points"]
