"""Air quality: levels and guidelines, residents above them, change, deprivation, statements."""

from explorer.views.air_quality.deprivation import overview_finding

__all__ = ["overview_finding"]
