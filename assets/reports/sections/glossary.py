"""What every word and number on the page means."""

from assets.reports.content import Content
from assets.reports.words import Both, entries, named, word


def glossary(content: Content) -> list[tuple[Both, Both]]:
    """The measures' definitions, then the words of the field."""
    measures = [(named(row), named(row, "definition")) for row in content["measures"]]
    keys = [key for key in entries() if key.startswith("term.")]
    return measures + [(word(key.replace("term.", "term_name.")), word(key)) for key in keys]
