"""The code list of the ten ambitions."""

import pytest

from explorer import store
from explorer.errors import DataFileError
from explorer.views.outcomes import ambitions, framework


def test_ten_ambitions_have_a_name_each() -> None:
    held = ambitions.names()
    assert list(held) == [f"ambition-{number}" for number in range(1, 11)]
    assert held["ambition-1"] == "Children and young people"
    assert len(set(held.values())) == 10


def test_every_ambition_that_the_framework_measures_is_named() -> None:
    measured = {f"ambition-{metric.ambition}" for metric in framework.metrics()}
    assert measured <= set(ambitions.names())


@pytest.mark.parametrize(
    "content", [{"ambition-1": "One"}, [{"id": "a"}], [], [{"id": "a", "name": "A"}] * 2]
)
def test_another_shape_is_refused(monkeypatch: pytest.MonkeyPatch, content: object) -> None:
    monkeypatch.setattr(store, "read_yaml", lambda _: content)
    with pytest.raises(DataFileError, match=r"data/ambitions\.yaml"):
        ambitions.names.__wrapped__()
