"""Green space, public transport, fuel poverty, claimants, and recorded conditions by borough."""

from __future__ import annotations

from data.build.figures import Figures
from data.build.table import TableWriter, group, note_where_blank, rows

SPACES = {"green-or-blue": "gb", "green": "green", "blue": "blue"}


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme."""
    _green(figures, writer)
    _transport(figures, writer)
    _fuel_and_claimants(figures, writer)
    _conditions(figures, writer)


def _green(figures: Figures, writer: TableWriter) -> None:
    space = figures.data("green_space_ward.csv")
    access = figures.data("green_access_ward.csv")
    parts = []
    for code in ("ward_code", "lad_code"):
        summed = space.groupby(code)[["green_ha", "ward_ha"]].sum().reset_index()
        parts.append(
            rows(
                summed,
                "green-space",
                code=code,
                numerator="green_ha",
                denominator="ward_ha",
                period="2025",
            )
        )
        for name, prefix in SPACES.items():
            within, homes = f"{prefix}_commitment_uprn", f"{prefix}_total_uprn"
            summed = access.groupby(code)[[within, homes]].sum().reset_index()
            parts.append(
                rows(
                    summed,
                    "green-access",
                    code=code,
                    numerator=within,
                    denominator=homes,
                    period="2025",
                    breakdown=group(space=name),
                )
            )
    writer.write("green-space-wards.csv", parts)


def _transport(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("transport_lsoa.csv")
    columns = {
        "public-transport-access": "ptal_score",
        "rail-station-distance": "rail_station_dist_m",
        "bus-stops-nearby": "bus_stops_800m",
    }
    parts = [
        rows(
            source,
            indicator,
            code="lsoa21_code",
            value=column,
            period="2023-25",
            note=note_where_blank(source[column], "lsoa-redrawn"),
        )
        for indicator, column in columns.items()
    ]
    writer.write("transport-lsoa.csv", parts)


def _fuel_and_claimants(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("fuel_poverty_claimants_lsoa.csv")
    columns = {
        "fuel-poverty": ("fuel_poverty_pct", "2023"),
        "claimant-rate": ("claimant_rate_pct", "2026-06"),
        "claimant-count": ("claimant_count", "2026-06"),
    }
    parts = [
        rows(source, indicator, code="lsoa21_code", value=column, period=period)
        for indicator, (column, period) in columns.items()
    ]
    writer.write("fuel-poverty-claimants-lsoa.csv", parts)


def _conditions(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("qof_prevalence_borough_2019_20.csv")
    table = rows(
        source,
        "qof-prevalence",
        code="lad_code",
        numerator="register",
        denominator="list",
        period="2019-20",
        breakdown=source["group_code"].str.lower().map(lambda code: group(condition=code)),
    )
    writer.write("qof-prevalence-boroughs.csv", [table])
