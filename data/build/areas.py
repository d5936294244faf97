"""The one place where an area code gets its official name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml
from data.build.figures import Figures

from explorer.errors import DataFileError, Problem


@dataclass(frozen=True)
class AreaNames:
    """Official name of every area to which a figure may belong."""

    names: dict[str, str]
    boroughs: tuple[str, ...]

    @classmethod
    def read(cls, figures: Figures, data: Path) -> AreaNames:
        """Collect names of wards of every vintage, LSOAs, MSOAs, practices and comparators."""
        places = yaml.safe_load((data / "places.yaml").read_text("utf-8"))
        comparators = [*places["boroughs"], places["region"], places["country"]]
        wards = figures.properties("wards.geojson")
        lsoas = figures.properties("lsoa_2021.geojson")
        msoas = figures.data("life_expectancy_msoa.csv")
        msoas = msoas[msoas["area_code"].str.startswith("E02")]
        names = {
            **_pairs(practice_names(figures).reset_index(), "practice_code", "practice_name"),
            **_pairs(wards, "ward_code", "ward_name"),
            **_pairs(lsoas, "LSOA21CD", "LSOA21NM"),
            **_pairs(msoas, "area_code", "area_name"),
            **{place["code"]: place["name"] for place in comparators},
        }
        return cls(names, tuple(place["code"] for place in places["boroughs"]))

    def of(self, codes: Iterable[str], where: str) -> list[str]:
        """Return the name of each code, in order.

        Raises
        ------
        DataFileError
            When a code is of no known ward, LSOA, MSOA, practice, borough, region or country.
        """
        codes = list(codes)
        unknown = sorted(set(codes) - set(self.names))
        if unknown:
            raise DataFileError(
                Problem(
                    where=where,
                    found=f"unknown area codes {', '.join(unknown[:5])}",
                    expected="codes of the wards, LSOAs, MSOAs, practices and comparators held",
                    fix="Leave those rows out in the build, or add their areas to the geography.",
                )
            )
        return [self.names[code] for code in codes]


def practice_names(figures: Figures) -> pd.Series:
    """Name of every general practice held, in title case, newest register first."""
    registers = (
        figures.data("gp_practices_2026.csv").rename(
            columns={"code": "practice_code", "name": "practice_name"}
        ),
        figures.data("gp_practices.csv"),
        figures.data("screening_practice.csv"),
        figures.data("cervical_screening_practice_2017.csv"),
    )
    stacked = pd.concat([register[["practice_code", "practice_name"]] for register in registers])
    names = stacked.drop_duplicates("practice_code").set_index("practice_code")["practice_name"]
    return names.map(_title_case).sort_index()


def _title_case(name: str) -> str:
    if not name.isupper():
        return name
    words = name.title().replace("'S", "'s").replace("(Mgd)", "(MGD)")
    return words.replace(" Of ", " of ").replace(" And ", " and ").replace(" The ", " the ")


def _pairs(frame: pd.DataFrame, code: str, name: str) -> dict[str, str]:
    return dict(zip(frame[code], frame[name], strict=True))
