"""B3, Google Docs: words by the district's team, CC BY 4.0."""

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
        title="One comment thread",
        text=prose(
            f"""A picture of a comment of yours on a phrase, with the student's reply or edit under
            it. Cover the name first. {STUDENTS_SAFE}"""
        ),
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="Two versions",
        text=prose(
            """Two dated versions of the same Doc from its version history, side by side, with the
            change you mean marked."""
        ),
        kinds=("photo", "pdf"),
        max_items=4,
    ),
    PieceText(
        title="One sentence",
        text="What did the history tell you that the final copy didn't?",
        kinds=("text",),
        prompts=("What did the history tell you that the final copy didn't?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Comment to act on",
        not_yet=prose(
            """The comment is about the whole paper, asks for several things at once, or nothing
            followed it."""
        ),
        demonstrated=prose(
            """One comment is tied to a phrase and asks for one move; a reply or edit follows it."""
        ),
        saved_comment=prose(
            """This comment asks for three things. Keep the first one, wait for the edit, and send
            that picture."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="History read",
        not_yet="One version only, no dates, or the change isn't pointed at.",
        demonstrated="Two dated versions of the same Doc, change marked.",
        saved_comment=prose(
            """I see both versions and no dates. Open the list of versions at the right so that it
            is in the picture, and circle the change."""
        ),
        pieces=(2,),
    ),
    RowText(
        title="Used",
        not_yet="The sentence says what version history is, or that it is useful.",
        demonstrated=prose(
            """The sentence says what the history told you that the final copy didn't."""
        ),
        saved_comment=prose(
            """What did you find out in those versions that you'd have missed in the final copy? One
            sentence, no name."""
        ),
        pieces=(3,),
    ),
    names_safe(1, 2),
)

USE_TOMORROW = markdown(
    """
    ### A comment to copy

    ```
    (select five words, not the paragraph)
    You say ____________. What in the text made you think so? Add it right here.
    ```

    One phrase, one move. Then close your own tab and let them.

    ### Read a history in a minute

    1. File, Version history, See version history. Open the little arrow at each day.
    2. Look for three things: when it began, the longest pause, the one edit that changed the
       meaning.
    3. Name the good version: *"Nov 12, after our comments"*. Then you find it again.

    ### What histories tell

    - All of it in four minutes at 11:40 at night: ask about it, kindly, before you grade it.
    - A whole paragraph gone: ask for it back. It was the best one.
    - Twelve tiny edits after your comment: say so out loud in class.
    """
)

B3 = Blueprint(
    slug="google-docs",
    kind="badge",
    title="Google Docs: comments and version history",
    tagline="See how the work grew",
    sentence=prose(
        """I comment so students can act, and use version history to see how work grew."""
    ),
    public_sentence=prose(
        """Comments in Google Docs so that students can act on it, and reads version history to see
        how work grew."""
    ),
    grade_from=3,
    grade_to=12,
    beginner_minutes=45,
    beginner_time="About 45 minutes, and 10 to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning",
    why=prose(
        """The final copy shows you what they ended with. The history shows you the sentence that
        was there at ten and gone by noon, and that is the one to talk about."""
    ),
    steps=(
        StepText(
            title="Comment on five words", text="One phrase, one move. No more than two a page."
        ),
        StepText(
            title="Wait for the edit", text="Give it ten minutes of class. Then look who did what."
        ),
        StepText(title="Open the history", text="Two dates, one change that matters. Circle it."),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - Comments that get an edit (5 min)
        - Version history in four clicks (4 min)
        - Names off for screenshots (2 min)
        """
    ),
    already="Send the pictures and your sentence. Ten minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Google Docs",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="assess",
    icon="file-clock",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("1.2"), *iste("2.7.b")),
)
