"""The explorer's colours, one meaning each, shared by maps, charts, legends and exports.

One hue family a theme, light to dark with darker for more, so a reader knows the subject from the
colour and the order from the lightness alone: printed grey or seen without red and green, the
classes keep their order. Classes are spaced evenly in the Oklab colour space.

References
----------
Ottosson, B. (2020), A perceptual color space for image processing (Oklab).
W3C, Web Content Accessibility Guidelines 2.2, relative luminance and contrast ratio.
Government Analysis Function, Data visualisation: colours in charts.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.errors import Problem, SelectionError
from explorer.keeping import kept

HEADING = "#12436D"
INK = "#0B0C0C"
PAPER = "#FFFFFF"
HIGHLIGHT = "#F46A25"
"""Outline and marks of the areas compared; for marks only, since orange text is hard to read."""
NO_DATA_FILL = "#FFFFFF"
WITHHELD_FILL = "#E2E2DE"
NO_DATA_HATCH = "#595959"
"""Stripes of areas without a figure: no class of any palette is drawn so."""

MOST_CLASSES = 7

# Light, middle and dark end of each theme's ramp; lightness 0.91, 0.63 and 0.34 in Oklab.
_RAMPS = {
    "life-expectancy": ("#CCE6F6", "#3890D2", "#003670"),
    "global-majority": ("#E8DBF3", "#9F6ED1", "#451D74"),
    "air-quality": ("#F2E0B4", "#BC7728", "#5C2507"),
    "cancer-screening": ("#C7EBDA", "#379F70", "#064425"),
    "health": ("#F4DADD", "#D15D7D", "#651135"),
    "deprivation": ("#F4DBD4", "#D06454", "#651818"),
    "population": ("#D8E2F6", "#6C86CC", "#242F75"),
    "housing": ("#CBE8EB", "#239AA6", "#024048"),
    "environment": ("#DDE7C2", "#79953E", "#2A400C"),
    "your-figures": ("#EEDCEF", "#B070B4", "#52185A"),
}
THEMES = tuple(_RAMPS)

# For a reader who wants them whatever the theme: one that stays apart without any hue but blue and
# yellow, and one for a printer without colours. Lightness as in the themes' ramps.
_CHOSEN = {
    "colour-blind": ("#F3E7A1", "#8A8C74", "#0B2F66"),
    "grey": ("#E3E3E1", "#8C8C8A", "#383836"),
}

# Ochre below the benchmark, blue above it: apart for every kind of colour vision, and no verdict.
_DIVERGING = ("#8A4B08", "#D9A55B", "#F2F1EC", "#6FA8D6", "#0E4A85")

# Corners of the palette of two measures: both low, the first high, the second high, both high.
# Blue and ochre stay apart for every kind of colour vision, and darkness says "more" of both.
_BIVARIATE = ("#F1EFE8", "#0E5A9C", "#E08A00", "#1F1208")

_CATEGORICAL = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")

_BENCHMARK = {
    "better": "#00703C",
    "similar": "#FFDD00",
    "worse": "#D4351C",
    "lower": "#5694CA",
    "higher": "#003078",
    "not compared": INK,
}
_BENCHMARK_COLOUR_BLIND = _BENCHMARK | {
    "better": "#0B3C72",
    "similar": "#F3EFE2",
    "worse": "#D9650F",
}
# Darker is worse, or more; what cannot be told lies between, hatched, and all carry a symbol.
_BENCHMARK_GREY = _BENCHMARK | {
    "better": "#E9E9E7",
    "similar": "#C4C4C1",
    "worse": "#3B3B3A",
    "lower": "#E9E9E7",
    "higher": "#3B3B3A",
}
_BENCHMARKS = {
    "": _BENCHMARK,
    "without-red-and-green": _BENCHMARK_COLOUR_BLIND,
    "grey": _BENCHMARK_GREY,
}


@kept
def sequential(theme: str, n: int) -> tuple[str, ...]:
    """Return the colours of `n` classes of a theme, lightest (least) first.

    Parameters
    ----------
    theme : str
        One of `THEMES`.
    n : int
        Number of classes, 1 to 7.

    Returns
    -------
    tuple of str
        Hex colours, evenly spaced in lightness; darker is more.

    Raises
    ------
    SelectionError
        When the theme has no palette or `n` is out of range.
    """
    if theme not in _RAMPS:
        raise SelectionError(
            Problem(
                "theme",
                f"'{theme}'",
                f"one of {', '.join(THEMES)}",
                "Correct the indicator's theme.",
            )
        )
    return _spread(_RAMPS[theme], n)


def of_choice(choice: str, n: int) -> tuple[str, ...]:
    """Return the colours of `n` classes in a palette that serves every theme, least first.

    Parameters
    ----------
    choice : str
        'colour-blind' for yellow to blue, 'grey' for print without colours.
    n : int
        Number of classes, 1 to 7.
    """
    return _spread(_CHOSEN[choice], n)


@kept
def about_benchmark(below: int, above: int) -> tuple[str, ...]:
    """Return the colours of classes below and above a benchmark, furthest below first.

    Both sides are spaced alike, so that equal strength means equally many classes away.
    """
    _check_count(below + above, MOST_CLASSES)
    furthest = max(below, above)
    strengths = [(i + 1) / furthest for i in range(furthest)]
    low = [_between(_DIVERGING, 0.38 * (1 - strength)) for strength in strengths]
    high = [_between(_DIVERGING, 0.62 + 0.38 * strength) for strength in strengths]
    return (*reversed(low[:below]), *high[:above])


@kept
def diverging(n: int) -> tuple[str, ...]:
    """Return the colours of `n` classes about a benchmark, furthest below first.

    With an odd `n` the middle class is the benchmark's own; with an even one the benchmark lies
    between the two middle classes.

    Raises
    ------
    SelectionError
        When `n` is not 1 to 7.
    """
    return _spread(_DIVERGING, n)


@kept
def bivariate(n: int = 3) -> tuple[tuple[str, ...], ...]:
    """Return the colours of two measures in `n` classes each.

    Returns
    -------
    tuple of tuple of str
        `colours[first][second]`, least first: bluer for more of the first measure, more ochre for
        more of the second, dark for more of both.

    Raises
    ------
    SelectionError
        When `n` is not 2 to 4: more could not be told apart.
    """
    if not 2 <= n <= 4:
        raise SelectionError(
            Problem("palette", f"{n} classes each", "2 to 4", "Choose another number of classes.")
        )
    corners = [_to_oklab(colour) for colour in _BIVARIATE]
    steps = [i / (n - 1) for i in range(n)]

    def mixed(a: float, b: float) -> str:
        weights = ((1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b)
        parts = zip(*corners, strict=True)
        return _to_hex([sum(w * p for w, p in zip(weights, part, strict=True)) for part in parts])

    return tuple(tuple(mixed(a, b) for b in steps) for a in steps)


def categorical(n: int) -> tuple[str, ...]:
    """Return `n` colours without an order: the Government Analysis Function's set, in its order.

    Its guidance is four categories at most; six are held for compositions that are labelled.

    Raises
    ------
    SelectionError
        When `n` is not 1 to 6.
    """
    _check_count(n, len(_CATEGORICAL))
    return _CATEGORICAL[:n]


def benchmark_colours(choice: str = "") -> dict[str, str]:
    """Return the colour of each verdict of a comparison with a benchmark.

    Parameters
    ----------
    choice : str
        '' for the colours that the field knows, 'without-red-and-green' for blue for better and
        orange for worse, 'grey' for print without colours; any other palette has the usual ones.

    Returns
    -------
    dict of str to str
        Keys 'better', 'similar', 'worse', 'lower', 'higher', 'not compared'. 'similar' serves both
        scales; 'not compared' is the colour of an outline left empty, not of a fill.
    """
    return dict(_BENCHMARKS.get(choice, _BENCHMARK))


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two hex colours, from 1 (the same) to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Return the text colour, near-black or white, that reads better on a fill."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, colour))


def difference(first: str, second: str) -> float:
    """Return how far apart two hex colours look: distance in Oklab, about 1 from black to white."""
    pairs = zip(_to_oklab(first), _to_oklab(second), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _check_count(n: int, most: int) -> None:
    if not 1 <= n <= most:
        raise SelectionError(
            Problem("palette", f"{n} classes", f"1 to {most}", "Choose another number of classes.")
        )


def _spread(stops: Sequence[str], n: int) -> tuple[str, ...]:
    """Sample `n` colours evenly along stops, ends included from three classes on."""
    _check_count(n, MOST_CLASSES)
    shares = [i / (n - 1) if n > 2 else (i + 1) / (n + 1) for i in range(n)]
    return tuple(_between(stops, share) for share in shares)


def _between(stops: Sequence[str], share: float) -> str:
    place = share * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    start, end = _to_oklab(stops[first]), _to_oklab(stops[first + 1])
    weight = place - first
    return _to_hex(tuple(a + (b - a) * weight for a, b in zip(start, end, strict=True)))


def _linear_rgb(colour: str) -> tuple[float, ...]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _luminance(colour: str) -> float:
    red, green, blue = _linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _to_oklab(colour: str) -> tuple[float, ...]:
    cones = _times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        _linear_rgb(colour),
    )
    return _times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        [cone ** (1 / 3) for cone in cones],
    )


def _to_hex(oklab: Sequence[float]) -> str:
    cones = _times(
        (
            (1.0, 0.3963377774, 0.2158037573),
            (1.0, -0.1055613458, -0.0638541728),
            (1.0, -0.0894841775, -1.2914855480),
        ),
        oklab,
    )
    linear = _times(
        (
            (4.0767416621, -3.3077115913, 0.2309699292),
            (-1.2684380046, 2.6097574011, -0.3413193965),
            (-0.0041960863, -0.7034186147, 1.7076147010),
        ),
        [cone**3 for cone in cones],
    )
    clipped = [min(1.0, max(0.0, c)) for c in linear]
    encoded = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped]
    return "#" + "".join(f"{round(255 * c):02X}" for c in encoded)
