"""Cancer screening: programmes, residents by borough, GP practices, and what a scheme reports."""

from explorer.views.cancer_screening.residents import overview_finding

__all__ = ["overview_finding"]
