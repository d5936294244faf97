"""Your data: a file becomes an indicator like any other, in the visit that gave it and no other."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.opening import headline, opened, words

from explorer import areas

PAGE = "your-data"
CODES = areas.codes("wards-2022")
COUNTS = "ward,cases,population\n" + "\n".join(
    f"{code},{100 + 10 * number},2000" for number, code in enumerate(CODES)
)
DETAILS = {
    "What the figures are called": "Damp homes",
    "Unit": "%",
    "Whose figures they are": "A council",
    "What they call them": "Household survey",
    "Licence": "Not for publication",
    "Period": "2023",
}


def upload(app: AppTest, content: str, name: str = "survey.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content.encode(), "text/csv")).run()
    return app


def submit(app: AppTest, **changed: str) -> AppTest:
    for field in app.text_input:
        if field.label in DETAILS:
            field.set_value({**DETAILS, **changed}[field.label])
    press(app, "Show these figures")
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return app


def accepted(content: str = COUNTS) -> AppTest:
    return submit(upload(opened(PAGE), content))


@pytest.fixture(scope="module")
def given() -> AppTest:
    """A visit that has given figures; tests of it only read."""
    return accepted()


def test_a_file_is_understood_before_anything_is_taken() -> None:
    app = upload(opened(PAGE), COUNTS)
    assert not app.exception
    assert "36 wards-2022 codes" in words(app)
    assert "numerator in column B (cases)" in words(app)
    assert headline(app).startswith("Bring figures of your own")


def test_it_is_then_mapped_with_its_intervals_and_marked(given: AppTest) -> None:
    assert not given.exception
    assert not given.error
    assert headline(given).startswith("Damp homes (user supplied) ranged from 5.0% in ")
    assert "to 22.5% in" in headline(given)
    said = words(given)
    assert "Source: A council, Household survey. Not for publication." in said
    assert "Supplied by the user." in said
    assert "Damp homes (user supplied) (%)" in said
    assert "(user supplied) (user supplied)" not in said


def test_pasted_cells_do_as_well() -> None:
    app = opened(PAGE)
    app.text_area[0].set_value(COUNTS.replace(",", "\t"))
    press(app, "Read the pasted cells")
    assert not app.exception
    assert "Read from the pasted cells." in words(app)
    assert "36 wards-2022 codes" in words(app)


def test_a_column_can_be_corrected() -> None:
    app = upload(opened(PAGE), COUNTS.replace("population", "dwellings"))
    next(s for s in app.selectbox if s.label == "Out of (denominator)").set_value("dwellings").run()
    assert "denominator in column C (dwellings)" in words(app)
    submit(app)
    assert headline(app).startswith("Damp homes (user supplied) ranged from 5.0% in ")


def test_years_side_by_side_are_periods_and_a_total_may_be_left_out() -> None:
    rows = "ward,2022,2023,Total\n" + "\n".join(f"{code},4,5,9" for code in CODES)
    app = upload(opened(PAGE), rows)
    assert "numbers beside columns B and C" in words(app)
    app.multiselect[0].set_value(["Total"]).run()
    assert not app.exception
    assert "one for each of 2 periods, 2022 and 2023." in words(app)
    next(s for s in app.selectbox if s.label.startswith("Columns of")).set_value("not").run()
    assert not app.exception
    next(s for s in app.selectbox if s.label == "Figure").set_value("2023").run()
    assert "value in column C (2023)" in words(app)
    submit(app)
    assert headline(app).endswith("stood at 5.0% everywhere")


def test_all_faults_are_listed_at_once_with_a_template() -> None:
    broken = COUNTS.replace(f"{CODES[3]},130", f"{CODES[3]},many").replace(CODES[7], "E99999999")
    app = upload(opened(PAGE), broken)
    assert not app.exception
    said = words(app)
    assert "many" in said
    assert "E99999999" in said
    assert "How to put it right" in said
    assert "Show these figures" not in [button.label for button in app.button]
    assert [b.proto.label for b in app.get("download_button")] == [
        "Take the corrected template (CSV)"
    ]


def test_what_is_missing_is_asked_for_and_the_rest_is_kept() -> None:
    app = submit(upload(opened(PAGE), COUNTS), Licence="")
    assert "licence" in app.error[0].value
    assert headline(app).startswith("Bring figures of your own")
    field = next(f for f in app.text_input if f.label == "What the figures are called")
    assert field.value == "Damp homes"


def test_names_of_people_stop_the_import() -> None:
    rows = "name,nhs number,postcode\nJane Example,943 476 5919,W10 5NF"
    app = upload(opened(PAGE), rows)
    assert not app.exception
    assert "What has to be put right" in words(app)
    assert "Jane Example" not in words(app)
    assert "943 476 5919" not in words(app)


def test_rows_about_people_are_counted_and_dropped_at_once() -> None:
    rows = "postcode,sex\n" + "W10 5NF,F\nSW1P 4DF,M\nW9 2AB,F\n" * 20
    app = upload(opened(PAGE), rows, "people.csv")
    assert not app.exception
    assert "Its rows were counted to areas and dropped." in words(app)
    assert "60 rows counted to areas" in words(app)
    held = app.session_state["visit"].session.brought("your-data:given")
    assert b"W10" not in held.content
    assert held.content.startswith(b"area_code,sex,count")
    assert next(f.value for f in app.text_input if f.label == "Unit") == "people"
    submit(app, Unit="people")
    assert headline(app).startswith("Damp homes (user supplied), women, ranged from 0.0 people in ")


def test_older_wards_can_be_moved_to_today_s_as_an_estimate() -> None:
    old = "ward,cases,population\n" + "\n".join(f"{c},200,2000" for c in areas.codes("wards-2002"))
    app = upload(opened(PAGE), old)
    assert "can be moved to" in words(app)
    assert "wards-2002 codes" in words(app)
    app.selectbox(key=f"{PAGE}:rebase").set_value("wards-2022").run()
    submit(app)
    assert not app.exception
    assert "stood at 10.0% everywhere" in headline(app)
    assert app.query_params["areas"] in ("wards-2022", ["wards-2022"])
    assert "Moved to these areas by where live postcodes lie" in words(app)


def test_older_wards_stay_on_their_own_map_otherwise() -> None:
    old = "ward,cases,population\n" + "\n".join(f"{c},200,2000" for c in areas.codes("wards-2002"))
    app = submit(upload(opened(PAGE), old))
    assert app.query_params["areas"] in ("wards-2002", ["wards-2002"])


def test_names_of_two_sets_are_taken_for_the_one_that_the_reader_says() -> None:
    names = ["Abingdon", "Campden", "Golborne", "Holland"]
    rows = "ward,cases,population\n" + "\n".join(f"{name},200,2000" for name in names)
    app = upload(opened(PAGE), rows)
    assert "4 wards-2022 names" in words(app)
    app.selectbox(key=f"{PAGE}:set").set_value("wards-2002").run()
    assert not app.exception
    assert "4 wards-2002 names" in words(app)


def test_small_numbers_are_withheld_from_the_start() -> None:
    small = COUNTS.replace(f"{CODES[0]},100,", f"{CODES[0]},3,")
    app = upload(opened(PAGE), small)
    next(n for n in app.number_input if n.label.startswith("Smallest")).set_value(5)
    submit(app)
    assert not app.exception
    assert headline(app).startswith("Damp homes (user supplied) ranged from 5.5% in ")
    assert "0.2%" not in words(app)


def onward(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def test_only_pages_that_can_show_them_are_offered(given: AppTest) -> None:
    assert onward(given) == [
        "Compose a map of them",
        "Compare with another measure",
        "See neighbourhoods",
    ]
    boroughs = "borough,cases,population\n" + "\n".join(
        f"{code},200,2000" for code in areas.codes("boroughs")
    )
    app = accepted(boroughs)
    assert not app.exception
    assert onward(app) == ["Compose a map of them"]


def figures_of(app: AppTest) -> str:
    asked = app.query_params["indicator"]
    return asked if isinstance(asked, str) else asked[0]


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("compare", "compare:indicator"),
        ("neighbourhood", "neighbourhood:measure"),
        ("map-studio", "map-studio:indicator"),
        ("methods", ""),
    ],
)
def test_other_pages_have_them_like_any_indicator(page: str, key: str) -> None:
    app = accepted()
    own = figures_of(app)
    app.query_params.clear()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    if key:
        app.selectbox(key=key).set_value(own).run()
        assert not app.exception
        assert not app.error
        assert "Damp homes (user supplied)" in words(app)


def test_another_visit_neither_lists_nor_opens_them(given: AppTest) -> None:
    own = figures_of(given)
    for page in ("compare", "neighbourhood", "map-studio"):
        other = opened(page)
        assert not [o for box in other.selectbox for o in box.options if "Damp" in str(o)]
        assert "Damp homes" not in words(other)
    linked = opened(PAGE, indicator=own)
    assert "gave in another session" in linked.error[0].value


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("neighbourhood", "measure"),
        ("ward", "measure"),
        ("map-studio", "indicator"),
        ("compare", "with-indicator"),
        ("your-data", "indicator"),
    ],
)
def test_a_link_to_them_is_answered_in_words(page: str, field: str) -> None:
    app = opened(page, **{field: "own-damp-homes-0a1b2c"})
    assert not app.exception
    said = " ".join(element.value for element in (*app.error, *app.warning))
    assert "figures that a reader gave in another session" in said
    assert "Ask for an exported file instead" in said


def test_they_can_be_taken_out_again() -> None:
    app = press(accepted(), "Take these figures out")
    assert not app.exception
    assert headline(app).startswith("Bring figures of your own")


def test_before_and_after_goes_to_the_page_of_programmes() -> None:
    headings = "partner,eligible 2023-12,reached 2023-12,eligible 2024-07,reached 2024-07"
    app = upload(opened(PAGE), f"{headings}\nA,300,119,321,135")
    assert not app.exception
    assert "See what changed" in [link.proto.label for link in app.get("page_link")]
    app.switch_page("pages/programme.py").run()
    assert not app.exception
    assert headline(app).startswith("Your programme (user supplied): the share reached rose by 2.4")
