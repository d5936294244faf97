"""What is said of each area set: titles, dates in force, sources, licences and credits."""

from __future__ import annotations

from datetime import date
from typing import Any

OGL = "Open Government Licence v3.0"
ONS = "Office for National Statistics, Open Geography Portal"


def credit(*years: int) -> str:
    """Return the credit line that the Office for National Statistics asks for."""
    return (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright and database right "
        f"{', '.join(str(year) for year in sorted(set(years)))}"
    )


WARD = {"level": "ward", "kind": "polygon", "noun": "ward", "nouns": "wards", "licence": OGL}
PRACTICE = {
    "level": "practice",
    "kind": "point",
    "noun": "GP practice",
    "nouns": "GP practices",
    "licence": OGL,
}
CONTEXT = {"level": "context", "kind": "context", "licence": OGL}
GLA_CREDIT = (
    "Contains National Statistics data © Crown copyright and database right 2015. Contains "
    "Ordnance Survey data © Crown copyright and database right 2015"
)
LAND_BORDER = "; the two boroughs' borders fitted to one another"

BOROUGH_WARDS: dict[str, dict[str, Any]] = {
    "kensington-and-chelsea-wards-2002": {
        **WARD,
        "borough": "E09000020",
        "title": "Wards of Kensington and Chelsea, 2002 to 2014",
        "vintage": "Kensington and Chelsea 2002–2014",
        "source": f"{ONS}: LSOA boundaries of 2011 (generalised, 20 m), joined to the wards in "
        "which they nest",
        "years": (2011,),
        "valid_from": date(2002, 5, 2),
        "valid_to": date(2014, 5, 21),
    },
    "kensington-and-chelsea-wards-2014": {
        **WARD,
        "borough": "E09000020",
        "title": "Wards of Kensington and Chelsea from 2014",
        "vintage": "Kensington and Chelsea from 2014",
        "source": f"{ONS}: wards, May 2025 (generalised, 20 m)",
        "years": (2025,),
        "valid_from": date(2014, 5, 22),
    },
    "westminster-wards-2002": {
        **WARD,
        "borough": "E09000033",
        "title": "Wards of Westminster, 2002 to 2022",
        "vintage": "Westminster 2002–2022",
        "source": f"{ONS}: wards, December 2020 (generalised, 20 m)",
        "years": (2020,),
        "valid_from": date(2002, 5, 2),
        "valid_to": date(2022, 5, 4),
    },
    "westminster-wards-2022": {
        **WARD,
        "borough": "E09000033",
        "title": "Wards of Westminster from 2022",
        "vintage": "Westminster from 2022",
        "source": f"{ONS}: wards, May 2025 (generalised, 20 m)",
        "years": (2025,),
        "valid_from": date(2022, 5, 5),
    },
}

WARDS: dict[str, dict[str, Any]] = {
    "wards-2002": {
        **WARD,
        "title": "Wards, 2002 to 2014",
        "vintage": "Kensington and Chelsea 2002–2014, Westminster 2002–2022",
        "source": f"{ONS}: LSOAs of 2011 and wards of 2020 (generalised, 20 m){LAND_BORDER}",
        "years": (2011, 2020),
        "valid_from": date(2002, 5, 2),
        "valid_to": date(2014, 5, 21),
        "parts": ("kensington-and-chelsea-wards-2002", "westminster-wards-2002"),
    },
    "wards-2014": {
        **WARD,
        "title": "Wards, 2014 to 2022",
        "vintage": "Kensington and Chelsea from 2014, Westminster 2002–2022",
        "source": f"{ONS}: wards of 2025 and of 2020 (generalised, 20 m){LAND_BORDER}",
        "years": (2020, 2025),
        "valid_from": date(2014, 5, 22),
        "valid_to": date(2022, 5, 4),
        "parts": ("kensington-and-chelsea-wards-2014", "westminster-wards-2002"),
    },
    "wards-2022": {
        **WARD,
        "title": "Wards from 2022",
        "vintage": "Kensington and Chelsea from 2014, Westminster from 2022",
        "source": f"{ONS}: wards, May 2025 (generalised, 20 m)",
        "years": (2025,),
        "valid_from": date(2022, 5, 5),
        "parts": ("kensington-and-chelsea-wards-2014", "westminster-wards-2022"),
    },
}

OTHERS: dict[str, dict[str, Any]] = {
    "lsoa-2021": {
        "title": "Lower layer Super Output Areas (LSOA), 2021",
        "level": "lsoa",
        "kind": "polygon",
        "noun": "LSOA",
        "nouns": "LSOAs",
        "vintage": "LSOAs of Census 2021",
        "source": f"{ONS}: LSOAs, December 2021 (generalised, 20 m)",
        "licence": OGL,
        "years": (2021,),
        "valid_from": date(2021, 3, 21),
    },
    "msoa-2021": {
        "title": "Named neighbourhoods (MSOA)",
        "level": "msoa",
        "kind": "polygon",
        "noun": "neighbourhood",
        "nouns": "neighbourhoods",
        "vintage": "MSOAs of Census 2021, with the codes of 2011",
        "source": f"{ONS}: MSOAs, December 2021 (generalised, 20 m); names of the House of "
        "Commons Library",
        "licence": f"{OGL}; names under the Open Parliament Licence v3.0",
        "years": (2021,),
        "valid_from": date(2011, 3, 27),
    },
    "boroughs": {
        "title": "Boroughs",
        "level": "borough",
        "kind": "polygon",
        "noun": "borough",
        "nouns": "boroughs",
        "vintage": "boroughs since 1965",
        "source": f"{ONS}: outer edges of the wards, May 2025 (generalised, 20 m)",
        "licence": OGL,
        "years": (2025,),
        "valid_from": date(1965, 4, 1),
    },
    "practices-2017": {
        **PRACTICE,
        "title": "GP practices, December 2017",
        "vintage": "GP practices of December 2017",
        "source": "Public Health England, cervical screening by GP practice; one practice whose "
        "coordinates lay 4.7 km from its postcode placed at its postcode; wards by postcode",
        "credit": "Contains OS data © Crown copyright and database right 2025. Contains Royal "
        "Mail data © Royal Mail copyright and database right 2025",
        "valid_from": date(2017, 12, 31),
        "valid_to": date(2017, 12, 31),
    },
    "practices-2024": {
        **PRACTICE,
        "title": "GP practices, 2022/23 to 2024/25",
        "vintage": "GP practices of 2022/23 to 2024/25, named as in 2023/24",
        "source": "Office for Health Improvement and Disparities, Fingertips, and NHS England, "
        "Organisation Data Service; wards by postcode",
        "credit": "Contains OS data © Crown copyright and database right 2025. Contains Royal "
        "Mail data © Royal Mail copyright and database right 2025",
        "valid_from": date(2022, 4, 1),
        "valid_to": date(2025, 3, 31),
    },
    "thames": {
        **CONTEXT,
        "title": "River Thames",
        "noun": "river",
        "nouns": "rivers",
        "vintage": "tidal Thames within Greater London",
        "source": "derived from the borough boundaries of the Greater London Authority",
        "credit": GLA_CREDIT,
    },
    "parks": {
        **CONTEXT,
        "title": "Parks",
        "noun": "park",
        "nouns": "parks",
        "vintage": "public parks and gardens of 5 hectares and more, about 2019",
        "source": "Ordnance Survey, OS Open Greenspace",
        "credit": "Contains OS data © Crown copyright and database right 2019",
    },
    "neighbouring-boroughs": {
        **CONTEXT,
        "title": "Neighbouring boroughs",
        "noun": "borough",
        "nouns": "boroughs",
        "vintage": "London boroughs, simplified",
        "source": "Greater London Authority, statistical boundaries; fitted to the wards",
        "credit": GLA_CREDIT,
    },
    "region-boroughs": {
        **CONTEXT,
        "title": "Boroughs of London",
        "noun": "borough",
        "nouns": "boroughs",
        "vintage": "London boroughs, simplified",
        "source": "Greater London Authority, statistical boundaries; simplified to 200 m",
        "credit": GLA_CREDIT,
    },
}

POSTCODES = {
    "source": "Ordnance Survey, Code-Point Open, May 2025 and November 2021; LSOAs by location; "
    "wards of Kensington and Chelsea before 2014 by location",
    "licence": OGL,
    "credit": "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail "
    "data © Royal Mail copyright and database right 2025. Contains National Statistics data © "
    "Crown copyright and database right 2025",
}
CROSSWALK_SOURCE = "live postcodes in each overlap, counted from geo/postcodes.csv"
CROSSWALK_SOURCE_2011 = "live postcodes in each overlap, counted from Code-Point Open"
