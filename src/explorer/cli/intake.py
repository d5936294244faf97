"""Figures of one's own from the command line: what is made out of a file, or all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from explorer import intake
from explorer.cli.asking import JsonOption
from explorer.cli.figures import plain, print_json
from explorer.cli.local_health import import_local_health
from explorer.cli.reading import content_of, refuse
from explorer.errors import IntakeError, Problem
from explorer.intake import Across, Content, Details, Reached, Role, Understood, Wishes
from explorer.intake.derive import PER_CENT, UNIT_OF
from explorer.model import Polarity
from explorer.stats import Comparison
from explorer.views import words
from explorer.views.programme import change

if TYPE_CHECKING:
    import pandas as pd

FILE = "file"
NOT_STATED = "not stated"
INTERVAL = ("value", "lower_95", "upper_95")
FIGURES = (*INTERVAL, "numerator", "denominator")
GROUPS = ("period", "sex", "age", "group")


class FileUnlessNamed(TyperGroup):
    """Takes the first word for a file unless it names a command: 'explorer import FILE'."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if known or not args else [FILE, *args])


app = typer.Typer(
    cls=FileUnlessNamed, no_args_is_help=True, help="Take in figures from a file: FILE."
)

app.command("local-health")(import_local_health)


@app.command(FILE)
def import_file(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A table of figures; '-' reads pasted cells.")
    ],
    as_json: JsonOption = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a column says: value='Rate 2023'; may be repeated."),
    ] = None,
    name: Annotated[str, typer.Option(help="What the figures are called.")] = "",
    unit: Annotated[str, typer.Option(help="%, years, people, per 1,000 ...")] = "",
    period: Annotated[str, typer.Option(help="2023, 2019-23, 2022/23; where none is named.")] = "",
    area_set: Annotated[str, typer.Option(help="Take the areas for those of this set.")] = "",
    rebase_to: Annotated[str, typer.Option(help="Move the figures to this set: an estimate.")] = "",
    leave_out_elsewhere: Annotated[
        bool, typer.Option(help="Leave out rows of areas that are not held here.")
    ] = False,
    own_areas: Annotated[
        bool, typer.Option(help="Areas of your own: figures are listed, not mapped.")
    ] = False,
    across: Annotated[
        Across,
        typer.Option(
            help="What columns of figures side by side are: the periods, ages or sexes of their "
            "headings; 'not' takes each by itself, 'groups' each as a group."
        ),
    ] = Across.AS_RECOGNISED,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", help="Heading of a column not to be read; may be repeated."),
    ] = None,
    template: Annotated[Path | None, typer.Option(help="Write a corrected template here.")] = None,
) -> None:
    """Read a file of figures, say what was understood, and list the figures or every fault.

    CSV, XLSX, ODS, Parquet, GeoJSON or GeoPackage, of at most 200 MB (50 MB with shapes), 500,000
    rows and 500 columns.
    """
    wishes = Wishes(
        area_set, rebase_to, leave_out_elsewhere, own_areas, across, tuple(leave_out or ())
    )
    try:
        choices = tuple(map(_choice, column or ()))
        content, called = content_of(file)
        outcome = intake.understand(content, called, choices, wishes)
        if template and outcome.template:
            template.write_bytes(outcome.template)
        if not outcome.is_accepted or outcome.understood is None:
            raise IntakeError(outcome.problems)
        found = outcome.understood
        details = Details(
            name=name or Path(called).stem,
            unit=unit or _usual_unit(found),
            polarity=Polarity.NEUTRAL,
            publisher=NOT_STATED,
            title="",
            licence=NOT_STATED,
            period=period,
        )
        report = {**_accepted(found), **_figures(content, called, details, choices, wishes, found)}
    except IntakeError as error:
        refuse(error.problems, as_json)
    if as_json:
        print_json({"accepted": report})
    else:
        _tell(report)


def _usual_unit(found: Understood) -> str:
    """Return the unit that the content, or the heading of the value, settles; '' otherwise."""
    headings = dict(found.columns)
    if PER_CENT in headings.get(Role.VALUE, ""):
        return PER_CENT
    return UNIT_OF.get(found.content, "")


def _choice(text: str) -> tuple[Role, str]:
    role, sign, heading = text.partition("=")
    if not sign or role not in list(Role):
        raise IntakeError(
            Problem(
                "--column",
                f"'{text}'",
                f"one of {', '.join(Role)}, then = and a heading",
                "Write it as in --column 'value=Rate 2023'.",
            )
        )
    return Role(role), heading


def _accepted(found: Understood) -> dict[str, Any]:
    return {
        "area_set": found.area_set or None,
        "rows": found.rows,
        "columns": {role.value: heading for role, heading in found.columns},
        "content": found.content.value,
        "period": found.period or None,
        "sentence": found.sentence,
        "remarks": list(found.remarks),
        "rebase_to": list(found.rebase_to),
    }


def _figures(
    content: bytes,
    called: str,
    details: Details,
    choices: tuple[tuple[Role, str], ...],
    wishes: Wishes,
    found: Understood,
) -> dict[str, Any]:
    """Work out the figures; none where the file names no period and none was given."""
    if found.content is Content.BEFORE_AFTER:
        return {"changes": _changes(intake.read_reached(content, called, choices))}
    if not (found.period or details.period):
        return {"figures": None, "asked": ["period"]}
    if wishes.own_areas:
        frame = intake.work_out(content, called, details, choices, wishes)
        return {"unit": details.unit, "figures": _rows(frame)}
    own = intake.accept(content, called, details, choices, wishes)
    report: dict[str, Any] = {"unit": details.unit, "figures": _rows(own.table)}
    if own.together is not None:
        report["neighbourhoods"] = [
            {"area": row["name"], **{key: row[key] for key in GROUPS if row.get(key)}}
            | {key: plain(row[key]) for key in INTERVAL}
            for row in own.together.to_dict("records")
        ]
    return report


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "area": row["area_code"],
            **({"name": row["area_name"]} if row.get("area_name") else {}),
            **{key: row[key] for key in GROUPS if row.get(key)},
            **({"group": row["breakdown"]} if row.get("breakdown") else {}),
            **{key: plain(row[key]) for key in FIGURES},
            **({"note": row["note"]} if row["note"] else {}),
        }
        for row in frame.to_dict("records")
    ]


def _changes(found: Sequence[Reached]) -> list[dict[str, Any]]:
    beyond = {one.label: _compared(more) for one, more in change.beyond_others(found)}
    return [{**_change(one), "beyond_control": beyond.get(one.label)} for one in found]


def _change(of: Reached) -> dict[str, Any]:
    relative = of.ratio
    return {
        "label": of.label,
        "before": plain(of.share_before),
        "after": plain(of.share_after),
        "control": of.is_control,
        "points": _compared(of.points),
        "ratio": None if relative is None else _compared(relative),
    }


def _compared(found: Comparison) -> dict[str, Any]:
    return {
        "value": plain(found.value),
        "lower_95": plain(found.lower),
        "upper_95": plain(found.upper),
        "chance_excluded": found.chance_excluded,
    }


def _tell(report: dict[str, Any]) -> None:
    typer.echo(report["sentence"])
    for remark in report["remarks"]:
        typer.echo(f"  {remark}")
    for row in (*(report.get("figures") or ()), *report.get("neighbourhoods", ())):
        where = ", ".join(
            str(row[key]) for key in ("area", "name", "group", "period", "sex") if row.get(key)
        )
        typer.echo(f"{where}: {_figure(row)} {report['unit']}".rstrip())
    for each in report.get("changes", ()):
        typer.echo(f"{each['label']}: {_points(each['points'])}")
        if each["beyond_control"]:
            typer.echo(f"  beyond those without it: {_points(each['beyond_control'])}")
    if report.get("asked"):
        typer.echo("Say for when the figures are with --period to have them worked out.")


def _points(found: dict[str, Any]) -> str:
    """Say a change, its interval, and whether chance can explain it."""
    verdict = "beyond chance" if found["chance_excluded"] else "chance can explain it"
    span = words.interval(found["lower_95"], found["upper_95"], 1)
    return f"{words.signed(found['value'], 1)} percentage points ({span}), {verdict}"


def _figure(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return "no figure"
    if row["lower_95"] is None:
        return words.number(row["value"], 1)
    span = words.interval(row["lower_95"], row["upper_95"], 1)
    return f"{words.number(row['value'], 1)} ({span})"
