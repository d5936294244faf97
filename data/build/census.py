"""Census 2021 on wards, LSOAs and MSOAs: health, care, housing, work, learning and language."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from data.build.figures import Figures
from data.build.population import CENSUS, slug
from data.build.table import TableWriter, group, rows, weighted_mean

from explorer import areas

# Percentages by LSOA, published without counts: column -> indicator and breakdown.
LSOA_PERCENTAGES = {
    "census_good_health_pct": ("general-health", group(health="good")),
    "census_bad_health_pct": ("general-health", group(health="bad")),
    "census_disability_any_pct": ("disability", ""),
    "census_disability_lot_pct": ("disability-limited-a-lot", ""),
    "census_provides_unpaid_care_pct": ("unpaid-care", ""),
    "census_no_car_pct": ("no-car", ""),
    "census_owned_pct": ("tenure", group(tenure="owned")),
    "census_social_rented_pct": ("tenure", group(tenure="social-rented")),
    "census_private_rented_pct": ("tenure", group(tenure="private-rented")),
    "census_no_qual_pct": ("no-qualifications", ""),
    "census_level4_qual_pct": ("level-4-qualifications", ""),
    "census_unemployed_pct": ("unemployed-census", ""),
    "census_born_outside_uk_pct": ("born-outside-uk", ""),
    "census_english_hh_none_pct": ("no-english-in-household", ""),
    "census_under16_pct": ("aged-under-16", ""),
    "census_over65_pct": ("aged-65-and-over", ""),
}
# Of those, the ones whose wards come from counts instead of a mean of percentages.
FROM_COUNTS = ("disability", "tenure", "no-qualifications", "level-4-qualifications")
TENURES = {
    "Owned: Owns outright": "owned",
    "Owned: Owns with a mortgage or loan": "owned",
    "Social rented: Rents from council or Local Authority": "social-rented",
    "Social rented: Other social rented": "social-rented",
    "Private rented: Private landlord or letting agency": "private-rented",
    "Private rented: Other private rented": "private-rented",
}
TENURES_DETAILED = {
    "Owned: Owns outright": "owned-outright",
    "Owned: Owns with a mortgage or loan": "owned-with-a-mortgage",
    "Shared ownership: Shared ownership": "shared-ownership",
    "Social rented: Rents from council or Local Authority": "council",
    "Social rented: Other social rented": "other-social",
    "Private rented: Private landlord or letting agency": "private-landlord",
    "Private rented: Other private rented": "other-private",
    "Lives rent free": "rent-free",
}
OCCUPANCY = {
    "+2 or more (under-occupied)": "two-or-more-spare",
    "+1 (under-occupied)": "one-spare",
    "0 (ideal)": "as-many-as-needed",
    "-1 (overcrowded)": "one-too-few",
    "-2 or less (overcrowded)": "two-or-more-too-few",
}
DEPRIVED_IN = {
    "Household is not deprived in any dimension": "0",
    "Household is deprived in one dimension": "1",
    "Household is deprived in two dimensions": "2",
    "Household is deprived in three dimensions": "3",
    "Household is deprived in four dimensions": "4",
}
QUALIFICATIONS = {
    "No qualifications": "none",
    "Level 1 and entry level qualifications": "level-1",
    "Level 2 qualifications": "level-2",
    "Apprenticeship": "apprenticeship",
    "Level 3 qualifications": "level-3",
    "Level 4 qualifications and above": "level-4",
    "Other qualifications": "other",
}
ACTIVE = "Economic activity status: Economically active"
INACTIVE = "Economic activity status: Economically inactive"
ACTIVITIES = {
    "in-work": (
        f"{ACTIVE} (excluding full-time students):In employment",
        f"{ACTIVE} and a full-time student:In employment",
    ),
    "unemployed": (
        f"{ACTIVE} (excluding full-time students): Unemployed",
        f"{ACTIVE} and a full-time student: Unemployed",
    ),
    "retired": (f"{INACTIVE}: Retired",),
    "student": (f"{INACTIVE}: Student",),
    "home-or-family": (f"{INACTIVE}: Looking after home or family",),
    "sick-or-disabled": (f"{INACTIVE}: Long-term sick or disabled",),
    "other": (f"{INACTIVE}: Other",),
}
NOT_ENGLISH = "Main language is not English (English or Welsh in Wales)"
PROFICIENCY = {
    "main-language": "Main language is English (English or Welsh in Wales)",
    "very-well": f"{NOT_ENGLISH}: Can speak English very well",
    "well": f"{NOT_ENGLISH}: Can speak English well",
    "not-well": f"{NOT_ENGLISH}: Cannot speak English well",
    "not-at-all": f"{NOT_ENGLISH}: Cannot speak English",
}


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme; wards and boroughs are sums or means of their LSOAs."""
    from_counts = {"ward_code": _ward_counts(figures, "ward_code")}
    from_counts["lad_code"] = _ward_counts(figures, "lad_code")
    lsoas = figures.data("census_lsoa_2021.csv")
    small: list[pd.DataFrame] = []
    wards: list[pd.DataFrame] = []
    boroughs: list[pd.DataFrame] = []
    for column, (indicator, by) in LSOA_PERCENTAGES.items():
        small.append(_percentages(lsoas, indicator, "lsoa21_code", column, by))
        if indicator in FROM_COUNTS:
            continue
        for code, parts in (("ward_code", wards), ("lad_code", boroughs)):
            means = weighted_mean(lsoas, code, column, "census_population")
            parts.append(_percentages(means, indicator, code, column, by))
    boroughs += from_counts["lad_code"]
    of_lsoas = {indicator for indicator, _ in LSOA_PERCENTAGES.values()}
    comparators = [part for part in boroughs if part["indicator"].iloc[0] in of_lsoas]
    writer.write("census-2021-lsoa.csv", [*small, *comparators])
    writer.write("census-2021-wards.csv", [*wards, *from_counts["ward_code"], *boroughs])
    _economic_activity(figures, writer)
    _english(figures, writer)
    _main_language(figures, writer)


def _ward_counts(figures: Figures, code: str) -> list[pd.DataFrame]:
    """Measures published as counts, added up to the areas of `code`."""
    tenure = figures.data("tenure_ward_2021.csv")
    rooms = figures.data("overcrowding_ward_2021.csv")
    deprived = figures.data("household_deprivation_ward_2021.csv")
    disability = figures.data("disability_ward_2021.csv")
    learning = figures.data("qualifications_ward_2021.csv").melt(
        id_vars=[code], value_vars=list(QUALIFICATIONS), var_name="qualification", value_name="n"
    )
    too_few = {"-1 (overcrowded)": "", "-2 or less (overcrowded)": ""}
    by_name = {
        "tenure": (tenure, "tenure", TENURES),
        "tenure-detailed": (tenure, "tenure", TENURES_DETAILED),
        "occupancy": (rooms, "occupancy_rating", OCCUPANCY),
        "overcrowding": (rooms, "occupancy_rating", too_few),
        "household-deprivation": (deprived, "deprivation_dimensions", DEPRIVED_IN),
        "disability": (disability, "disability", {"Disabled under the Equality Act": ""}),
        "qualifications": (learning, "qualification", QUALIFICATIONS),
        "no-qualifications": (learning, "qualification", {"No qualifications": ""}),
        "level-4-qualifications": (
            learning,
            "qualification",
            {"Level 4 qualifications and above": ""},
        ),
    }
    key = {
        "tenure": "tenure",
        "tenure-detailed": "tenure",
        "occupancy": "rooms",
        "household-deprivation": "dimensions",
        "qualifications": "qualification",
    }
    return [
        _counts(source, indicator, code, column, groups, key.get(indicator, ""))
        for indicator, (source, column, groups) in by_name.items()
    ]


def _counts(
    source: pd.DataFrame,
    indicator: str,
    code: str,
    category: str,
    groups: Mapping[str, str],
    key: str,
) -> pd.DataFrame:
    """Share of each group of categories in the total of all categories of `source`."""
    total = source.groupby(code)["n"].sum().rename("total")
    counted = source.assign(group=source[category].map(dict(groups)))
    counted = counted[counted["group"].notna()]
    counted = counted.groupby([code, "group"])["n"].sum().reset_index().merge(total, on=code)
    return rows(
        counted,
        indicator,
        code=code,
        numerator="n",
        denominator="total",
        period=CENSUS,
        breakdown=counted["group"].map(lambda name: group(**{key: name}) if key else ""),
    )


def _percentages(
    frame: pd.DataFrame, indicator: str, code: str, value: str, by: str
) -> pd.DataFrame:
    return rows(frame, indicator, code=code, value=value, period=CENSUS, breakdown=by)


def _economic_activity(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("economic_activity_msoa_2021.csv")
    names = {name: source[list(columns)].sum(axis=1) for name, columns in ACTIVITIES.items()}
    wide = pd.DataFrame({"code": source["geography code"], **names})
    parts = _msoa_and_boroughs(wide, "economic-activity", "activity", list(ACTIVITIES))
    writer.write("economic-activity-msoa.csv", parts)


def _english(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("english_proficiency_msoa_2021.csv")
    columns = {column: name for name, column in PROFICIENCY.items()}
    wide = source.rename(columns={**columns, "msoa21_code": "code"})
    parts = _msoa_and_boroughs(wide, "english-proficiency", "level", list(PROFICIENCY))
    writer.write("english-proficiency-msoa.csv", parts)


def _msoa_and_boroughs(
    wide: pd.DataFrame, indicator: str, key: str, groups: list[str]
) -> list[pd.DataFrame]:
    """Shares of `groups`, one column each, in their total, for the MSOAs and their boroughs."""
    borough_of = areas.load("msoa-2021").set_index("area_code")["borough_code"]
    msoas = wide[["code", *groups]]
    boroughs = msoas.assign(code=msoas["code"].map(borough_of)).groupby("code").sum().reset_index()
    counts = pd.concat([msoas, boroughs])
    counts["total"] = counts[groups].sum(axis=1)
    return [
        rows(
            counts,
            indicator,
            code="code",
            numerator=name,
            denominator="total",
            period=CENSUS,
            breakdown=group(**{key: name}),
        )
        for name in groups
    ]


def _main_language(figures: Figures, writer: TableWriter) -> None:
    source = figures.data("main_language_borough_2021.csv")
    source["speakers"] = source.groupby("lad_code")["n"].transform("sum")
    table = rows(
        source,
        "main-language",
        code="lad_code",
        numerator="n",
        denominator="speakers",
        period=CENSUS,
        breakdown=source["main_language"].map(lambda name: group(language=slug(name))),
    )
    writer.write("main-language-boroughs.csv", [table])
