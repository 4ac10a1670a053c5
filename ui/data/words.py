"""What is wrong with a learner's data, in one sentence: where it is, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dlcore.datasets.csv_table import CsvError
from dlcore.datasets.own import OwnDataError
from ui.language import _, message
from ui.notices import quote

CSV = {
    "empty": message("The file is empty: it needs a row of names and some rows of numbers."),
    "only_header": message("The file has a row of names and no data below it."),
    "too_large": message("The file is larger than {limit} bytes, the most that is read here."),
    "too_many_rows": message("The file has more than {limit} rows of data, the most that is read here."),
    "too_many_columns": message("The file has {value} columns; up to {limit} are read here."),
    "binary": message("This is no text file. Save the table as CSV and choose that file."),
    "archive": message("This is a packed file or a spreadsheet. Save the table as CSV and choose that file."),
    "encoding": message("The text's encoding is not known. Save the file as UTF-8; GBK and UTF-16 are read too."),
    "unclosed_quote": message("Row {row}: a quotation mark is opened and never closed."),
    "ragged": message("Row {row} has {value} fields where the first row has {limit}."),
    "duplicate_header": message("Two columns are called {column}: give every column a name of its own."),
    "one_column": message(
        "There is only one column. Two measurements and a target are needed, separated by comma, semicolon or tab."
    ),
    "too_few_numeric": message("Fewer than two columns hold numbers that differ: two such columns are needed."),
    "decimal_comma": message("Row {row}, column {column}: {value} has a decimal comma; write a decimal point."),
    "formula": message("Row {row}, column {column}: {value} is a formula; save the file with the formulas' values."),
    "not_a_number": message("Row {row}, column {column}: {value} is not a number."),
    "not_finite": message("Row {row}, column {column}: {value} is too large; numbers must lie within ±{limit}."),
    "constant": message("Column {column}: all values are equal, so nothing can be learned from it."),
    "one_class": message("Column {column} holds only one class; there must be at least two."),
    "too_many_classes": message("Column {column} holds {value} classes; up to {limit} are possible."),
    "all_missing": message("In every row one of the chosen cells is missing."),
    "too_few_rows": message("Only {value} rows are complete in the chosen columns; at least {limit} are needed."),
}
OWN = {
    "rows": message("There are {value} points; possible: {allowed}."),
    "inputs": message("The number of columns to predict from does not fit; possible: {allowed}."),
    "classes": message("There are too many classes; possible: {allowed}."),
    "one_class": message("All points are of one class: place some of another one too."),
    "not_finite": message("A number is missing or too large; possible: {allowed}."),
    "constant": message("All points have the same value: give some another one."),
}


def called(classes: Sequence[str], axes: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Name classes as the learner reads them.

    Those of a generated set are numbers and have names (message ids) by their colours; others bear their own.
    """
    drawn = all(name == str(i) for i, name in enumerate(classes)) and tuple(axes) == ("x₁", "x₂")
    return tuple(_(names.get(name, name)) for name in classes) if drawn else tuple(classes)


def csv_sentence(error: CsvError) -> str:
    """Say in the session's language what is wrong with a file."""
    column = quote(error.column) if error.column else ""
    return _(CSV[error.reason]).format(row=error.row, column=column, value=quote(error.value), limit=error.limit)


def own_sentence(error: OwnDataError) -> str:
    """Say in the session's language what is wrong with points."""
    return _(OWN[error.reason]).format(value=error.value, allowed=error.allowed)
