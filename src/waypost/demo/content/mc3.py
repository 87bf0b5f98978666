"""MC3, Flip one lesson: words by the district's team, CC BY 4.0."""

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

AHEAD = PieceText(
    title="What they got ready with",
    text=prose(
        """The video (6 minutes or less, captioned) or the reading (one page), with the one thing it
        asks students to do before class."""
    ),
    kinds=("video", "link", "pdf", "document"),
    max_items=3,
)
READY = PieceText(
    title="The ready check",
    text=prose(
        """The results, names off, with how many are enrolled in that class; and two sentences on
        what students without internet at home did."""
    ),
    kinds=("photo", "pdf", "document", "text"),
    max_items=3,
)
CLASS_TIME = PieceText(
    title="What class looked like",
    text=prose(
        f"""Your plan with its minutes, and 3 to 5 photos with captions, a video up to 3 minutes or
        a visitor's note. {STUDENTS_SAFE}"""
    ),
    kinds=("video", "photo", "pdf", "document"),
    min_items=2,
    max_items=6,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "Who came ready, who didn't, and what did you do about it?",
        "Set it beside the last time you taught this: one count or one work sample from each.",
        "Keep it, change it or drop it? Why?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="The piece they prepare with",
        not_yet=prose(
            """Longer than 6 minutes or one page, more than one idea, captions as the machine left
            them, or there is nothing for students to do but watch."""
        ),
        demonstrated=prose(
            """6 minutes or less (or one page), one idea, captions read through and corrected, and
            asks students to *do* one thing before class."""
        ),
        saved_comment=prose(
            """5:20 and one idea: good. At the end it says "make sure you understand it". What
            should they do? One question on paper would be enough."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Everyone can get to it",
        not_yet=prose(
            """Nothing is said about students without internet at home, or the check doesn't show
            how many of the class came ready."""
        ),
        demonstrated=prose(
            """The plan says what students without internet at home did (bus, morning, download,
            paper) and the ready check shows how many of those enrolled came ready."""
        ),
        saved_comment=prose(
            """19 came ready. Of how many? And tell me in one line what the three from the county
            road do: the bus, before school, on paper?"""
        ),
        pieces=(2,),
    ),
    RowText(
        title="Class time is different",
        not_yet=prose(
            """The explanation is given again to everyone, or students practice alone while the
            teacher is at the desk."""
        ),
        demonstrated=prose(
            """Evidence shows at least half the period in student practice or talk, and the teacher
            with a group chosen from the ready check."""
        ),
        saved_comment=prose(
            """Your photos show students working, and you with four of them. How did you pick those
            four? If it was the ready check, say so in the caption."""
        ),
        pieces=(2, 3),
    ),
    RowText(
        title="Was it worth it?",
        not_yet=prose(
            """"They liked it", or this lesson is described with nothing from the last time beside
            it."""
        ),
        demonstrated=prose(
            """The reflection sets this lesson beside the last time it was taught, using one count
            or one work sample from each, and decides: keep, change or drop."""
        ),
        saved_comment=prose(
            """You have this year's exit count. Look for last year's in your gradebook, or use one
            saved paper, and put the two beside each other."""
        ),
        pieces=(4,),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A script for four minutes

    ```
    0:00  "By the end of this you can ________________."     (one thing)
    0:15  Show it once, all the way through. Say little.
    1:30  Show it again and stop at the place where it goes wrong.
    2:45  "Now you: pause here and ________________."        (paper, one question)
    3:15  The answer, and the mistake most people make.
    3:50  "Bring your paper. I'll start with what you wrote."
    ```

    ### A ready check in two questions

    1. *Do the one thing* (the same question as in the video, other numbers).
    2. How sure are you? (lost / getting it / could explain it)

    Sort by question 1 before the bell rings. Wrong and sure: your group. Wrong and lost: watch it
    now, headphones, by the window. Right: start on the practice.

    ### Five ways in without internet at home

    | Way | What it takes |
    |---|---|
    | Before school, library, 7:30 | A sentence in the weekly note |
    | On the bus | Download it on the Chromebook on Wednesday |
    | At the start of class | Four seats, headphones, your first five minutes |
    | On paper | The same four frames, printed, with the one question |
    | From a friend's phone at home | No. Ask what else would work |

    ### Half the period

    ```
    5   ready check on the board, no names
    20  practice: choose start line A, B or C
        me: the group from question 1
    10  explain yours to somebody from another line
    10  one problem, alone, handed in
    ```
    """
)

MC3 = Blueprint(
    slug="flip-one-lesson",
    kind="micro_credential",
    title="Flip one lesson",
    tagline="The explanation before class, your help in class",
    sentence=prose(
        """I move one explanation into a short video or reading every student can get to, check
        who's ready, and spend class on practice with my help."""
    ),
    public_sentence=prose(
        """Moves an explanation into a short captioned video or reading that every student can get
        to, checks who is ready, and uses class time for practice with the teacher's help."""
    ),
    grade_from=4,
    grade_to=12,
    beginner_minutes=360,
    beginner_time=prose(
        """About 6 hours over 3 weeks; the first video takes two of them, the second takes half."""
    ),
    clock_hours=Decimal(6),
    content_area="Digital learning; instruction",
    why=prose(
        """The part they need you for is the part they do at home. Turn it around for one lesson:
        four minutes of explaining before class, and you beside the ones who are stuck while they
        are stuck.

        If it turns out not to be worth it for this lesson, say why and what told you. That counts
        too."""
    ),
    steps=(
        StepText(
            title="Pick one explanation",
            text=prose(
                """The one that takes you ten minutes and loses a third of the room. Make it a video
                of 6 minutes or less, or one page, with one thing to do."""
            ),
        ),
        StepText(
            title="Check who's ready",
            text=prose(
                """Two questions at the door. Decide beforehand what those do who could not get to
                it."""
            ),
        ),
        StepText(
            title="Give the period to practice",
            text=prose(
                """At least half of it. You sit with the group that the check named, not with
                whoever calls first."""
            ),
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - One idea, six minutes (7 min video)
        - Captions in five minutes (5 min)
        - Ready checks that sort (8 min, with three to try)
        - Ways in for every home (reading, 6 min)
        - A flipped period, grade 8 science (4 min, captioned)
        """
    ),
    already=prose(
        """Skip the lessons and send one flipped lesson from this school year: the video, the check,
        two photos of class and your looking back."""
    ),
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="media",
    icon="repeat-2",
    requirements=(EvidenceText(pieces=(AHEAD, READY, CLASS_TIME, LOOKING_BACK), rows=ROWS),),
    alignments=(*ttess("1.4", "2.4"), *iste("2.5.c", "2.6.b")),
    follow_up="Did you flip another one? Which, and would you again?",
    read_more=markdown(
        """
        - Bergmann & Sams, *Flip Your Classroom* (ISTE).
        - Talbert, *Flipped Learning* (Stylus), the chapters on what happens in class.
        """
    ),
)
