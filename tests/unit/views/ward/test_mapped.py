"""The map of a ward, and its borders over those before."""

from explorer.views.base import Swatch
from explorer.views.ward import boundaries, found, mapped

CAMPDEN = found.ward("Campden")


def test_the_ward_is_outlined_on_the_map_of_any_measure() -> None:
    view = mapped.map_view(CAMPDEN, "pm25")
    assert view.highlighted == (CAMPDEN.code,)
    assert view.headline.startswith("Campden is the least deprived of 36 wards")
    assert len(view.frame) == 36


def test_old_borders_are_dashed_over_the_wards_of_today() -> None:
    view = mapped.borders(CAMPDEN)
    assert (view.area_set.id, view.near) == ("wards-2022", (CAMPDEN.code,))
    assert view.over is found.before()
    own = view.frame.set_index("area_code").loc[CAMPDEN.code]
    assert own["class_key"] == mapped.OWN
    assert (view.frame["class_key"] == mapped.OTHERS).sum() == 35
    assert "87% of its present postcodes lay in Campden and 13% in Holland" in own["text"]
    dashed = [entry for entry in view.legend if entry.swatch is Swatch.DASHED]
    assert [entry.label for entry in dashed] == ["Wards of 2002, borders"]
    assert {entry.key for entry in view.legend} >= set(view.frame["class_key"])


def test_files_of_the_borders_say_whose_postcodes_and_which_wards_they_are() -> None:
    about = mapped.borders(CAMPDEN).provenance
    assert "Code-Point Open" in about.source
    assert "Census 2021" in about.source
    assert "Kensington and Chelsea 2002–2014, Westminster 2002–2022" in about.areas
    assert "Royal Mail" in about.boundary_credit


def test_shares_are_never_rounded_to_all_or_nothing() -> None:
    shares = (1.0, 0.9999, 0.995, 0.876, 0.005, 0.0049)
    assert [boundaries.share_words(share) for share in shares] == [
        *("all", "more than 99%", "more than 99%", "88%", "less than 1%", "less than 1%"),
    ]


def test_table_gives_both_shares_of_every_old_ward() -> None:
    table = boundaries.table(CAMPDEN).frame
    assert table["name"].tolist() == ["Campden", "Holland"]
    assert table["share"].tolist() == ["87%", "13%"]
    assert table["given"].tolist() == ["all", "21%"]
    assert table["postcodes"].tolist() == [292, 42]
