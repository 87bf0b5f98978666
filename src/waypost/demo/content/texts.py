"""How a blueprint is written down here: paragraphs that wrap, codes, and the fixed rows."""

from inspect import cleandoc

from waypost.catalog.blueprint import AlignmentText, RowText

TTESS = ("T-TESS", "2015", "https://teachfortexas.org/")
ISTE = ("ISTE Standards: Educators", "2017", "https://iste.org/standards/educators")


def prose(block: str) -> str:
    """One line per paragraph, so that the source may wrap where it reads best."""
    paragraphs = cleandoc(block).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def markdown(block: str) -> str:
    """Line ends carry meaning in a list or a form to copy, so they stay."""
    return cleandoc(block) + "\n"


def _codes(framework: tuple[str, str, str], codes: tuple[str, ...]) -> tuple[AlignmentText, ...]:
    name, version, url = framework
    return tuple(
        AlignmentText(framework=name, framework_version=version, code=code, url=url)
        for code in codes
    )


def ttess(*codes: str) -> tuple[AlignmentText, ...]:
    """Codes alone: a framework's own sentences belong to its authors."""
    return _codes(TTESS, codes)


def iste(*codes: str) -> tuple[AlignmentText, ...]:
    """Codes alone, with the way to the authors' own page."""
    return _codes(ISTE, codes)


def names_safe(*pieces: int) -> RowText:
    """The fixed row of every badge: whoever fails it is sent back as incomplete, not scored."""
    return RowText(
        title="Names safe",
        not_yet="A student name, e-mail or face can be read in any picture.",
        demonstrated="No name, e-mail or face can be read in any picture.",
        saved_comment=prose(
            """A student's name shows in one of your pictures. I've hidden it from everyone; please
            send a new one with the name covered. This doesn't count as a try."""
        ),
        pieces=pieces,
        privacy=True,
    )


STUDENTS_SAFE = prose(
    """No last names. Faces only with a media release on file. Nothing with students is ever shown
    publicly."""
)
