"""B8, Screen recorder: words by the district's team, CC BY 4.0."""

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
        title="Your how-to",
        text=prose(
            f"""The video: 3 minutes or less, captions on and corrected. The recording itself, or a
            link that people in our district can open. {STUDENTS_SAFE}"""
        ),
        kinds=("video", "link"),
        max_items=2,
    ),
    PieceText(
        title="One sentence",
        text="Which question does it answer, and who used it?",
        kinds=("text",),
        prompts=("Which question does it answer, and what happened when a student used it?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Short and single",
        not_yet="Longer than 3:00, more than one task, or it stops before the last step.",
        demonstrated="3:00 or less, one task, shown start to finish.",
        saved_comment=prose(
            """You show two things: turning in and checking the grade. Cut it after "Turned in" and
            send that one; the second is a good next video."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Captions right",
        not_yet="No captions, or names of menus and subject words are wrong in them.",
        demonstrated=prose(
            """Captions on and corrected: names of menus and subject words are spelled right."""
        ),
        saved_comment=prose(
            """At 0:24 the caption says "turn inn" and at 0:31 "class work". Fix those two and send
            it again; everything else reads well."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Clean screen",
        not_yet=prose(
            """A gradebook, mail, tab or notification with student information shows, even for a
            moment."""
        ),
        demonstrated=prose(
            """No gradebook, mail, tab or notification with student information at any moment."""
        ),
        saved_comment=prose(
            """A mail notification with a student's name slides in at 0:12. Turn notifications off,
            close the other tabs, and record it once more."""
        ),
        pieces=(1,),
        privacy=True,
    ),
    RowText(
        title="Used with students",
        not_yet="No student has watched it yet, or the sentence says only that they liked it.",
        demonstrated=prose(
            """The sentence names the question it answers and what at least one student did after
            watching it."""
        ),
        saved_comment="Who watched it, and what could they do afterwards? One sentence, no name.",
        pieces=(2,),
    ),
    names_safe(1),
)

USE_TOMORROW = markdown(
    """
    ### A script to copy (under two minutes)

    ```
    0:00  "This shows you how to ____________. It takes one minute."
    0:08  Show the screen they will start from. Say where it is.
    0:15  Step 1. Move the pointer, stop, say the name of the menu, click.
    0:35  Step 2. Same again. Wait one breath after each click.
    0:55  Step 3.
    1:10  "You know it worked when you see ____________."
    1:18  "If you see ____________ instead, do ____________."
    1:25  Stop. No goodbye.
    ```

    ### Before you press record

    - [ ] Close every tab but one. Sign in with a test student, or a class with no one in it.
    - [ ] Notifications off. Bookmarks bar hidden. Zoom the page to 125%.
    - [ ] Say it once out loud without recording. Time it.

    ### Captions in five minutes

    Turn automatic captions on, then fix only three kinds of words: names of menus ("Classwork",
    not "class work"), your subject's words ("denominator"), and where a sentence ends.

    ### Five questions worth a video

    How do I turn in a photo of my paper? Where is the work from yesterday? How do I open it so I
    can type? How do I share with my group? What do I do when it says "request access"?
    """
)

B8 = Blueprint(
    slug="screen-recorder",
    kind="badge",
    title="Screen recorder: a how-to under three minutes",
    tagline="The question you get every day, answered once",
    sentence="I record a short how-to that answers the question I get every day.",
    public_sentence=prose(
        """Makes short, captioned screen recordings that let students and families help themselves
        with one task."""
    ),
    grade_from=0,
    grade_to=12,
    beginner_minutes=60,
    beginner_time="About 1 hour, and 5 minutes to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning",
    why=prose(
        """You have explained how to turn in a photo forty times since August. Record it once, put
        it where they look, and the forty-first time a student can help herself while you teach."""
    ),
    steps=(
        StepText(
            title="Pick the question you get every day",
            text='One task. If it needs an "and", it is two videos.',
        ),
        StepText(
            title="Say it, record it, stop",
            text="Clean screen, one breath after each click, show how you know it worked.",
        ),
        StepText(
            title="Fix the captions and post it",
            text="Menu names and subject words. Then point to it the next time someone asks.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already="Send the video you already have and one sentence. Five minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Screen recorder",
    app_note=prose(
        """Screencastify or whichever recorder is on our approved app list; the list was checked in
        August."""
    ),
    shape="scallop",
    hue="voice",
    icon="monitor-play",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("2.3"), *iste("2.5.a")),
)
