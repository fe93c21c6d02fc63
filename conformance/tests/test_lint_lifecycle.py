"""The rules for the lifecycle: one fault is planted in a copy, and named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.tests.test_lint import named, plant


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("state", "submission/withdrawn,sub", "submission/gone,sub", "a state is called by its stage and its status"),
        ("state", ",consultation,disposed,", ",consultation,closed,", "codelists/application-status.csv has no closed"),
        ("state", "the High Court.,no,yes", "the High Court.,never,yes", "the column ends says yes or no"),
        ("state", "before a decision.,yes,", "before a decision.,no,", "no move leads away from assessment/withdrawn"),
        ("state", "Decided.,no,", "Decided.,yes,", "assessment/determined is an end, and a move leads away"),
        ("move", "validation/returned,The", "validation/refused,The", "lifecycle/state.csv has no validation/refused"),
        ("move", ",The authority receives the application.", ",", "the column because says"),
        (
            "move",
            "submission/undetermined,submission/withdrawn",
            "submission/undetermined,validation/undetermined",
            "twice",
        ),
        ("date", "application,receivedDate", "application,receiptDate", "application has no date receiptDate"),
        ("date", "decision,decisionDate,happened", "decision,decisionDate,past", "the column tells says one of"),
        ("date", "event,eventDate", "occurrence,eventDate", "codelists/kind.csv has no occurrence"),
        ("order", "decision,decisionDate,application,", "decision,decisionDate,site,", "site of decision refers to no"),
        (
            "order",
            "application,receivedDate,Nobody decides",
            "application,dueDate,Nobody",
            "application has no date dueDate",
        ),
    ],
)
def test_a_fault_of_the_lifecycle_is_named_with_its_line(
    spec: Path, file: str, old: str, new: str, message: str
) -> None:
    complaints, line = plant(spec, f"lifecycle/{file}.csv", old, new)
    assert named(complaints, spec, f"lifecycle/{file}.csv", line, message), [str(one) for one in complaints]
