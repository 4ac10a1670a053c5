from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

from ui.language import NAMES, language, preferred, sections, translate

HOUSE = Path(__file__).parent.parent.parent
PO = HOUSE / "locale" / "zh" / "LC_MESSAGES" / "messages.po"


def used() -> set[str]:
    """Every message id in the code, found as `make messages` finds them."""
    keywords = {"_": None, "message": None, "translate": None}
    return {
        str(found[2])
        for folder in ("ui", "pages")
        for found in extract_from_dir(HOUSE / folder, [("**.py", "extraction:literals")], keywords=keywords)
    }


def translated() -> dict[str, str]:
    with PO.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def fields(text: str) -> set[str | None]:
    return {name for _literal, name, _style, _conversion in string.Formatter().parse(text)} - {None}


def test_every_message_has_a_chinese_translation():
    chinese = translated()
    assert {msgid for msgid in used() if not chinese.get(msgid)} == set()


def test_no_translation_is_left_over():
    assert translated().keys() - used() == set()


def test_translations_keep_the_placeholders():
    wrong = {msgid: text for msgid, text in translated().items() if fields(msgid) != fields(text)}
    assert wrong == {}


def test_nothing_waits_for_a_second_look():
    with PO.open("rb") as file:
        assert [entry.id for entry in read_po(file) if entry.id and entry.fuzzy] == []


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,zh;q=0.5,en;q=0.4", "zh"),
        ("en;q=0.3, zh ; q=0.7", "zh"),
        ("de-DE,de", "en"),
        ("zh;q=nonsense,en", "en"),
        ("*", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browsers_wish_is_followed(accepted: str | None, expected: str):
    assert preferred(accepted) == expected


def test_without_a_session_the_language_is_english():
    assert language() == "en"
    assert translate("Home") == "Home"


def test_a_named_language_needs_no_session():
    assert translate("Home", "zh") == translated()["Home"] != "Home"


def test_an_unknown_string_stays_as_it_is():
    assert translate("no such message", "zh") == "no such message"


def test_prose_is_cut_at_its_marks(tmp_path: Path):
    path = tmp_path / "en.md"
    path.write_text("<!-- hook -->\n# Title\n\ntext\n\n<!-- predict -->\nWhy <!-- not a mark --> here?\n", "utf-8")
    assert sections(path) == {"hook": "# Title\n\ntext", "predict": "Why <!-- not a mark --> here?"}


@pytest.mark.parametrize("text", ["lost\n<!-- a -->\nx\n", "<!-- a -->\nx\n<!-- a -->\ny\n"])
def test_prose_without_a_place_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "en.md"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"en\.md"):
        sections(path)


def session() -> None:
    import streamlit as st

    from ui import language

    language.settle()
    language.switch()
    st.write(language.translate("Home"))
    st.slider("control", 0, 10, key="control")


def shown(app: AppTest) -> tuple[str, str]:
    return app.markdown[0].value, "".join(app.query_params.get("lang", ""))


def test_a_link_names_the_language():
    app = AppTest.from_function(session)
    app.query_params["lang"] = "zh"
    assert shown(app.run()) == (translated()["Home"], "zh")


@pytest.mark.parametrize("asked", ["fr", "", "ZH", "zh" * 200])
def test_a_link_that_names_no_language_of_ours_changes_nothing(asked: str):
    app = AppTest.from_function(session)
    app.query_params["lang"] = asked
    assert app.run().markdown[0].value == "Home"
    assert not app.exception


def test_the_switch_changes_words_and_nothing_else():
    app = AppTest.from_function(session)
    app.query_params["lr"] = "0.3"
    app.run()
    assert shown(app) == ("Home", "")
    app.slider(key="control").set_value(7).run()
    app.segmented_control(key="language").set_value("zh").run()
    assert shown(app) == (translated()["Home"], "zh")
    assert app.slider(key="control").value == 7
    assert "".join(app.query_params["lr"]) == "0.3"


def test_the_address_keeps_a_named_language():
    app = AppTest.from_function(session)
    app.query_params["lang"] = "zh"
    app.run()
    app.query_params.clear()  # as navigation does
    assert shown(app.run()) == (translated()["Home"], "zh")


def test_every_language_has_its_own_name():
    assert NAMES == {"zh": "中文", "en": "English"}
