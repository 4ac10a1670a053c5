"""Well-formed files are read as Python's csv module reads them; of any other, the first fault is named where it is."""

import csv
import gzip
import io
import pickle
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.datasets.csv_table import (
    MISSING,
    MOST_BYTES,
    MOST_CLASSES,
    MOST_COLUMNS,
    MOST_ROWS,
    CsvError,
    CsvTable,
    read,
    select,
)
from dlcore.datasets.real import FOLDER, table

SEPARATORS = st.sampled_from([",", ";", "\t"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
HEADER = ["宽度", "height, cm", 'the "class"']
ROWS = [["1.5", "-2e3", "猫"], ["2.5", "4", "狗; small"], ["3.5", "5", "猫"], ["+.5", "6.", "狗; small"]]


def written(rows: list[list[str]], separator: str = ",", line_end: str = "\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=line_end).writerows(rows)
    return file.getvalue()


def refusal(content: bytes | str) -> CsvError:
    with pytest.raises(CsvError) as caught:
        read(content)
    return caught.value


def refused(content: str, *, classes: bool = True, inputs: tuple[int, ...] = (0, 1), target: int = 2) -> CsvError:
    """The refusal of a selection from a file that itself is read."""
    whole = read(content)
    with pytest.raises(CsvError) as caught:
        select(whole, inputs, target, classes=classes)
    return caught.value


def place(error: CsvError) -> tuple[str, int | None, str | None, str]:
    return error.reason, error.row, error.column, error.value


# A well-formed file


@given(separator=SEPARATORS, encoding=ENCODINGS, line_end=LINE_ENDS)
def test_separators_encodings_and_line_ends_make_no_difference(separator, encoding, line_end):
    found = read(written([HEADER, *ROWS], separator, line_end).encode(encoding))
    assert found.header == tuple(HEADER)
    assert [list(row) for row in found.cells] == ROWS
    assert found.lines == (2, 3, 4, 5)


def test_utf_16_of_either_order_is_read():
    text = written([HEADER, *ROWS])
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert read(mark + text.encode(encoding)).cells == read(text).cells


letters = st.text(st.sampled_from(list("ab猫 ,;\t\n\"'|#\\<")), max_size=6)
numbers = st.floats(-1e9, 1e9).map(repr)


@given(
    texts=st.lists(st.tuples(numbers, numbers, letters, letters), min_size=2, max_size=8),
    separator=SEPARATORS,
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_cells_are_those_that_the_csv_module_finds(texts, separator, quoting):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator="\n")
    writer.writerows([("x", "y", "u", "v"), ("0", "0", "", ""), ("1", "1", "", ""), *texts])
    reader = csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=separator, skipinitialspace=True)
    ends, rows = [], []
    for row in reader:
        rows.append(tuple(cell.strip() for cell in row))
        ends.append(reader.line_num)
    found = read(file.getvalue())
    assert found.header == rows[0]
    assert list(found.cells) == rows[1:]
    assert list(found.lines) == [end + 1 for end in ends[:-1]]


@pytest.mark.parametrize("name", ["iris", "penguins", "breast_cancer", "diabetes"])
def test_kept_tables_are_read_and_chosen_as_they_are(name):
    found, known = read((FOLDER / f"{name}.csv").read_bytes()), table(name)
    target = len(found.header) - 1
    assert found.is_class(target) == bool(known.classes)
    chosen = select(found, range(target), target, classes=bool(known.classes))
    assert np.array_equal(chosen.points, known.values) and chosen.points.dtype == np.float64
    assert np.array_equal(chosen.targets, known.labels) and chosen.targets.dtype == known.labels.dtype
    assert (chosen.axes, chosen.classes, chosen.target_name) == (known.axes, known.classes, known.target_name)
    assert (chosen.missing, chosen.missing_lines) == (0, ())


def test_a_first_row_of_numbers_is_data():
    found = read("1,2,3\n4,5,6\n")
    assert found.header == ("column 1", "column 2", "column 3")
    assert found.cells == (("1", "2", "3"), ("4", "5", "6")) and found.lines == (1, 2)


def test_blank_lines_are_skipped_but_counted():
    found = read('\n x , y \n\n1,2\n   \n"3\n",4\n5,6\n\n')
    assert found.header == ("x", "y")
    assert found.cells == (("1", "2"), ("3", "4"), ("5", "6"))
    assert found.lines == (4, 6, 8)


def test_a_semicolon_leaves_the_comma_to_the_decimals():
    assert place(refusal("x;y;c\n1,5;2,5;a\n2,5;3,5;b\n")) == ("decimal_comma", 2, "x", "1,5")
    assert place(refusal("1,5;2,5;1\n2,5;3,5;0\n")) == ("decimal_comma", 1, "column 1", "1,5")


def test_names_are_fit_to_be_shown():
    found = read(f"<b>\x07x\u202e</b>,,{'n' * 60},{'n' * 61},column 2,\x01\n1,2,3,4,5,6\n2,3,4,5,6,7\n")
    assert found.header[:2] == ("‹b›x‹/b›", "column 2")
    assert found.header[2] == "n" * 39 + "…"
    assert found.header[5] == "column 6"
    assert len(set(found.header)) == 6 and all(0 < len(name) <= 40 for name in found.header)
    classes = select(read("x,y,c\n1,2,<a>\n2,1,b\x08\n3,1,b\n4,2,<a>"), (0, 1), 2, classes=True).classes
    assert classes == ("b", "b (2)", "‹a›")


# What the columns are


def test_kinds_of_columns():
    found = read(
        "t,n,same,few,many,bad\na,1,7,0,1,1\nb,2,7,1,2,2\na,3,,0,3,x\nb,NA,7,1,4,4\na,5,7,1,5,5\nb,6,7,0,6.5,6"
    )
    assert found.numeric() == (1, 3, 4)
    assert found.labels() == (0, 1, 3, 4, 5)
    assert [found.is_class(i) for i in (0, 1, 3, 4, 5)] == [True, True, True, False, True]


def test_among_many_numbers_a_slip_makes_no_class():
    column = [f"{i}.5" for i in range(9)]
    rows = [[str(i), str(-i), text] for i, text in enumerate([*column, "3,14"])]
    found = read(written([["x", "y", "z"], *rows]))
    assert not found.is_class(2)
    assert place(refused(written([["x", "y", "z"], *rows]), classes=False)) == ("decimal_comma", 11, "z", "3,14")


@pytest.mark.parametrize(
    ("content", "suggested"),
    [
        ("c,x,y,d\na,1,2,p\nb,3,4,q", (1, 2, 3)),
        ("c,x,y\na,1,2.5\nb,3,4\na,4,1\na,5,2\na,6,3\na,7,4\na,8,7", (1, 2, 0)),
        ("x,y,z\n" + "".join(f"{i},{-i},{i * i}\n" for i in range(9)), (0, 1, 2)),
        ("c,x,y\na,1,0\nb,2,1\na,3,1", (1, 2, 0)),  # y would leave only x
        ("x,y\n" + "".join(f"{i},{-i}\n" for i in range(9)), (0, 0, 1)),
    ],
)
def test_a_sensible_choice_is_suggested(content, suggested):
    found = read(content)
    assert found.suggestion() == suggested
    *inputs, target = suggested
    if len(found.cells) > 3:
        select(found, inputs, target, classes=found.is_class(target))


def test_without_classes_the_last_numbers_are_suggested():
    found = read("a,b,c,kind\n1,2,0,p\n2,1,1,q\n3,5,0,p\n4,4,1,q\n")
    assert found.suggestion()[2] == 3 and found.suggestion(classes=False) == (0, 1, 2)


@pytest.mark.parametrize("text", sorted(MISSING | {word.upper() for word in MISSING} | {" NaN ", "n/A"}))
def test_rows_with_a_missing_cell_are_left_out(text):
    whole = read(f"x,y,z,c\n1,2,{text},a\n{text},2,1,a\n2,1,1,{text}\n2,3,1,b\n3,1,2,b\n4,0,1,a\n")
    chosen = select(whole, (0, 1), 3, classes=True)
    assert (chosen.missing, chosen.missing_lines) == (2, (3, 4))
    assert chosen.points.tolist() == [[1, 2], [2, 3], [3, 1], [4, 0]]
    assert chosen.targets.tolist() == [0, 1, 1, 0] and chosen.classes == ("a", "b")


def test_of_the_lines_left_out_ten_are_named():
    whole = read("x,y,c\n" + "NA,1,a\n" * 12 + "1,2,a\n2,3,b\n3,5,a\n4,4,b\n")
    chosen = select(whole, (0, 1), 2, classes=True)
    assert (chosen.missing, chosen.missing_lines) == (12, tuple(range(2, 12)))


# Files that are refused


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        members.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"x,y,c\n", "only_header"),
        (b"1,2\n3,4\n\0", "binary"),
        ("1,2\n3,4\0", "binary"),
        ("1,2\n\0".encode("utf-16"), "binary"),
        ("1,2\n3,4\n".encode("utf-32"), "binary"),
        (b"\x89PNG\r\n\x1a\n,", "binary"),
        (b"\xff\xd8\xff\xe0,", "binary"),
        (b"%PDF-1.7\n1,2\n", "binary"),
        (archive(), "archive"),
        (gzip.compress(b"1,2\n3,4\n", mtime=0), "archive"),
        (b"x,y\n1,2\n\xff\xff,3\n", "encoding"),
        (b"\xff\xfex", "encoding"),
        ("x,y\n1,\ud800\n", "encoding"),
        (b"x\n1\n2\n", "one_column"),
        (b"x y\n1 2\n", "one_column"),
        (b"x,c\n1,a\n2,b\n", "too_few_numeric"),
        (b"x,y\n1,7\n2,7\n", "too_few_numeric"),
        (b"x,y\n1,2\n", "too_few_numeric"),
    ],
)
def test_what_is_no_table_is_refused(content, reason):
    assert refusal(content).reason == reason


def test_limits_hold_to_the_last_one():
    row = "1,2\n3,4\n"
    full = row * (MOST_ROWS // 2)
    assert len(read(full).cells) == len(read("x,y\n" + full).cells) == MOST_ROWS
    for longer in (full + "5,6\n", "x,y\n" + full + "5,6"):
        error = refusal(longer)
        assert (error.reason, error.value, error.limit) == ("too_many_rows", str(MOST_ROWS + 1), str(MOST_ROWS))

    def wide(columns: int) -> str:
        return written([[str(i) for i in range(columns)], [str(-i) for i in range(columns)]])

    assert len(read(wide(MOST_COLUMNS)).header) == MOST_COLUMNS
    error = refusal(wide(MOST_COLUMNS + 1))
    assert (error.reason, error.value, error.limit) == ("too_many_columns", "101", "100")

    padded = row.encode() + b" " * (MOST_BYTES - len(row))
    assert len(read(padded).cells) == 2
    error = refusal(padded + b" ")
    assert (error.reason, error.value, error.limit) == ("too_large", str(MOST_BYTES + 1), str(MOST_BYTES))
    assert refusal("猫" * (MOST_BYTES // 3 + 1)).reason == "too_large"


def test_two_columns_of_one_name_are_refused():
    assert place(refusal("x,y, x \n1,2,3\n4,5,6\n")) == ("duplicate_header", 1, "x", "x")
    assert read("x,,\n1,2,3\n4,5,6\n").header == ("x", "column 2", "column 3")


def test_a_header_shorter_than_the_rows_is_at_fault_itself():
    error = refusal("x,y\n1,2,3\n4,5,6\n")
    assert (error.reason, error.row, error.value, error.limit) == ("ragged", 1, "2", "3")


def test_a_quote_that_a_later_cell_seems_to_close_is_found():
    assert place(refusal('x,y,c\n1,2,"a\n2,3,"b"\n3,4,"a"\n')) == ("unclosed_quote", 2, "c", '"a')


# One fault at a known place


@st.composite
def faulty(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> tuple[str, int, int, str]:
    """A file with one wrong cell: its text, the row and the column at fault, and the cell; other columns are fine."""
    count = draw(st.integers(4, 12))
    value = st.integers(-99, 99).map(lambda n: f"{n / 4}")
    rows = [[draw(value), draw(value), str(i), str(-i), "ab"[i % 2]] for i in range(count)]
    row, column, cell = draw(st.integers(0, count - 1)), draw(st.integers(0, 1)), draw(cells)
    rows[row][column] = cell
    separator, line_end = draw(SEPARATORS), draw(LINE_ENDS)
    return written([["x", "y", "u", "v", "c"], *rows], separator, line_end), row + 2, column, cell


WRONG = {
    "decimal_comma": ["3,14", "-0,5", "1.234,5", ",5", "1,5e3"],
    "formula": ["=1+2", "@SUM(A1)", "+cmd", "-A1", "=", '=HYPERLINK("x")'],
    "not_a_number": ["five", "1.2.3", "1_000", "0x1F", "12 cm", "1,234,567", "--1", "５", "-", "+-a", "e5", "."],
    "not_finite": ["inf", "-Infinity", "1e308", "1" + "0" * 308, "-1.1e9", "1e999", "-nan"],
}


@pytest.mark.parametrize("reason", WRONG)
@given(data=st.data())
def test_a_wrong_cell_is_named_with_its_row_and_column(reason, data):
    content, row, column, cell = data.draw(faulty(st.sampled_from(WRONG[reason])))
    error = refused(content, target=4)
    assert (error.reason, error.row, error.column) == (reason, row, "xy"[column])
    assert error.value == cell if len(cell) <= 40 else error.value.endswith("…") and len(error.value) == 40
    assert refused(content, inputs=(2, 3), target=column, classes=False).row == row  # as a target
    assert select(read(content), (2, 3), 4, classes=True).missing == 0  # without the column, nothing is wrong


@given(data=st.data())
def test_where_the_cell_spoils_one_of_two_number_columns_reading_names_it(data):
    reason = data.draw(st.sampled_from(sorted(WRONG)))
    at, column = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 1))
    rows = [[str(i), str(-i), "ab"[i % 2]] for i in range(6)]
    rows[at][column] = cell = data.draw(st.sampled_from([cell for cell in WRONG[reason] if len(cell) <= 40]))
    assert place(refusal(written([["x", "y", "c"], *rows]))) == (reason, at + 2, "xy"[column], cell)


@given(data=st.data(), separator=SEPARATORS, line_end=LINE_ENDS)
def test_a_row_of_another_length_is_named(data, separator, line_end):
    rows = [["x", "y", "c"], *([str(i), str(-i), "ab"[i % 2]] for i in range(data.draw(st.integers(3, 9))))]
    at, width = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.sampled_from([1, 2, 4, 9]))
    rows[at] = (rows[at] * 3)[:width]
    error = refusal(written(rows, separator, line_end))
    assert (error.reason, error.row, error.value, error.limit) == ("ragged", at + 1, str(width), "3")


@given(data=st.data(), separator=SEPARATORS, line_end=LINE_ENDS)
def test_a_quote_that_is_never_closed_is_named(data, separator, line_end):
    rows = [["x", "y", "c"], *([str(i), str(-i), "ab"[i % 2]] for i in range(data.draw(st.integers(2, 9))))]
    at, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 2))
    lines = [separator.join(('"' if (i, j) == (at, column) else "") + cell for j, cell in enumerate(row))
             for i, row in enumerate(rows)]  # fmt: skip
    error = refusal(line_end.join(lines))
    name = "xyc"[column] if at else f"column {column + 1}"  # in the header, no name is sure yet
    assert (error.reason, error.row, error.column) == ("unclosed_quote", at + 1, name)


# Choices that are refused


def test_a_formula_is_no_class_either():
    content = "x,y,c\n1,2,a\n2,3,=b\n3,4,a\n5,5,b\n"
    assert place(refused(content)) == ("formula", 3, "c", "=b")
    assert select(read(content.replace("=b", "-1")), (0, 1), 2, classes=True).classes == ("-1", "a", "b")


def test_a_fault_in_a_row_left_out_or_a_column_not_chosen_does_no_harm():
    content = "x,y,c,z,u\nNA,=1,a,1,1\n2,3,b,=1,2\n3,4,a,1,3\n5,5,b,2,4\n6,5,b,2,5\n"
    chosen = select(read(content), (0, 1), 2, classes=True)
    assert (len(chosen.points), chosen.missing_lines) == (4, (2,))


@pytest.mark.parametrize(
    ("content", "classes", "expected"),
    [
        ("x,y,c,d\n7,2,a,1\n7,3,b,2\n7,4,a,3\n7,5,b,4", True, ("constant", None, "x", "7")),
        ("x,y,c\n1,2,7\n2,3,7\n3,4,7\n4,5,7", False, ("constant", None, "c", "7")),
        ("x,y,c\n1,2,a\n2,3,a\n3,4,a\n4,5,a", True, ("one_class", None, "c", "a")),
        ("x,y,c\n1,2,a\n2,3,a\n3,4,b", True, ("too_few_rows", None, None, "3")),
        ("x,y,c\n1,2,\n2,3,\n3,4,?\n4,5,NA", True, ("all_missing", None, "c", "")),
        ("x,y,c\n1,,a\n,3,b\n3,,a\n,5,b\n2,,a\n,2,b", True, ("all_missing", None, None, "")),
        ("x,y,c\n" + "".join(f"{i},{-i},k{i}\n" for i in range(7)), True, ("too_many_classes", None, "c", "7")),
    ],
)
def test_nothing_can_be_learned_from_such_a_choice(content, classes, expected):
    assert place(refused(content, classes=classes)) == expected


def test_as_many_classes_as_allowed():
    content = "x,y,c\n" + "".join(f"{i},{-i},k{5 - i}\n" for i in range(MOST_CLASSES))
    chosen = select(read(content), (0, 1), 2, classes=True)
    assert chosen.classes == tuple(f"k{i}" for i in range(6)) and chosen.targets.tolist() == [5, 4, 3, 2, 1, 0]


# Anything at all


def survives(content: bytes | str) -> None:
    """Either a :class:`CsvError`, or a table whose every choice is a selection or a :class:`CsvError`."""
    try:
        whole = read(content)
    except CsvError:
        return
    assert len(whole.numeric()) >= 2 and len(set(whole.header)) == len(whole.header)
    assert all(0 < len(name) <= 40 and "<" not in name and name == name.strip() for name in whole.header)
    assert len(whole.lines) == len(whole.cells) and sorted(set(whole.lines)) == list(whole.lines)
    assert {len(row) for row in whole.cells} == {len(whole.header)}
    for target in range(len(whole.header)):
        for classes in (False, True, whole.is_class(target)):
            try:
                chosen = select(whole, whole.suggestion()[:2], target, classes=classes)
            except CsvError:
                continue
            assert np.isfinite(chosen.points).all() and np.isfinite(chosen.targets).all()
            assert len(chosen.points) + chosen.missing == len(whole.cells) and len(chosen.points) == len(chosen.targets)


@given(st.binary(max_size=300))
def test_any_bytes(content):
    survives(content)


@given(st.text(max_size=300))
def test_any_text(content):
    survives(content)


@given(st.text(st.sampled_from(list('012.,;\t\n\r"" eE+-=@xX猫<\ufeff\x07\x1c\u2028\xa0')), max_size=80), ENCODINGS)
def test_any_text_of_the_letters_that_matter(content, encoding):
    survives(content)
    survives("x,y\n1,2\n3,4\n" + content)
    survives(content.encode(encoding))


@given(st.lists(st.lists(st.sampled_from(["1", "2.5", "NA", "a", "=b", "3,1", "inf", '"', "\n", " "]), min_size=3,
       max_size=3), max_size=8), SEPARATORS)  # fmt: skip
def test_any_table(rows, separator):
    survives(written([["x", "y", "c"], ["1", "2", "a"], ["2", "1", "b"], *rows], separator))


@pytest.mark.parametrize(
    "content",
    [
        "," * 999_999,
        '"' * 999_999,
        'a,"' * 300_000,
        "\n" * 999_999,
        "1" * 400_000 + "x,2\n",
        "+" * 999_999,
        '""' * 450_000,
    ],
)
def test_a_long_monotonous_file_is_refused(content):
    refusal(content)


def test_a_refusal_travels_between_processes():
    error = CsvError("decimal_comma", 3, "x", "3,14")
    again = pickle.loads(pickle.dumps(error))
    assert place(again) == place(error) and str(again) == str(error) == "decimal_comma, row 3, column 'x', value '3,14'"


def test_a_table_travels_between_processes():
    whole = read("x,y\n1,2\n3,4\n")
    again = pickle.loads(pickle.dumps(whole))
    assert isinstance(again, CsvTable) and again.cells == whole.cells and again.numeric() == (0, 1)
