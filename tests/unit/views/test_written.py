"""Evidence and outcomes as documents: nothing chosen is left out, nothing else is put in."""

import pytest

from explorer.views.evidence import ledger, statements
from explorer.views.evidence import written as evidence
from explorer.views.evidence.verdicts import MEANING
from explorer.views.outcomes import framework, printed
from explorer.views.outcomes import written as outcomes


def test_every_statement_stands_in_its_themes_table_with_verdict_and_reason() -> None:
    chosen = statements.chosen()
    document = evidence.document(chosen, {})
    titles = [section.title for section in document.sections]
    assert titles[0] == ledger.selected(len(chosen))
    assert titles[1 : 1 + len(statements.themes())] == list(statements.themes().values())
    rows = {
        row["stated"]: row
        for section in document.sections[1 : 1 + len(statements.themes())]
        for row in section.tables[0].frame.to_dict("records")
    }
    for each in chosen:
        row = rows[f"{each.statement.sentence} {ledger.origin(each.statement)}"]
        assert row["verdict"].lower() == each.verdict.value
        assert each.reason in row["found"]
    assert document.title == ledger.headline()
    assert document.permalink == "evidence"


def test_what_verdicts_mean_and_where_documents_disagree_is_said() -> None:
    document = evidence.document(statements.chosen(), {})
    first = " ".join(document.sections[0].sentences)
    assert all(meaning in first for meaning in MEANING.values())
    passage = ledger.side_by_side(statements.chosen())
    assert passage is not None
    (section,) = [one for one in document.sections if one.title == passage.title]
    assert section.tables == passage.tables


@pytest.mark.parametrize("theme", statements.themes())
def test_statements_of_one_theme_alone_make_a_document_and_a_spreadsheet(theme: str) -> None:
    chosen = statements.chosen(theme=theme)
    document = evidence.document(chosen, {"theme": theme})
    (table,) = document.tables
    assert table.frame["claim_id"].tolist() == [each.statement.claim_id for each in chosen]
    assert document.sections[1].title == statements.themes()[theme]
    assert document.permalink.startswith("evidence?theme=")


def test_the_framework_is_written_whole_with_what_is_not_known() -> None:
    chosen = framework.chosen("", "")
    document = outcomes.document(chosen, {})
    tables = [table.caption for section in document.sections for table in section.tables]
    assert all(f"{metric.name}, {metric.period}" in tables for metric in chosen)
    assert document.sections[-1].sentences == printed.unknown()
    assert [len(section.charts) for section in document.sections[1:3]] == [1, 1]
    assert document.tables == (printed.table(),)
    narrowed = outcomes.document(chosen[:1], {"ambition": "9"})
    assert len(narrowed.sections[3].tables) == 1
    assert narrowed.permalink == "outcomes?ambition=9"
