"""A learner's CSV file: what it holds, or in which row and column it is wrong. Loads without torch."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

import numpy as np
import pandas as pd

from dlcore.datasets.dataset import LARGEST, LEAST_SPREAD

MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
MOST_CLASSES = 6
MOST_COLUMNS = 100
LEAST_ROWS = 4
LONGEST_NAME = 40
SHOWN_LINES = 10  # of the rows left out

Reason = Literal[
    "empty",
    "only_header",
    "too_large",
    "too_many_rows",
    "too_many_columns",
    "binary",
    "archive",
    "encoding",
    "unclosed_quote",
    "ragged",
    "duplicate_header",
    "one_column",
    "too_few_numeric",
    "decimal_comma",
    "formula",
    "not_a_number",
    "not_finite",
    "constant",
    "one_class",
    "too_many_classes",
    "all_missing",
    "too_few_rows",
]

SEPARATORS = ("\t", ";", ",")  # where two explain a file equally well, the comma is a decimal comma
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?"})
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
NOT_FINITE = re.compile(r"[+-]?(?:inf|infinity|nan)", re.IGNORECASE)
DECIMAL_COMMA = re.compile(r"[+-]?[0-9.]*,[0-9]+(?:[eE][+-]?[0-9]+)?")
ARCHIVES = (
    b"PK\x03\x04",  # zip, and with it xlsx and ods
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh91AY&SY",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
)
BINARIES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"%PDF-",
    b"%!PS-Adobe",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # xls and doc
    b"{\\rtf",
)


class CsvError(ValueError):
    """A file, or a choice of its columns, that nothing can be learned from.

    Attributes
    ----------
    reason
        Which of :data:`Reason`.
    row
        The line of the file, counted from 1 with the header, that the row at fault begins on.
    column
        The header of the column at fault, or "column 3" where it has none.
    value
        What was found: a cell's text, shortened like a name, or a number of bytes, rows, columns, fields or classes.
    limit
        How much of it there may be, or should be.
    """

    def __init__(
        self, reason: Reason, row: int | None = None, column: str | None = None, value: str = "", limit: str = ""
    ) -> None:
        parts = {"row": row, "column": column, "value": value, "limit": limit}
        super().__init__(", ".join([reason, *(f"{name} {part!r}" for name, part in parts.items() if part)]))
        self.reason: Reason = reason
        self.row, self.column, self.value, self.limit = row, column, value, limit

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, int | None, str | None, str, str]]:
        return type(self), (self.reason, self.row, self.column, self.value, self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class CsvTable:
    """A file's cells as texts, every row as long as the header.

    Attributes
    ----------
    header
        The columns' names, fit to be shown and all different; "column 1" … where the file has none.
    cells
        Every data row's texts, trimmed.
    lines
        The line of the file that each row begins on, counted from 1.
    """

    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    _present: tuple[tuple[str, ...], ...] = field(init=False, repr=False)  # a column's different present texts
    _numeric: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        columns = zip(*self.cells, strict=True) if self.cells else ((),) * len(self.header)
        present = tuple(tuple(dict.fromkeys(text for text in column if not _missing(text))) for column in columns)
        object.__setattr__(self, "_present", present)
        object.__setattr__(self, "_numeric", tuple(i for i, texts in enumerate(present) if _all_numbers(texts)))

    def present(self) -> tuple[tuple[str, ...], ...]:
        """Each column's different texts that are not missing, in the file's order."""
        return self._present

    def numeric(self) -> tuple[int, ...]:
        """Columns whose present cells are all finite numbers and not all equal."""
        return self._numeric

    def labels(self) -> tuple[int, ...]:
        """Columns with 2 … MOST_CLASSES different present texts."""
        return tuple(i for i, texts in enumerate(self._present) if 2 <= len(texts) <= MOST_CLASSES)

    def suggestion(self, *, classes: bool = True) -> tuple[int, int, int]:
        """Two inputs and a target: the last labels, else the last numbers, if that leaves two columns of numbers.

        Where no target does, the first input comes twice. Without `classes` the target is the last numbers.
        """
        targets = (*(reversed(self.labels()) if classes else ()), *reversed(self._numeric))
        choices = [([i for i in self._numeric if i != target], target) for target in targets]
        inputs, target = next((choice for choice in choices if len(choice[0]) > 1), choices[0])
        return inputs[0], inputs[:2][-1], target

    def is_class(self, target: int) -> bool:
        """Whether a target is to be read as a class: it holds text, or few different integers."""
        texts = self._present[target]
        few = len(texts) <= MOST_CLASSES
        if all(NUMBER.fullmatch(text) for text in texts):
            return few and all(float(text).is_integer() for text in texts)
        # Among many different numbers, a text is a slip, which reading the column as numbers will name.
        return few or not _nearly_numbers(texts)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Chosen columns of a table as numbers, without the rows in which one of them is missing.

    Attributes
    ----------
    points
        (n, inputs) float64.
    targets
        (n,): int64 class indices, or float64 values.
    classes
        The classes' names, sorted; empty where the target is a number.
    axes
        The inputs' names.
    target_name
        The target's name.
    missing
        How many rows were left out because a chosen cell was missing.
    missing_lines
        The lines in the file of the first ten of them.
    """

    points: np.ndarray
    targets: np.ndarray
    classes: tuple[str, ...]
    axes: tuple[str, ...]
    target_name: str
    missing: int
    missing_lines: tuple[int, ...]


class _Record(NamedTuple):
    line: int
    text: str
    width: int


class _Unclosed(NamedTuple):
    line: int
    column: int
    text: str


def read(content: bytes | str) -> CsvTable:
    """Read a file of at most MOST_BYTES and MOST_ROWS; raise :class:`CsvError` for one that is not a table of numbers.

    Its separator (comma, semicolon, tab), its encoding (UTF-8, UTF-16 with a byte order mark, GB18030) and whether it
    has a header are found out: a first row of numbers only is data.
    """
    text = _decode(content)
    if not text.strip():
        raise CsvError("empty")
    separator = _separator(text)
    records, unclosed = _scan(text, separator)
    if unclosed:
        first = _cells(records[:1], separator)[0] if records else ()
        name = _header(first)[unclosed.column] if unclosed.column < len(first) else f"column {unclosed.column + 1}"
        raise CsvError("unclosed_quote", unclosed.line, name, _shown(unclosed.text))
    _check_widths(records)
    rows = _cells(records[: MOST_ROWS + 2], separator)
    named = not all(NUMBER.fullmatch(cell) or DECIMAL_COMMA.fullmatch(cell) for cell in rows[0])
    if len(records) - named > MOST_ROWS:
        raise CsvError("too_many_rows", value=str(len(records) - named), limit=str(MOST_ROWS))
    header = _header(rows[0] if named else ("",) * len(rows[0]))
    if named:
        _check_header(rows[0], header, records[0].line)
    if len(records) == named:
        raise CsvError("only_header")
    table = CsvTable(header, tuple(rows[named:]), tuple(record.line for record in records[named:]))
    if len(table.numeric()) < 2:
        _explain_too_few(table)
    return table


def select(table: CsvTable, inputs: Sequence[int], target: int, *, classes: bool) -> Selection:
    """Take columns of a table as inputs and as a target, a class or a number; raise :class:`CsvError` where it cannot.

    Only rows in which all of them are present are looked at; the first wrong cell is named.
    """
    chosen = (*inputs, target)
    kept: list[tuple[int, list[str]]] = []
    left_out: list[int] = []
    for line, row in zip(table.lines, table.cells, strict=True):
        texts = [row[i] for i in chosen]
        if any(map(_missing, texts)):
            left_out.append(line)
        else:
            kept.append((line, texts))
    if not kept:
        void = next((i for i in chosen if all(_missing(row[i]) for row in table.cells)), None)
        raise CsvError("all_missing", column=None if void is None else table.header[void])
    for line, texts in kept:
        for k, text in enumerate(texts):
            fault = _fault(text, number=k < len(inputs) or not classes)
            if fault:
                raise _cell_error(fault, line, table.header[chosen[k]], text)
    if len(kept) < LEAST_ROWS:
        raise CsvError("too_few_rows", value=str(len(kept)), limit=str(LEAST_ROWS))
    name = table.header[target]
    points = np.array([[float(text) for text in texts[:-1]] for _, texts in kept], dtype=np.float64)
    last = [texts[-1] for _, texts in kept]
    targets, names = _classes(last, name) if classes else (np.array([float(text) for text in last]), ())
    columns = [*zip(inputs, points.T, strict=True), *([] if classes else [(target, targets)])]
    for i, values in columns:
        if _constant(values):
            raise CsvError("constant", column=table.header[i], value=f"{values[0]:g}")
    axes = tuple(table.header[i] for i in inputs)
    return Selection(points, targets, names, axes, name, len(left_out), tuple(left_out[:SHOWN_LINES]))


def _decode(content: bytes | str) -> str:
    """Turn a file's bytes into text with one kind of line end and without byte order marks."""
    try:
        raw = content.encode() if isinstance(content, str) else bytes(content)
    except UnicodeEncodeError:
        raise CsvError("encoding") from None
    if len(raw) > MOST_BYTES:
        raise CsvError("too_large", value=str(len(raw)), limit=str(MOST_BYTES))
    if raw.startswith(ARCHIVES) or raw[257:262] == b"ustar":
        raise CsvError("archive")
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if raw.startswith(BINARIES) or (b"\0" in raw and not wide):
        raise CsvError("binary")
    for encoding in ("utf-16",) if wide else ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CsvError("encoding")
    if "\0" in text:
        raise CsvError("binary")
    # A mark inside the text, as joined files have it, cannot be seen, yet it would hide the quote that follows it.
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")


def _scan(text: str, separator: str, most: int | None = None) -> tuple[list[_Record], _Unclosed | None]:
    """Cut a text into at most ``most`` records, blank lines left out, up to the first quote that is never closed."""
    # The possessive repeats keep the time proportional to the text's length.
    cell = re.compile(rf' *+(?:"((?:[^"]++|"")*+)"([^{separator}\n]*+)|(?!")[^{separator}\n]*+)')
    records: list[_Record] = []
    at, start, line, width = 0, 0, 1, 0
    here = line  # of the cell, which may begin further down than its record
    while at <= len(text) and (most is None or len(records) < most):
        found = cell.match(text, at)
        # Text after a quote that closes on another line: it was meant to open a cell, an earlier one is not closed.
        if found is None or (found[1] and "\n" in found[1] and found[2].strip()):
            return records, _Unclosed(here, width, text[at : at + 2 * LONGEST_NAME].partition("\n")[0])
        width += 1
        here += text.count("\n", at, found.end())
        at = found.end() + 1
        if text[found.end() : at] != separator:
            record = text[start : found.end()]
            if width > 1 or record.strip():
                records.append(_Record(line, record, width))
            line = here = here + 1
            start, width = at, 0
    return records, None


def _separator(text: str) -> str:
    """Find the separator that cuts the largest share of the first records into equally many cells, two or more."""

    def agreement(separator: str) -> float:
        records, unclosed = _scan(text, separator, most=200)
        if not records:  # the first one is all there is to go by, up to its unclosed quote
            return float(unclosed is not None and unclosed.column > 0)
        width, count = Counter(record.width for record in records).most_common(1)[0]
        return count / len(records) if width > 1 else 0.0

    shares = {separator: agreement(separator) for separator in SEPARATORS}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] else ","


def _cells(records: Sequence[_Record], separator: str) -> list[tuple[str, ...]]:
    """Read records of equal width."""
    frame = pd.read_csv(
        io.StringIO("\n".join(record.text for record in records)),
        sep=separator,
        header=None,
        index_col=False,
        dtype=object,
        na_filter=False,
        skipinitialspace=True,
        skip_blank_lines=False,
        engine="c",
        low_memory=False,
    )
    return [tuple(str(cell).strip() for cell in row) for row in frame.itertuples(index=False, name=None)]


def _check_widths(records: Sequence[_Record]) -> None:
    width, _ = Counter(record.width for record in records).most_common(1)[0]  # of equally common ones, the first row's
    if width == 1:
        raise CsvError("one_column")
    if width > MOST_COLUMNS:
        raise CsvError("too_many_columns", value=str(width), limit=str(MOST_COLUMNS))
    for record in records:
        if record.width != width:
            raise CsvError("ragged", record.line, value=str(record.width), limit=str(width))


def _check_header(texts: Sequence[str], header: Sequence[str], line: int) -> None:
    for i, text in enumerate(texts):
        if text and text in texts[:i]:
            raise CsvError("duplicate_header", line, header[texts.index(text)], _shown(text))


def _header(texts: Sequence[str]) -> tuple[str, ...]:
    return _different([_shown(text) or f"column {i}" for i, text in enumerate(texts, start=1)])


def _shown(text: str) -> str:
    """Make a text fit to be shown: one short line without control characters and anything like a tag."""
    line = " ".join(text.replace("<", "‹").replace(">", "›").split())
    line = "".join(letter for letter in line if unicodedata.category(letter) not in ("Cc", "Cf", "Cs")).strip()
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


def _different(names: Iterable[str]) -> tuple[str, ...]:
    """Number the names that only their hidden or cut off letters told apart."""
    taken: dict[str, None] = {}
    for name in names:
        unique, count = name, 1
        while unique in taken:
            count += 1
            unique = f"{name[: LONGEST_NAME - 7]} ({count})"
        taken[unique] = None
    return tuple(taken)


def _missing(text: str) -> bool:
    return text.lower() in MISSING if len(text) < 5 else False


def _fault(text: str, *, number: bool) -> Reason | None:
    """Say what is wrong with a present cell that should hold a number or a class's name."""
    if NUMBER.fullmatch(text) or NOT_FINITE.fullmatch(text):
        return "not_finite" if number and not abs(float(text)) <= LARGEST else None
    if DECIMAL_COMMA.fullmatch(text):
        return "decimal_comma"
    if text[0] in "=@" or (text[0] in "+-" and text[1:2].isalpha()):
        return "formula"
    return "not_a_number" if number else None


def _cell_error(fault: Reason, line: int, column: str, text: str) -> CsvError:
    return CsvError(fault, line, column, _shown(text), f"{LARGEST:.0f}" if fault == "not_finite" else "")


def _constant(values: np.ndarray) -> bool:
    return bool(values.std() <= LEAST_SPREAD * np.abs(values).max())


def _all_numbers(texts: Sequence[str]) -> bool:
    if len(texts) < 2 or any(_fault(text, number=True) for text in texts):
        return False
    return not _constant(np.array([float(text) for text in texts]))


def _nearly_numbers(texts: Sequence[str]) -> bool:
    """Whether at least half of a column's different texts are numbers, be it with a decimal comma."""
    return 2 * sum(bool(NUMBER.fullmatch(text) or DECIMAL_COMMA.fullmatch(text)) for text in texts) >= len(texts)


def _explain_too_few(table: CsvTable) -> None:
    """Refuse a table without two columns of numbers, by the cell that spoils such a column where there is one."""
    nearly = [i for i, texts in enumerate(table.present()) if len(texts) > 1 and _nearly_numbers(texts)]
    for line, row in zip(table.lines, table.cells, strict=True):
        for i in nearly:
            fault = None if _missing(row[i]) else _fault(row[i], number=True)
            if fault:
                raise _cell_error(fault, line, table.header[i], row[i])
    raise CsvError("too_few_numeric", value=str(len(table.numeric())), limit="2")


def _classes(texts: Sequence[str], name: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """Number classes in their names' order: (n,) int64 indices, and the names."""
    different = sorted(set(texts))
    if len(different) == 1:
        raise CsvError("one_class", column=name, value=_shown(different[0]))
    if len(different) > MOST_CLASSES:
        raise CsvError("too_many_classes", column=name, value=str(len(different)), limit=str(MOST_CLASSES))
    names = dict(zip(different, _different(_shown(text) or "class" for text in different), strict=True))
    classes = tuple(sorted(names.values()))
    return np.array([classes.index(names[text]) for text in texts], dtype=np.int64), classes
