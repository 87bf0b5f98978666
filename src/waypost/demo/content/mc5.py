"""MC5, Chromebooks open, Chromebooks closed: words by the district's team, CC BY 4.0."""

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
    prose,
    ttess,
)

ROUTINE = PieceText(
    title="The routine, as students see it",
    text=prose(
        """A photo of what is posted in your room, or the slide you show: start, eyes up,
        something's broken, and close. Caption it with the grade and where
        it hangs."""
    ),
    kinds=("photo", "pdf", "document"),
    max_items=4,
)
LOG = PieceText(
    title="Ten timings",
    text=prose(
        """Ten starts or stops with their dates and seconds: 5 before you taught the routine and 5
        after, at least a week apart. Count from your signal until everyone is ready. A photo of a
        sticky note is fine."""
    ),
    kinds=("photo", "pdf", "document", "text"),
    max_items=3,
)
PRACTICE = PieceText(
    title="Students practicing it",
    text=prose(
        f"""About 1 minute of video, or 3 to 5 photos with captions, or a visitor's note that shows
        students practicing the routine or fixing it. {STUDENTS_SAFE}"""
    ),
    kinds=("video", "photo", "pdf", "document"),
    max_items=6,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "How many minutes a week did you win or lose, and what explains it?",
        "Name two things that really broke. What did students do first, without you?",
        "What did you teach again, and what will you change?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="Students can see it",
        not_yet=prose(
            """The routine is in the lesson plan or the teacher's head, or one of the four parts
            (start, eyes up, something's broken, close) is missing."""
        ),
        demonstrated=prose(
            """The posted routine gives steps for start, eyes up, something's broken, and close, in
            words or pictures this grade can follow."""
        ),
        saved_comment=prose(
            """Start, eyes up and close are clear. I can't find what a student does when something
            is broken. Add those two steps and send the new photo; the rest of this row is done."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Taught, not announced",
        not_yet="Students hear the routine or read it, but nobody is seen doing it.",
        demonstrated=prose(
            """Video, photo or note shows students practicing or correcting the routine, not only
            hearing it."""
        ),
        saved_comment=prose(
            """In the video you explain it well. I need to see them try it: half a minute of the
            second practice would do."""
        ),
        pieces=(3,),
    ),
    RowText(
        title="Time won",
        not_yet=prose(
            """Fewer than ten timings, no dates, before and after less than a week apart, or no
            difference worked out."""
        ),
        demonstrated=prose(
            """Ten logged times with dates; the reflection states the difference in minutes per week
            and what explains it. No gain counts if a second version was tried."""
        ),
        saved_comment=prose(
            """You have ten times. Work the difference out for a week: seconds saved, times starts
            and stops in a day, times five. One sentence on why is enough."""
        ),
        pieces=(2, 4),
    ),
    RowText(
        title="When it breaks",
        not_yet=prose(
            """No real breakdown is named, or each one ends with students waiting for the
            teacher."""
        ),
        demonstrated=prose(
            """Two real breakdowns (dead battery, wrong tab, lost password) are named, with evidence
            of what students do first without the teacher."""
        ),
        saved_comment=prose(
            """The dead battery is just what we need. Name a second one that happened in your room,
            and what the student did before coming to you."""
        ),
        pieces=(3, 4),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A routine card to copy

    Print it large, or make it the first slide of the day. Change the words to your grade's.

    ```
    START          Carry it like a pizza box: two hands, lid closed.
                   Open, sign in, go to the page on the board.
                   Ready = hands in your lap.        Goal: 60 seconds

    EYES UP        Lid at half (show a "45" with your hand).
                   Hands off. Eyes on the speaker.   Goal: 5 seconds

    SOMETHING'S    1  Close the tab. Open it again.
    BROKEN         2  Ask your elbow partner, in a whisper.
                   3  Take the paper copy. Put the red card on your desk.
                   Keep working. I'll come to the red card.

    CLOSE          Hand in or save. Close every tab. Lid down.
                   Plug it in: the number on it is the number on the shelf.
                                                     Goal: 60 seconds
    ```

    ### Teach it in four days, ten minutes a day

    | Day | What you do | What students do |
    |---|---|---|
    | 1 | Show it once, silently. Then do it wrong on purpose. | Spot the three mistakes. Say the fix. |
    | 2 | Call "start" and "close" three times. Say the seconds out loud. | Practice. Beat their own first time. |
    | 3 | Hand out one broken thing to each table: no charge, wrong page, no password. | Do steps 1 to 3 without you. |
    | 4 | Use it in a real lesson. Time it. | Run it. Two students read the card aloud if it slips. |

    ### A timing log

    From your signal until **everyone** is ready. A student with the classroom timer can do it.

    | Date | Start or stop | Seconds | What slowed it |
    |---|---|---|---|
    |  | start |  |  |
    |  | stop |  |  |

    *Minutes a week = (average before - average after) x starts and stops in a day x 5 / 60.*

    ### Words for day 3

    "Your battery is at zero. I'm with another group and I will not come for five minutes. What do
    you do first? Show me."
    """  # noqa: E501 - a table row is one line
)

MC5 = Blueprint(
    slug="chromebooks-open-closed",
    kind="micro_credential",
    title="Chromebooks open, Chromebooks closed",
    tagline="Device routines that students run themselves",
    sentence=prose(
        """I teach and keep device routines so students start, switch and stop in under a minute and
        I'm free to teach."""
    ),
    public_sentence=prose(
        """Teaches device routines that students can run themselves, measures the class time they
        win, and plans for what happens when something breaks."""
    ),
    grade_from=2,
    grade_to=12,
    beginner_minutes=240,
    beginner_time=prose(
        """About 4 hours over 3 weeks; ten minutes of class on four days, the rest is a timer and
        about 40 minutes of writing."""
    ),
    clock_hours=Decimal(4),
    content_area="Digital learning; classroom management",
    why=prose(
        """Three minutes to open and three to close, four times a day, is two hours a week. You
        already know which two students ask for help first. A routine that students can see,
        practice and fix gives you those minutes back, and your voice with them.

        No gain counts too: if the first version didn't save time, show us the second one you
        tried."""
    ),
    steps=(
        StepText(
            title="Time it before you fix it",
            text=prose(
                """Time five starts or stops with your class as it is. Write down the date and the
                seconds. Don't hurry anyone."""
            ),
        ),
        StepText(
            title="Post four parts and practice them",
            text=prose(
                """Start, eyes up, something's broken, close. Teach each part by doing it, wrong
                first, then right. Practice until they beat their own time."""
            ),
        ),
        StepText(
            title="Break it on purpose, then time it again",
            text=prose(
                """Hand out a dead battery and a wrong page, and stay away. After at least a week,
                time five more. Work out the minutes per week."""
            ),
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already=prose(
        """If your routine already runs, send its photo and a video or a visitor's note. For the
        timings before, use the ones you kept, or five with a class that hasn't learned it yet."""
    ),
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="culture",
    icon="laptop",
    requirements=(EvidenceText(pieces=(ROUTINE, LOG, PRACTICE, LOOKING_BACK), rows=ROWS),),
    alignments=(*ttess("3.1", "3.2"), *iste("2.6.b")),
    follow_up="Does it still run by itself? What did a new student need?",
    read_more=markdown(
        """
        - Evertson & Emmer, *Classroom Management for Elementary Teachers*, the chapter on rules
          and procedures.
        - Simonsen and others (2008), Evidence-based practices in classroom management,
          *Education and Treatment of Children* 31(3).
        """
    ),
)
