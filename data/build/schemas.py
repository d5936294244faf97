"""What the columns of each table of `data/extras` hold; the data package repeats it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A column: its frictionless type and what it says."""

    kind: str
    description: str


@dataclass(frozen=True)
class Extra:
    """A table of `data/extras`: its title and its columns in order."""

    title: str
    fields: dict[str, Field]


def _text(description: str) -> Field:
    return Field("string", description)


def _number(description: str) -> Field:
    return Field("number", description)


TOPIC = _text("What it is about")
MEASURE = _text("What is measured")
METRIC = _text("What is measured, as the document names it")
CODE = _text("Code of the borough, region or country; blank for both boroughs together and others")
NAME = _text("Name of the area")
GROUP = _text("People it is about; blank for everyone")
VALUE = _number("The figure")
LOWER = _number("Lower limit of the published 95% interval")
UPPER = _number("Upper limit of the published 95% interval")
UNIT = _text("Unit")
PERIOD = _text("Time to which it refers; blank where the source does not say")
SOURCE = _text("Who gives the figure")
URL = _text("Where it was read")
STANDING = _text("How firm it is: published, peer reviewed, stated or secondary")
REMARK = _text("What a reader should know about it")
DOCUMENT = _text("Key of documents.csv")
PRACTICE = _text("National code of the practice")
PRACTICE_NAME = _text("Name of the practice")

EXTRAS = {
    "single-figures": Extra(
        "Single figures, each with a source of its own",
        {
            "topic": TOPIC,
            "measure": MEASURE,
            "area_code": CODE,
            "area_name": NAME,
            "group": GROUP,
            "value": VALUE,
            "lower_95": LOWER,
            "upper_95": UPPER,
            "unit": UNIT,
            "period": PERIOD,
            "source": SOURCE,
            "url": URL,
            "standing": STANDING,
            "remark": REMARK,
        },
    ),
    "statements": Extra(
        "Figures stated in the strategy documents, in this project's words",
        {
            "claim_id": _text("Key of the statement"),
            "theme": TOPIC,
            "statement": _text("The statement in this project's own words"),
            "measure": MEASURE,
            "area_code": CODE,
            "area_name": NAME,
            "group": GROUP,
            "value": VALUE,
            "unit": UNIT,
            "period": PERIOD,
            "comparator": _text("What it is set against"),
            "comparator_value": _number("The comparator's figure, where one is given"),
            "document": DOCUMENT,
            "page": _text("Page or part of the document"),
            "standing": STANDING,
            "remark": REMARK,
        },
    ),
    "documents": Extra(
        "The strategy documents",
        {
            "document": _text("Key of the document"),
            "title": _text("Title"),
            "published": _text("Date or year"),
            "publisher": _text("Publishers, separated by semicolons"),
        },
    ),
    "screen-detect-protect": Extra(
        "Screen, Detect, Protect: coverage before and after, as stated",
        {
            "organisation": _text("Who did the work"),
            "population": _text("People whose coverage was followed; blank where not given"),
            "residents_reached": _number("Residents reached"),
            "period_before": _text("Month of the first figure"),
            "eligible_before": _number("People eligible, first month"),
            "coverage_before": _number("Percentage of the eligible screened, first month"),
            "period_after": _text("Month of the second figure"),
            "eligible_after": _number("People eligible, second month"),
            "coverage_after": _number("Percentage of the eligible screened, second month"),
            "stated_relative_change": _number("Relative change in per cent, as stated"),
            "document": DOCUMENT,
            "standing": STANDING,
        },
    ),
    "outcomes-framework": Extra(
        "The health and wellbeing strategy's outcomes framework, as stated in 2023",
        {
            "metric": METRIC,
            "ambition": _text("Number of the strategy's ambition"),
            "area_code": CODE,
            "area_name": NAME,
            "value": VALUE,
            "unit": UNIT,
            "period": PERIOD,
            "compared_with_london": _text("The framework's own comparison with London"),
            "trend": _text("The framework's own word for the trend"),
            "source": SOURCE,
            "source_id": _text("The source's number for the measure"),
            "document": DOCUMENT,
            "standing": STANDING,
            "remark": REMARK,
        },
    ),
    "outcomes-framework-gaps": Extra(
        "Measures that the outcomes framework names without a figure",
        {"metric": METRIC, "status": _text("What is missing"), "document": DOCUMENT},
    ),
    "better-care-fund": Extra(
        "Better Care Fund measures, as stated in 2021",
        {
            "metric": METRIC,
            "area_code": CODE,
            "area_name": NAME,
            "value": VALUE,
            "unit": UNIT,
            "period": PERIOD,
            "document": DOCUMENT,
            "standing": STANDING,
        },
    ),
    "borough-screening": Extra(
        "Breast and bowel screening coverage by borough: official figures, and figures from news",
        {
            "programme": _text("breast or bowel"),
            "ages": _text("Ages in years"),
            "area_code": CODE,
            "area_name": NAME,
            "period": PERIOD,
            "value": _number("Coverage in per cent"),
            "london_rank_from_lowest": _number("Place among London's boroughs, 1 the lowest"),
            "london_boroughs": _number("Boroughs ranked, the City of London included"),
            "london_median": _number("Middle of London's boroughs in per cent"),
            "source": SOURCE,
            "url": URL,
            "standing": STANDING,
            "remark": REMARK,
        },
    ),
    "breast-coverage-london": Extra(
        "Breast screening coverage of every London borough, 2025",
        {
            "area_code": _text("Code of the borough"),
            "area_name": NAME,
            "period": PERIOD,
            "value": _number("Coverage in per cent"),
            "rank_from_lowest": _number("Place among London's boroughs, 1 the lowest"),
        },
    ),
    "borough-health-latest": Extra(
        "Latest borough figures of the Public Health Outcomes Framework, with intervals",
        {
            "indicator": MEASURE,
            "sex": _text("persons, male or female"),
            "area_code": CODE,
            "area_name": NAME,
            "period": PERIOD,
            "value": _number("The figure in the unit of the published indicator"),
            "lower_95": LOWER,
            "upper_95": UPPER,
            "source": SOURCE,
            "standing": STANDING,
        },
    ),
    "global-majority-health": Extra(
        "Health and ethnic group: what is stated, studied and published",
        {
            "topic": TOPIC,
            "measure": MEASURE,
            "area_code": CODE,
            "area_name": NAME,
            "group": GROUP,
            "value": VALUE,
            "lower_95": LOWER,
            "upper_95": UPPER,
            "unit": UNIT,
            "comparator_group": _text("Whom the group is set against"),
            "comparator_value": _number("The comparator's figure; 1 for a ratio"),
            "period": PERIOD,
            "source": SOURCE,
            "url": URL,
            "standing": STANDING,
            "claim_id": _text("Key of statements.csv, where a document states it"),
            "remark": REMARK,
        },
    ),
    "registered-patients-2026": Extra(
        "Patients registered with each practice, April 2026",
        {
            "practice_code": PRACTICE,
            "practice_name": PRACTICE_NAME,
            "women_25_49": _number("Women aged 25 to 49"),
            "women_50_64": _number("Women aged 50 to 64"),
            "women_53_70": _number("Women aged 53 to 70"),
            "people_60_74": _number("People aged 60 to 74"),
            "all_ages": _number("Everyone"),
        },
    ),
    "practices": Extra(
        "General practices: where they stand, their network and deprivation",
        {
            "practice_code": PRACTICE,
            "practice_name": PRACTICE_NAME,
            "in_practices_2017": Field("boolean", "Among the practices of December 2017"),
            "in_practices_2024": Field("boolean", "Among the practices of 2022/23 and 2023/24"),
            "postcode": _text("Postcode of the building"),
            "latitude": _number("Degrees north"),
            "longitude": _number("Degrees east"),
            "borough_code": _text("Borough of the building; blank outside both boroughs"),
            "ward_code": _text("Official ward of the building's postcode, wards from 2022"),
            "ward_name": _text("Name of that ward"),
            "primary_care_network": _text("Primary care network, 2023/24"),
            "deprivation_score": _number(
                "Deprivation score of the practice in its profile of 2023/24; higher is more "
                "deprived; the profile does not say from which Index of Multiple Deprivation"
            ),
        },
    ),
    "services": Extra(
        "Pharmacies, GP sites, dentists and hospitals, 2026",
        {
            "kind": _text("pharmacy, gp, dentist or hospital"),
            "code": _text("National code; blank where the list gives none"),
            "name": _text("Name, as the list has it"),
            "address": _text("Address, as the list has it; blank where it gives none"),
            "postcode": _text("Postcode"),
            "latitude": _number("Degrees north"),
            "longitude": _number("Degrees east"),
            "ward_code": _text("Official ward of the postcode, wards from 2022"),
            "lsoa_code": _text("Small area (LSOA 2021) of the postcode"),
            "nhs_contracted": Field("boolean", "Whether it has an NHS contract, where a list says"),
            "source": _text("Key of sources.yaml"),
        },
    ),
}
