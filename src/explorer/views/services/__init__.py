"""Health services: where pharmacies, GP sites, dentists and hospitals stand, and for whom."""
