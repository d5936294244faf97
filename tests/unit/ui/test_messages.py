"""Messages repeat what a link or a file asked for as text, never as markup."""

import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui import messages


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("![x](https://elsewhere/x.png)", r"\!\[x\](https://elsewhere/x.png)"),
        ("<b>bold</b> and *stars*", r"\<b>bold\</b> and \*stars\*"),
        ("one\n\n# two", "one # two"),
        ("2010-14, St. Helen's", "2010-14, St. Helen's"),
    ],
)
def test_markup_is_shown_as_it_was_typed(given: str, shown: str) -> None:
    assert messages.plain(given) == shown


def test_every_problem_is_a_line_with_its_remedy() -> None:
    def page() -> None:
        from explorer.errors import ExplorerError, Problem
        from explorer.ui.messages import explain

        first = Problem("line 1", "'*'", "a ward", "Correct it.")
        explain(ExplorerError([first, Problem("line 2", "x", "y", "z")]), "Two faults.")

    app = AppTest.from_function(page).run()
    assert app.error[0].value == (
        "Two faults.\n\n"
        r"- **line 1**: found '\*'; expected a ward. Correct it."
        "\n- **line 2**: found x; expected y. z"
    )
