"""How a layer becomes a file: the explorer's own way, under the name that the build uses."""

from explorer.areas.writing import (
    BRITISH_GRID,
    FILE_DECIMALS,
    WEB_DECIMALS,
    WGS84,
    feature_collection,
    in_short,
)

__all__ = [
    "BRITISH_GRID",
    "FILE_DECIMALS",
    "WEB_DECIMALS",
    "WGS84",
    "feature_collection",
    "in_short",
]
