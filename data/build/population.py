"""Who lives here: ethnic group, Global Majority, age, language, and how many."""

from __future__ import annotations

import pandas as pd
from data.build.figures import Figures
from data.build.table import TableWriter, group, rows

CENSUS = "2021"
BROAD_GROUPS = ("asian", "black", "mixed", "white", "other")


def build(figures: Figures, writer: TableWriter) -> None:
    """Write the tables of this theme."""
    _ethnic_group(figures, writer)
    _age(figures, writer)
    _residents(figures, writer)


def _ethnic_group(figures: Figures, writer: TableWriter) -> None:
    boroughs = figures.data("ethnicity_borough_2021.csv")
    boroughs["group"] = _broad_group(boroughs["ethnic_group"])
    boroughs = boroughs.rename(columns={"ltla21_code": "code"})
    comparators = _shares(_counts_wide(boroughs), "code")

    wards = figures.data("ethnicity_ward_2021.csv")
    lsoas = figures.data("ethnicity_lsoa_2021.csv")
    msoas = figures.data("ethnicity_msoa_2021.csv")
    # "Black, Black British, Black Welsh ..." comes in two rows, which together are the group.
    msoas["group"] = _broad_group(msoas["ethnic_group"])
    msoas = _counts_wide(msoas.rename(columns={"msoa21_code": "code"}))

    writer.write("ethnic-group-boroughs.csv", [*comparators, _nineteen_groups(boroughs)])
    writer.write("ethnic-group-wards.csv", [*_shares(wards, "ward_code"), *comparators])
    writer.write("ethnic-group-lsoa.csv", [*_shares(lsoas, "lsoa21_code"), *comparators])
    writer.write("ethnic-group-msoa.csv", [*_shares(msoas, "code"), *comparators])


def _broad_group(category: pd.Series) -> pd.Series:
    return category.str.extract(r"^(\w+)", expand=False).str.lower()


def _counts_wide(frame: pd.DataFrame) -> pd.DataFrame:
    wide = frame.pivot_table(index="code", columns="group", values="n", aggfunc="sum")
    return wide.reset_index()


def _shares(frame: pd.DataFrame, code: str) -> list[pd.DataFrame]:
    """Shares of the five broad groups and of the Global Majority, with their counts."""
    frame = frame.assign(residents=frame[list(BROAD_GROUPS)].sum(axis=1))
    frame["not_white"] = frame["residents"] - frame["white"]
    counts = {"numerator": "not_white", "denominator": "residents", "period": CENSUS}
    parts = [rows(frame, "global-majority", code=code, **counts)]
    for broad in BROAD_GROUPS:
        counts["numerator"] = broad
        by = group(ethnic_group=broad)
        parts.append(rows(frame, "ethnic-group", code=code, breakdown=by, **counts))
    return parts


def _nineteen_groups(boroughs: pd.DataFrame) -> pd.DataFrame:
    residents = boroughs.groupby("code")["n"].transform("sum")
    slugs = boroughs["ethnic_group"].map(slug)
    return rows(
        boroughs.assign(residents=residents),
        "ethnic-group-detailed",
        code="code",
        numerator="n",
        denominator="residents",
        period=CENSUS,
        breakdown=slugs.map(lambda name: group(ethnic_group=name)),
    )


def slug(name: str) -> str:
    """Make an identifier of the end of a census category: 'Asian ...: Chinese' gives 'chinese'."""
    last = name.rsplit(": ", maxsplit=1)[-1].lower()
    words = "".join(letter if letter.isalnum() else " " for letter in last).split()
    return "-".join(words)


def _age(figures: Figures, writer: TableWriter) -> None:
    bands = figures.data("age_ward_2021.csv").rename(columns={"usual_residents": "n"})
    five = figures.data("age_5year_ward_2021.csv")
    columns = [column for column in five if str(column).startswith("Aged")]
    five = five.melt(["ward_code", "lad_code"], columns, "age_group", "n")
    parts = []
    for indicator, source in (("age-group", bands), ("age-5-year", five)):
        for code in ("ward_code", "lad_code"):
            counts = source.groupby([code, "age_group"])["n"].sum().reset_index()
            counts["total"] = counts.groupby(code)["n"].transform("sum")
            parts.append(
                rows(
                    counts,
                    indicator,
                    code=code,
                    numerator="n",
                    denominator="total",
                    period=CENSUS,
                    breakdown=counts["age_group"].map(_age_band),
                )
            )
    writer.write("age-wards.csv", parts)


def _age_band(name: str) -> str:
    """Write the group of a census age band: 'Aged 16 to 24 years' gives 'age=16-24'."""
    numbers = [word for word in name.split() if word.isdigit()]
    if name.endswith("under"):
        return group(age=f"0-{numbers[0]}")
    if name.endswith("over"):
        return group(age=f"{numbers[0]}-plus")
    return group(age="-".join(numbers))


def _residents(figures: Figures, writer: TableWriter) -> None:
    wards = figures.data("population_ward_mid2022.csv")
    boroughs = wards.groupby("lad_code").sum(numeric_only=True).reset_index()
    lsoas = figures.data("census_lsoa_2021.csv")
    counts = {"2022": "population_mid2022", CENSUS: "population_census2021"}
    for name, frame, code in (("wards", wards, "ward_code"), ("boroughs", boroughs, "lad_code")):
        parts = [
            rows(frame, "population", code=code, value=column, period=period)
            for period, column in counts.items()
        ]
        writer.write(f"population-{name}.csv", parts)
    small = rows(lsoas, "population", code="lsoa21_code", value="census_population", period=CENSUS)
    writer.write("population-lsoa.csv", [small])
