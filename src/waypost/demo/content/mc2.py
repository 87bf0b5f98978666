"""MC2, Feedback they act on: words by the district's team, CC BY 4.0."""

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

DRAFTS = PieceText(
    title="Three drafts with your comments",
    text=prose(
        f"""The drafts of three students with what you said on them: typed, written by hand, or
        spoken (Docs, Seesaw, a sticky note). Cover the names. {STUDENTS_SAFE}"""
    ),
    kinds=("photo", "pdf", "document", "audio"),
    min_items=3,
    max_items=6,
)
NEXT = PieceText(
    title="Their next drafts",
    text=prose(
        """What the same three students handed in after your comments. Mark the place that answers
        each comment; a circle on a photo is fine."""
    ),
    kinds=("photo", "pdf", "document", "audio"),
    min_items=3,
    max_items=6,
)
PLAN = PieceText(
    title="The class time you gave it",
    text=prose(
        """Your plan for the 15 minutes or more in which students used the comments, and a date or
        the version history that shows the work was still open. Half a page is enough."""
    ),
    kinds=("photo", "pdf", "document", "text"),
    max_items=3,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "Which comment got the most done, and how can you tell?",
        "Which one was not used? What in the student's work or words tells you why?",
        "How would you write that one now?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="Names the next move",
        not_yet=prose(
            """A comment set is only praise, only a grade, or the teacher has made the correction
            for the student."""
        ),
        demonstrated=prose(
            """For each of the three students at least one comment names one thing to do that the
            student could start without asking; no comment set is only praise, only a grade, or the
            fix itself."""
        ),
        saved_comment=prose(
            """Two of the three sets say what to do next. On the third I read "Great detail" and
            "Watch your commas". Turn one of them into a move: where, and do what?"""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Time to use it",
        not_yet=prose(
            """The comments came with the final grade, or nothing shows when students worked with
            them."""
        ),
        demonstrated=prose(
            """Dates or version history show the comments came before the work was final, and the
            plan shows at least 15 minutes of class in which students used them."""
        ),
        saved_comment=prose(
            """I believe you gave them time; I can't see when. Add the date of the comments and the
            date it was due, or a picture of the version history."""
        ),
        pieces=(1, 3),
    ),
    RowText(
        title="Students acted",
        not_yet=prose(
            """The later drafts are cleaner, but nothing points from a comment to the place that
            changed."""
        ),
        demonstrated=prose(
            """In at least two of three later drafts, the teacher marks the place that answers the
            comment."""
        ),
        saved_comment=prose(
            """The second student's new opening answers your comment, and you circled it. Do the
            same for one more draft and this row is done."""
        ),
        pieces=(1, 2),
    ),
    RowText(
        title="The one that missed",
        not_yet=prose(
            """Every comment is said to have worked, or the reason given is about the student and
            not about the comment."""
        ),
        demonstrated=prose(
            """The reflection shows one comment that wasn't used, gives a reason drawn from the
            student's work or words, and rewrites it."""
        ),
        saved_comment=prose(
            """You say he ignored it. What did he do instead, and what does that tell you about the
            comment? Then write the one you'd give him now."""
        ),
        pieces=(2, 4),
    ),
)

USE_TOMORROW = markdown(
    """
    ### One comment, three parts

    ```
    I see     ______________________________ (a place in the work, pointed at)
    Next      ______________________________ (one verb the student can start on)
    You'll know it's better when ____________
    ```

    *I see two reasons in paragraph 3. Next: cross out the weaker one and give the other an example
    from page 40. You'll know it's better when a classmate can say your reason back.*

    ### Swap these

    | Instead of | Say |
    |---|---|
    | Great detail! | The oil on the feathers made me see it. Put one more like that in paragraph 2. |
    | Be more specific. | Which day? Add the day and what you measured. |
    | Awkward. | Read this line aloud. Stop where you stumble and make it two sentences. |
    | Show your work. | I can follow you to line 3. What did you do to get line 4? |

    ### Fifteen minutes with it

    ```
    0-2    Read your comments. Put a dot beside the one you'll do first.
    2-10   Do that one. Nothing else.
    10-13  Show a partner: before, after. Partner says what changed.
    13-15  Write under it: "I did ______ because you said ______."
    ```

    The last line is your evidence. Photograph three of them.
    """  # noqa: E501 - a table row is one line
)

MC2 = Blueprint(
    slug="feedback-they-act-on",
    kind="micro_credential",
    title="Feedback they act on",
    tagline="Comments that students use while the work is open",
    sentence=prose(
        """I give feedback while work is still open, it tells the student the next move, and I make
        class time to use it."""
    ),
    public_sentence=prose(
        """Gives students feedback while their work is still open, names the next move, makes class
        time for it, and shows in later drafts what students did with it."""
    ),
    grade_from=1,
    grade_to=12,
    beginner_minutes=300,
    beginner_time=prose(
        """About 5 hours over 3 weeks; most of it is commenting you'd do anyway, about an hour is
        extra."""
    ),
    clock_hours=Decimal(5),
    content_area="Digital learning; assessment and feedback",
    why=prose(
        """You wrote on thirty essays over the weekend, and on Monday they looked at the grade. A
        comment works when there is something left to change and time to change it. So: fewer
        comments, earlier, and fifteen minutes of class."""
    ),
    steps=(
        StepText(
            title="Comment before it's final",
            text=prose(
                """Pick one piece of work that is due next week, not last week. Give each student
                one or two comments that name a move."""
            ),
        ),
        StepText(
            title="Make the time",
            text=prose(
                """Fifteen minutes in class, comments open, one move each. You walk around and say
                nothing new."""
            ),
        ),
        StepText(
            title="Follow three students",
            text=prose(
                """One who usually acts on it, one who sometimes does, one who doesn't. Put their
                drafts side by side and mark the places."""
            ),
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - The next move, not the fix (8 min video, with ten comments to rewrite)
        - Voice comments in under a minute (5 min)
        - Reading version history (4 min)
        - A class that worked with its comments, grade 7 (3 min, captioned)
        """
    ),
    already=prose(
        """Skip the lessons and send the drafts of three students from this school year with what
        you said on them."""
    ),
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="assess",
    icon="message-square-reply",
    requirements=(EvidenceText(pieces=(DRAFTS, NEXT, PLAN, LOOKING_BACK), rows=ROWS),),
    alignments=(*ttess("1.2", "2.3"), *iste("2.7.b")),
    follow_up="Which of your comments did somebody use this month?",
    read_more=markdown(
        """
        - Hattie & Timperley (2007), The power of feedback, *Review of Educational Research* 77(1).
        - Wiliam, *Embedded Formative Assessment* (Solution Tree), the chapter on feedback that
          moves learning forward.
        """
    ),
)
