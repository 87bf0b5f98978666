"""B7, Book Creator: words by the district's team, CC BY 4.0."""

from decimal import Decimal

from waypost.catalog.blueprint import (
    Blueprint,
    EvidenceText,
    PieceText,
    RowText,
    StepText,
)
from waypost.demo.content.texts import (
    STUDENTS_SAFE,
    iste,
    markdown,
    names_safe,
    prose,
    ttess,
)

PIECES = (
    PieceText(
        title="Four pages",
        text=prose(
            f"""Pictures of four pages of the class book, names covered. One of them shows the sound
            button or the alt text of a picture. {STUDENTS_SAFE}"""
        ),
        kinds=("photo", "pdf"),
        min_items=4,
        max_items=6,
    ),
    PieceText(
        title="One sentence",
        text="How many pages, how many students, and who has read it?",
        kinds=("text",),
        prompts=("How many pages, how many students, and who has read it?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Everyone's in it",
        not_yet="Some students have no page, or the numbers aren't given.",
        demonstrated="Each student or pair has a page; number of pages and students stated.",
        saved_comment=prose(
            """Eighteen pages; how many students? If two had no page, say how they are in the book:
            a cover, a voice, a picture counts."""
        ),
        pieces=(1, 2),
    ),
    RowText(
        title="Everyone can read it",
        not_yet="Text and pictures only; who can't read or see them is left out.",
        demonstrated="Pages have read-aloud sound or alt text on pictures.",
        saved_comment=prose(
            """I couldn't find sound on these four. Let two students read their pages in, and send
            one picture with the button."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Credit given",
        not_yet=prose(
            """Pictures come from a search with nobody named, or the book is open to everybody."""
        ),
        demonstrated=prose(
            """Pictures are the students' own or credited; the book is shared with the class or
            families only."""
        ),
        saved_comment=prose(
            """Page 3's fox is a found picture. Put whose it is under it, or let somebody draw one.
            And who can open the book? Say so in your sentence."""
        ),
        pieces=(1, 2),
    ),
    names_safe(1),
)

USE_TOMORROW = markdown(
    """
    ### A page to copy

    ```
    +------------------------------+
    |  my drawing or my photo      |   mine, or whose it is
    |                              |
    +------------------------------+
    |  One thing I know about ____ |
    |  and how I know it.          |
    +------------------------------+
    |  (sound) I read it to you    |   no names, just the page
    +------------------------------+
    ```

    ### Four days, twenty minutes each

    | Day | What |
    |---|---|
    | 1 | Make one book, add everybody to it, one page each |
    | 2 | Draw or photograph; write under it |
    | 3 | Read it in, in pairs, in the hall |
    | 4 | Look at it together; who is missing? |

    ### Shared with whom

    *Private* while you make it. *Link* for families, on paper, for two weeks. Never *public*: a
    class's voices are in it.
    """
)

B7 = Blueprint(
    slug="book-creator",
    kind="badge",
    title="Book Creator: a class book",
    tagline="One book, every student in it",
    sentence="My class makes one book everyone can read, see or hear.",
    public_sentence=prose(
        """Makes class books in which every student has a page and which everyone can read, see or
        hear."""
    ),
    grade_from=-1,
    grade_to=8,
    beginner_minutes=60,
    beginner_time="About 1 hour, spread over four days, and 10 minutes to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning; literacy",
    why=prose(
        """The book that gets read to pieces in your room is the one they made. Make one in which
        nobody's page is missing, and which the new student who doesn't read yet can listen to."""
    ),
    steps=(
        StepText(title="One page each", text="Or one for each pair. Count them."),
        StepText(
            title="Sound or alt text on it", text="So that everyone can read, see or hear it."
        ),
        StepText(
            title="Say whose pictures they are", text="Theirs, or named. Then share with families."
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - One book, everybody in it (5 min)
        - Read-aloud and alt text (4 min)
        - Whose picture is it? (reading, 4 min)
        """
    ),
    already="Send four pages and one sentence. Ten minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Book Creator",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="design",
    icon="book-open",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("1.4"), *iste("2.6.d", "2.3.c")),
)
