"""Some three hundred bad uploads: each has one thing wrong with it, and a name that says what."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pandas as pd
import shapely
from tests.unit.intake import files

from explorer import areas

Case = tuple[str, Callable[[], bytes]]
HEAD = ("area_code", "value")
GOOD = [HEAD, *((code, number) for number, code in enumerate(files.WARDS, 1))]
AGES = ["0", "1-4", *(f"{age}-{age + 4}" for age in range(5, 85, 5)), "85+"]


def cases() -> Iterator[Case]:
    """Give every bad file by name, made only when it is wanted."""
    for family in FAMILIES:
        for name, make in family():
            yield f"{family.__name__.strip('_')}: {name}", make


def _with(row: int, column: int, cell: object, rows: Sequence[Sequence[object]] = GOOD) -> bytes:
    """Write a good table with one cell replaced."""
    changed = [list(each) for each in rows]
    changed[row][column] = cell
    return files.csv(changed)


def _encodings() -> Iterator[Case]:
    text = files.csv(GOOD)
    yield "EBCDIC", lambda: text.decode().encode("cp500")
    yield "letters moved on", lambda: bytes((byte + 13) % 256 for byte in text)
    yield "signs alone", lambda: b"+" * 400
    yield "UTF-16 cut within a letter", lambda: text.decode().encode("utf-16")[:-1]
    yield "zeros within", lambda: text[:200] + b"\0\0\0" + text[200:]
    yield "UTF-32 that is not", lambda: b"\xff\xfe\0\0" + text
    yield "UTF-16 that is not", lambda: b"\xff\xfe" + text + b"\xd8"
    for seed in range(25):
        yield f"noise {seed}", lambda seed=seed: random.Random(seed).randbytes(500 + 50 * seed)


def _cells() -> Iterator[Case]:
    infinite = ("inf", "-inf", "+Infinity", "∞", "1e999", "-1e400", "NaN", "nan")
    dates = ("05-Sep", "Sep-05", "2023-09-05", "05/09/2023", "5-Sep-23", "2023-09-05T00:00:00")
    formulas = ("=1+1", "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2-3")
    others = ("twelve", "1.2.3", "12,34,5", "#DIV/0!", "#REF!", "#VALUE!", "1 2", "0x1F", "True")
    for cell in (*infinite, *dates, *formulas, *others, "<script>", "'; DROP TABLE x", "½", "١٢٣"):
        safe = cell if "," not in cell else f'"{cell}"'
        yield f"value {cell}", lambda safe=safe: _with(5, 1, safe)
    for role, cell in product(("lower_95", "numerator", "denominator"), ("inf", "x", "05-Sep")):
        rows = [(*HEAD, role), *((c, n, n) for c, n in GOOD[1:])]
        yield f"{role} {cell}", lambda rows=rows, cell=cell: _with(3, 2, cell, rows)


def _areas() -> Iterator[Case]:
    elsewhere = ("E05000026", "W05000001", "S13002516", "N08000101", "E05013810", "E01000001")
    for code in (*elsewhere, "E0501380", "E050138066", "F05013806", "E05O13806", "E05013806x", ""):
        yield f"code {code}", lambda code=code: _with(4, 0, code)
    for code in ("Total", "All wards", "Grand total", "1", "-", "2023", "05-Sep", "=A1"):
        yield f"area {code}", lambda code=code: _with(4, 0, code)
    named = [("ward", "value"), *((areas.name_of(c), n) for c, n in GOOD[1:])]
    for wrong in ("Westbourn", "Abingden", "Hollandd", "Kings Cross", "Mayfair", "Chelsea", "Soho?",
                  "Notting Barns", "London Bridge", "Ward 7", "?", "West"):  # fmt: skip
        yield f"name {wrong}", lambda wrong=wrong: _with(4, 0, wrong, named)
    for place in range(1, 37, 3):
        yield f"the area of row {place} twice", lambda place=place: files.csv([*GOOD, GOOD[place]])
    beside = [("area_code", "ward name", "value"), *((c, areas.name_of(c), n) for c, n in GOOD[1:])]
    for place in (1, 9, 20, 36):
        other = areas.name_of(files.WARDS[place % 36])
        yield f"other name {place}", lambda p=place, o=other: _with(p, 1, o, beside)


def _vintages() -> Iterator[Case]:
    for count in (1, 3, 10, 17):
        yield f"{count} of 2002", lambda n=count: files.by_area([*files.WARDS, *files.OLDEST[:n]])
        old = [code for code in files.OLDER if code not in files.WARDS][:count]
        yield f"{count} of 2014", lambda old=old: files.by_area([*files.WARDS, *old])
        yield f"{count} MSOAs", lambda n=count: files.by_area([*files.WARDS, *files.MSOAS[:n]])
        yield f"{count} LSOAs", lambda n=count: files.by_area([*files.LSOAS, *files.MSOAS[:n]])
    kensington = [code for code in files.OLDEST if code not in files.OLDER]
    newer = [code for code in files.WARDS if code not in files.OLDER]
    yield "two boroughs of two times", lambda: files.by_area([*kensington, *newer])


def _people() -> Iterator[Case]:
    headings = (
        *("NHS number", "nhs_no", "Surname", "First name", "DOB", "Date of birth", "email"),
        *("Patient name", "Address", "Mobile", "Hospital number", "Known as name"),
    )
    for heading in headings:
        yield heading, lambda h=heading: files.csv([("postcode", h), ("W10 6NX", "x")])
    contents = {
        "NHS numbers": ("9434765919", "9434765870", "4010232137"),
        "NHS numbers apart": ("943 476 5919", "943 476 5870", "401 023 2137"),
        "names": ("John Smith", "Fatima Ali", "Mary O'Brien"),
        "names turned": ("Smith, John", "Ali, Fatima", "Jones, David"),
        "titles": ("Mr Smith", "Mrs Jones", "Ms Lee"),
        "forenames": ("John", "Fatima", "David"),
        "births": ("1950-03-04", "1970-01-01", "1999-12-31"),
        "British births": ("04/03/1950", "01/01/1970", "31/12/1999"),
        "mail": ("a@b.org", "c@d.org", "e@f.org"),
    }
    for name, cells in contents.items():
        rows = [["postcode", "x"], *(["W10 6NX", f'"{cell}"'] for cell in cells)]
        yield name, lambda rows=rows: files.csv(rows)
    yield "half postcodes", lambda: files.csv([("postcode",), ("W10",), ("SW1",), ("W10 6NX",)])
    yield "postcodes elsewhere", lambda: files.csv([("postcode",), ("LS1 1AA",), ("M1 1AA",)])
    yield "values of postcodes", lambda: files.csv([("postcode", "value"), ("W10 6NX", 3)])


def _columns() -> Iterator[Case]:
    yield "no areas", lambda: files.csv([("a", "b"), (1, 2), (3, 4)])
    yield "no figures", lambda: files.csv([("area_code",), *((code,) for code in files.WARDS)])
    yield "words alone", lambda: files.csv([("ward", "thought"), ("Holland", "nice")])
    yield "two values", lambda: files.csv([("ward", "a", "b"), ("Holland", 1, 2)])
    yield "three values", lambda: files.csv([("ward", "a", "b", "c"), ("Holland", 1, 2, 3)])
    yield "years and a sum", lambda: files.csv([("ward", 2021, 2022, "Sum"), ("Holland", 1, 2, 3)])
    yield "years twice", lambda: files.csv([("ward", 2021, "Year 2021"), ("Holland", 1, 2)])
    yield (
        "years beneath sexes",
        lambda: files.csv(
            [
                ("ward", "Male", "", "Female", ""),
                ("", 2021, 2022, 2021, 2022),
                ("Holland", 1, 2, 3, 4),
                ("Colville", 1, 2, 3, 4),
            ]
        ),
    )
    yield (
        "sexes above years",
        lambda: files.csv(
            [
                ("", "Male", "", "Female", "", ""),
                ("ward", 2019, 2020, 2021, 2022, 2023),
                ("Holland", 1, 2, 3, 4, 5),
            ]
        ),
    )
    yield "the same heading", lambda: files.csv([("ward", "value", "value"), ("Holland", 1, 2)])
    yield "headings alone", lambda: b"area_code,value\n"
    yield "a comma within", lambda: files.csv([HEAD, (files.WARDS[0], "1,234")])
    yield (
        "an open quotation",
        lambda: files.csv([HEAD, (files.WARDS[0], '"3'), (files.WARDS[1], 4)]),
    )
    yield "a long cell", lambda: files.csv([HEAD, (files.WARDS[0], "9" * 9_000)])
    yield "600 columns", lambda: files.csv([range(600), range(600)])
    for column, cell in product(("period", "sex"), ("soon", "99", "05-Sep", "2023/25", "?")):
        rows = [
            (*HEAD, column),
            *((c, n, "2023" if column == "period" else "m") for c, n in GOOD[1:]),
        ]
        yield f"{column} {cell}", lambda rows=rows, cell=cell: _with(2, 2, cell, rows)


def _sense() -> Iterator[Case]:
    limits = [(*HEAD, "lower", "upper"), *((c, n, n - 1, n + 1) for c, n in GOOD[1:])]
    for column, cell in ((1, 500), (1, -500), (2, 99), (3, -99), (2, ""), (3, "")):
        yield f"limits {column} {cell}", lambda p=column, c=cell: _with(4, p, c, limits)
    counts = [("area_code", "count", "population"), *((c, n, 100) for c, n in GOOD[1:])]
    for column, cell in ((1, -1), (2, 0), (2, -5)):
        yield f"counts {column} {cell}", lambda p=column, c=cell: _with(4, p, c, counts)
    deaths = [("ward", "age", "deaths", "population"), *(("Holland", age, 9, 900) for age in AGES)]
    for age in ("05-Sep", "Oct-14", "2023-01-04", "old", "9-5", "", "0-4", "1-4", "200+"):
        yield f"age {age}", lambda age=age: _with(4, 1, age, deaths)
    for place in (1, 5, 19):
        fewer = [row for number, row in enumerate(deaths) if number != place]
        yield f"no band {place}", lambda fewer=fewer: files.csv(fewer)
    people = [(*row, "2023" if n else "year") for n, row in enumerate(deaths)]
    yield "no last deaths", lambda: _with(len(AGES), 2, 0, people)
    yield "nobody", lambda: _with(3, 3, 0, people)
    yield "more deaths than people", lambda: _with(3, 2, 9_999, people)
    yield (
        "few people",
        lambda: files.csv([people[0], *((w, a, d, 9, y) for w, a, d, _, y in people[1:])]),
    )
    reached = [("partner", "eligible 2023", "reached 2023", "eligible 2024", "reached 2024")]
    for row in (("A", 9, 10, 9, 5), ("A", 0, 0, 9, 5), ("A", 9, -1, 9, 5), ("A", "x", 1, 9, 5),
                ("A", 9, "inf", 9, 5), ("A", 9, 5, 9, "")):  # fmt: skip
        yield f"reached {row}", lambda row=row: files.csv([*reached, ("B", 9, 5, 9, 6), row])


def _workbooks() -> Iterator[Case]:
    for span in ("A2:A3", "B2:B9", "A5:B5", "A1:A2", "B30:B37", "A2:B3"):
        yield (
            f"merged {span}",
            lambda s=span: files.xlsx(GOOD, lambda _, sheet: sheet.merge_cells(s)),
        )
    for cell in ("B2", "B9", "A3", "B37"):
        yield (
            f"formula {cell}",
            lambda c=cell: files.xlsx(GOOD, lambda _, sheet: sheet.__setitem__(c, "=1+1")),
        )
    for row in (2, 20, 37):
        yield (
            f"hidden row {row}",
            lambda r=row: files.xlsx(
                GOOD, lambda _, sheet: setattr(sheet.row_dimensions[r], "hidden", True)
            ),
        )
    yield (
        "hidden column",
        lambda: files.xlsx(
            GOOD, lambda _, sheet: setattr(sheet.column_dimensions["B"], "hidden", True)
        ),
    )
    yield "all hidden", lambda: files.xlsx([("nothing",)], _hide_the_figures)
    for text in ("05-Sep", "inf", "#N/A!", "x"):
        yield f"cell {text}", lambda t=text: files.xlsx([*GOOD[:5], (files.WARDS[9], t)])
    yield "a date", lambda: files.xlsx([*GOOD[:5], (files.WARDS[9], pd.Timestamp("2023-09-05"))])
    good = [files.ods_row(*row) for row in GOOD]
    yield (
        "ODS merged",
        lambda: files.ods(
            [*good[:3], files.ods_row("x", 3, cell='table:number-columns-spanned="2"')]
        ),
    )
    yield (
        "ODS hidden",
        lambda: files.ods(
            [*good[:3], files.ods_row(files.WARDS[9], 3, row='table:visibility="collapse"')]
        ),
    )


def _hide_the_figures(book, sheet) -> None:
    hidden = book.create_sheet("Figures")
    for row in GOOD:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    sheet.append(("nothing here",))


def _bombs() -> Iterator[Case]:
    for size in (10, 50, 410):
        yield (
            f"{size} MB of blanks",
            lambda s=size: files.zipped(
                {"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": b" " * (s * 1_000_000)}
            ),
        )
    yield (
        "3000 parts",
        lambda: files.zipped(
            {"xl/workbook.xml": "<a/>"} | {f"xl/{n}.xml": "<a/>" for n in range(3_000)}
        ),
    )
    yield (
        "a bomb in a workbook",
        lambda: files.zipped(
            {"xl/workbook.xml": "<a/>", "xl/media/b.zip": files.zipped({"x": b"\0" * 9_000_000})}
        ),
    )
    for size in (4, 5):
        yield f"{size} MB that say they are less", lambda s=size: _lying(s * 1_000_000)
    for part in ("sheet1.xml", "workbook.xml", "styles.xml"):
        for declared in (b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY b "c">]>',
                         b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'):  # fmt: skip
            yield (
                f"{declared[-30:]!r} in {part}",
                lambda p=part, d=declared: files.changed(files.xlsx(GOOD), p, lambda xml: d + xml),
            )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in ("<!DOCTYPE a>", f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>'):
        yield (
            f"ODS {declared[:30]}",
            lambda d=declared: files.ods(
                [files.ods_row(*HEAD), files.ods_row("&l9;" if "l9" in d else "x", 3)], before=d
            ),
        )
    for corner in (b"XFD1048576", b"A1048576", b"XFD2"):
        yield (
            f"a cell in {corner.decode()}",
            lambda c=corner: files.changed(
                files.xlsx(GOOD),
                "sheet1.xml",
                lambda xml: xml.replace(b'r="B3"', b'r="' + c + b'"'),
            ),
        )


def _lying(size: int) -> bytes:
    archive = files.zipped({"xl/workbook.xml": "<a/>", "xl/s.xml": b"<a>" + b" " * (size - 3)})
    return archive.replace(size.to_bytes(4, "little"), (99).to_bytes(4, "little"))


def _large() -> Iterator[Case]:
    line = f"{files.WARDS[0]},1\n".encode()
    yield "10^6 rows", lambda: b"area_code,value\n" + line * 1_000_000
    yield "10^6 rows by tabs", lambda: b"area_code\tvalue\n" + line.replace(b",", b"\t") * 1_000_000
    yield "10^6 rows of UTF-16", lambda: ("a,b\n" + line.decode() * 1_000_000).encode("utf-16")
    yield "10^6 blank lines", lambda: b"area_code,value\n" + b"\n" * 1_100_000 + line
    yield "10^6 postcodes", lambda: b"postcode\n" + b"W10 6NX\n" * 1_000_000
    yield (
        "10^6 rows in a workbook",
        lambda: files.changed(
            files.xlsx(GOOD[:2]),
            "sheet1.xml",
            lambda xml: xml.replace(
                b"</sheetData>", b"<row><c><v>1</v></c></row>" * 1_000_000 + b"</sheetData>"
            ),
        ),
    )
    for attribute in ("table:number-rows-repeated", "table:number-columns-repeated"):
        yield (
            f"ODS {attribute}",
            lambda a=attribute: files.ods(
                [files.ods_row(*HEAD), files.ods_row("x", 3, **{_of(a): f'{a}="1000000"'})]
            ),
        )
    yield (
        "10^6 rows of Parquet",
        lambda: files.parquet(
            pd.DataFrame({"area_code": pd.Categorical([files.WARDS[0]] * 1_000_000), "value": 1})
        ),
    )
    yield (
        "a long word in every row of Parquet",
        lambda: files.parquet(
            pd.DataFrame({"area_code": pd.Categorical(["x" * 20_000] * 5_000), "value": 1})
        ),
    )
    yield "400,000 times the same area", lambda: b"area_code,value\n" + line * 400_000
    yield "400,000 words", lambda: b"area_code,value\n" + line.replace(b"1\n", b"x\n") * 400_000
    yield "a line of 10^7", lambda: b"area_code,value\n" + b"x" * 10_000_000
    yield "10^6 delimiters", lambda: b"," * 1_000_000


def _of(attribute: str) -> str:
    return "row" if "rows" in attribute else "cell"


def _shapes() -> Iterator[Case]:
    for crs in (3035, 2154, 32630, 32631, 4258, 2157, 25831):
        yield f"CRS {crs}", lambda c=crs: files.geopackage(files.layer().to_crs(c))
    for crs in (27700, 3857):
        yield (
            f"called {crs}",
            lambda c=crs: files.geopackage(files.layer().set_crs(c, allow_override=True)),
        )
        yield f"GeoJSON in {crs}", lambda c=crs: files.layer().to_crs(c).to_json().replace(
            '"crs"', '"was"'
        ).encode()  # fmt: skip
    yield "axes exchanged", lambda: files.geojson(_turned())
    for place in (0, 7, 35):
        yield f"crossing itself {place}", lambda p=place: files.geojson(_reshaped(p, BOW))
        yield f"crossing in a package {place}", lambda p=place: files.geopackage(_reshaped(p, BOW))
        yield f"hole outside {place}", lambda p=place: files.geojson(_reshaped(p, HOLE))
        yield f"no shape {place}", lambda p=place: files.geojson(_reshaped(p, None))
        far = shapely.box(-3.2, 55.9, -3.1, 56)
        yield f"elsewhere {place}", lambda p=place, f=far: files.geojson(_reshaped(p, f))
    swapped = files.layer().assign(area_code=list(files.WARDS[18:]) + list(files.WARDS[:18]))
    yield "codes of other shapes", lambda: files.geojson(swapped)
    plain = files.geojson(files.layer())
    for number in (b"Infinity", b"NaN", b"-Infinity"):
        yield (
            f"GeoJSON {number.decode()}",
            lambda n=number: plain.replace(b'"value": 3', b'"value": ' + n),
        )
    yield "no features", lambda: b'{"type": "FeatureCollection", "features": []}'
    yield "a broken collection", lambda: b'{"type": "FeatureCollection", "features": [{}]}'
    yield "deep brackets", lambda: b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000
    yield "no figures", lambda: files.geojson(files.layer().drop(columns="value"))


BOW = shapely.Polygon([(-0.2, 51.5), (-0.19, 51.51), (-0.19, 51.5), (-0.2, 51.51)])
HOLE = shapely.Polygon(
    shapely.box(-0.2, 51.5, -0.19, 51.51).exterior, [shapely.box(-0.1, 51.5, -0.09, 51.51).exterior]
)


def _reshaped(place: int, shape):
    layer = files.layer()
    layer.loc[layer.index[place], "geometry"] = shape
    return layer


def _turned():
    layer = files.layer()
    return layer.set_geometry(shapely.transform(layer.geometry, lambda points: points[:, ::-1]))


def _kinds() -> Iterator[Case]:
    text = files.csv(GOOD)
    starts = {
        "PDF": b"%PDF-1.7\n" + text,
        "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
        "picture": b"\x89PNG\r\n\x1a\n" + b"\0\1" * 300,
        "web page": b"<!DOCTYPE html><table><tr><td>1</td></tr></table>",
        "XML": b'<?xml version="1.0"?><a/>',
        "JSON": b'{"area_code": "E05013806", "value": 3}',
        "list": b"[1, 2, 3]",
        "gzip": gzip.compress(text),
        "ZIP": files.zipped({"figures.csv": text}),
        "Word": files.zipped({"word/document.xml": "<a/>"}),
        "database": b"SQLite format 3\0" + b"\0" * 500,
        "nothing": b"",
        "spaces": b"   \n \t \n",
        "one word": b"hello",
        "commas": b",,,\n,,,\n",
        "program": b"\x7fELF" + b"\2\1\1\0" * 50,
    }
    for name, content in starts.items():
        yield name, lambda content=content: content


def _cut() -> Iterator[Case]:
    whole = {
        "XLSX": files.xlsx(GOOD),
        "ODS": files.ods([files.ods_row(*row) for row in GOOD]),
        "Parquet": files.parquet(pd.DataFrame(GOOD[1:], columns=list(HEAD))),
        "GeoJSON": files.geojson(files.layer()),
        "GeoPackage": files.geopackage(files.layer()),
    }
    for (name, content), tenth in product(whole.items(), range(1, 9)):
        yield f"{name} after {tenth}/9", lambda c=content, t=tenth: c[: len(c) * t // 9]


def damaged(seed: int) -> bytes:
    """Return a good file of some kind with a few bytes changed."""
    chance = random.Random(seed)
    kinds = (
        lambda: files.xlsx(GOOD),
        lambda: files.ods([files.ods_row(*row) for row in GOOD]),
        lambda: files.parquet(pd.DataFrame(GOOD[1:], columns=list(HEAD))),
        lambda: files.geopackage(files.layer()),
        lambda: files.csv(GOOD),
    )
    content = bytearray(kinds[seed % len(kinds)]())
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(io.BytesIO(content).getvalue())


FAMILIES = (
    *(_encodings, _cells, _areas, _vintages, _people, _columns, _sense, _workbooks),
    *(_bombs, _large, _shapes, _kinds, _cut),
)
