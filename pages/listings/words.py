"""Short words of the page: the names of the written programs, and what to say when a run is over."""

from __future__ import annotations

from dlcore.listings import Listing
from dlcore.listings.running import LONGEST, MOST_OUTPUT, Outcome
from ui import catalogue
from ui.language import _, message

WRITTEN = {
    "line": message("A line through four points"),
    "line_repaired": message("The same line, repaired"),
    "classes": message("Two classes, with the mistake"),
    "classes_with_logits": message("Two classes, repaired with logits"),
    "classes_with_sigmoid": message("Two classes, repaired with a sigmoid"),
}


def title(code: str) -> str:
    """Name a program in the session's language: a concept's has the name of its page."""
    page = catalogue.page(code)
    return _(page.title if page else WRITTEN[code])


def ending(listing: Listing, outcome: Outcome) -> str:
    """Say how a run ended."""
    match outcome.end:
        case "done":
            return _("It ran to its end in {seconds:.1f} s, the import of torch included.").format(
                seconds=outcome.seconds
            )
        case "error":
            last = outcome.output.rstrip().rpartition("\n")[2]
            said = _("It stopped, as a program with this mistake must:") if listing.stops else _("It stopped:")
            return f"{said} `{last}`"
        case "too_long":
            return _("It was ended: a program may run for {longest:.0f} s.").format(longest=LONGEST)
        case "too_much":
            return _("It was ended: a program may print {most:,} bytes.").format(most=MOST_OUTPUT)
    return _("Cancelled.")
