"""B1, Google Classroom: words by the district's team, CC BY 4.0."""

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
        title="Your Classwork page",
        text=prose(
            f"""One or two pictures of your Classwork page, so that the topics and the newest titles
            can be read. Cover names first. {STUDENTS_SAFE}"""
        ),
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="One assignment, opened",
        text=prose(
            """One picture of an assignment as a student sees it: due date, numbered directions, and
            the attachment with its setting (copy for each student, or view)."""
        ),
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="One sentence",
        text=prose(
            """What did a student who was absent do with it? Or: which question did it answer before
            they asked you?"""
        ),
        kinds=("text",),
        prompts=("What did an absent student do with it?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Easy to find",
        not_yet=prose(
            """Work sits in one long list, in fewer than three topics, or titles don't say what it
            is and when it is for."""
        ),
        demonstrated=prose(
            """Work sits under at least three topics, newest on top, and every title says what and
            when."""
        ),
        saved_comment=prose(
            """Your topics are clear. "Worksheet" doesn't say what or when: rename those two (say,
            "Nov 12, Erosion lab notes") and send the new picture."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Clear assignment",
        not_yet=prose(
            """Due date, numbered directions or the attachment is missing, or every student would be
            typing in the same file."""
        ),
        demonstrated=prose(
            """One assignment shows a due date, numbered directions, and an attachment set to
            copy-per-student or view, whichever fits."""
        ),
        saved_comment=prose(
            """The directions are good. The attachment is set so that everyone edits one file.
            Change it to "Make a copy for each student" and send that picture."""
        ),
        pieces=(2,),
    ),
    RowText(
        title="Absent student",
        not_yet="The sentence says what is posted, not what a student did with it.",
        demonstrated=prose(
            """The sentence says what an absent student did with it, or a student's question it
            answered."""
        ),
        saved_comment=prose(
            """Who was out this week, and what did they open first? One sentence, no name."""
        ),
        pieces=(3,),
    ),
    names_safe(1, 2),
)

USE_TOMORROW = markdown(
    """
    ### Four topics, in this order

    ```
    This week
    Unit 3: Changes to land        (one topic for each unit, newest on top)
    Make up and turn in late
    Always here                    (supplies, passes, how to reach me)
    ```

    ### A title that answers two questions

    `Nov 12, Erosion lab notes` says when and what. `Worksheet 4` says neither.

    ### Directions to copy into an assignment

    ```
    You will: _____________________________ (one sentence, starts with a verb)

    1. Open your copy below. It already has your name on it.
    2. Do ____________. Stop when ____________.
    3. Stuck? Look at ____________ first, then ask your elbow partner.
    4. Press "Turn in". If it says "Mark as done", your copy isn't attached.

    You're finished when: _________________
    If you were out: do steps 1 and 2. Step 3 can wait until you're back.
    ```

    ### Two minutes on Friday

    Drag last week's work into its unit. Leave only what is due next in *This week*.
    """
)

B1 = Blueprint(
    slug="google-classroom",
    kind="badge",
    title="Google Classroom: a class students can find their way around",
    tagline="A page that answers “What did I miss?”",
    sentence=prose(
        """I set up Classwork so a student who was absent knows what to do without asking."""
    ),
    public_sentence=prose(
        """Organizes Google Classroom so that students, also those who were absent, find their work
        and know what to do."""
    ),
    grade_from=3,
    grade_to=12,
    beginner_minutes=45,
    beginner_time="About 45 minutes, and 10 to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning",
    why=prose(
        """"What did I miss?" takes two minutes a student, and it is asked while you are greeting
        everyone else. A Classwork page with three topics and honest titles answers it before the
        bell."""
    ),
    steps=(
        StepText(
            title="Make three topics", text="This week, the unit, and a place for make-up work."
        ),
        StepText(
            title="Rewrite your titles",
            text="The date, then the thing: Nov 12, Erosion lab notes.",
        ),
        StepText(
            title="Finish one assignment",
            text="A due date, numbered directions, a copy for each student. Then watch who asks.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already="Send the two pictures and your sentence. Ten minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Google Classroom",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="culture",
    icon="list-todo",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("3.1"), *iste("2.6.b")),
)
