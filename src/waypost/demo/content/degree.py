"""The district degree: words by the district's team, CC BY 4.0."""

from dataclasses import replace
from decimal import Decimal

from waypost.catalog.blueprint import (
    Blueprint,
    ChoicesText,
    ChoiceText,
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

# The pilot has three badges and two micro-credentials: the rule asks only for what can be earned.
CHOICES = (
    ChoiceText(
        label="Any 2 of the 3 app badges",
        count=2,
        counts_earlier=True,
        slugs=("google-classroom", "google-forms", "screen-recorder"),
    ),
    ChoiceText(label="Check and change", count=1, slugs=("check-and-change",)),
    ChoiceText(
        label="Chromebooks open, Chromebooks closed", count=1, slugs=("chromebooks-open-closed",)
    ),
)

PIECES = (
    PieceText(
        title="Students, over time",
        text=prose(
            f"""Three dated pieces of work from the same students, over at least twelve weeks. Cover
            the names. {STUDENTS_SAFE}"""
        ),
        kinds=("photo", "pdf", "document"),
        min_items=3,
        max_items=6,
    ),
    PieceText(
        title="What I do now that I didn't before",
        text="Your own learning: one page, or a voice note of about 2 minutes.",
        kinds=("text", "audio", "pdf", "document"),
        max_items=2,
    ),
    PieceText(
        title="Passed on",
        text=prose(
            """A short note from a colleague you helped, with something they made because of it.
            Show them the note before you send it."""
        ),
        kinds=("photo", "pdf", "document", "audio", "link"),
        min_items=2,
        max_items=4,
    ),
)

ROWS = (
    RowText(
        title="Students, over time",
        not_yet=prose(
            """Fewer than three dates, different students, or the pieces are shown without pointing
            at anything in them."""
        ),
        demonstrated=prose(
            """For each of three dated pieces, names the practice behind it and points at the place
            in the work that shows growth (or doesn't, and what was changed)."""
        ),
        saved_comment=prose(
            """The first and third pieces are just right. For the second, add the practice behind it
            and circle the place you want me to look at."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="My own learning",
        not_yet="A list of tools or trainings, or a change with nothing that told you.",
        demonstrated=prose(
            """One practice kept, one changed, one dropped, each with what told you: a count, a
            student's words, a visitor's note."""
        ),
        saved_comment=prose(
            """You tell me what you dropped and I'd like to know what told you to. One count or one
            thing a student said is enough."""
        ),
        pieces=(2,),
    ),
    RowText(
        title="Passed on",
        not_yet="The note thanks you, or nothing the colleague made is attached.",
        demonstrated=prose(
            """The colleague's note says what they tried because of you, and one thing they made is
            attached."""
        ),
        saved_comment=prose(
            """A kind note. Ask your colleague for one more thing: the slide, card or form they made
            from it."""
        ),
        pieces=(3,),
    ),
)

USE_TOMORROW = markdown(
    """
    ### Start a folder today

    Three dates on your calendar, six weeks apart. On each one, take one photo of work from the
    same two or three students, names covered.

    ```
    Date ______   Practice behind it ____________________________
    Look at this place: _________________________________________
    What it tells me: ___________________________________________
    ```

    ### A note to give a colleague

    ```
    I tried ______________________ because ______________ showed me.
    With my students it ________________________________________.
    Here is what I made: _______________________________________
    ```

    ### Kept, changed, dropped

    | What I did | Practice | What told me |
    |---|---|---|
    | Kept |  |  |
    | Changed |  |  |
    | Dropped |  |  |
    """
)

DEGREE = Blueprint(
    slug="digital-classroom-teacher",
    kind="degree",
    title="Digital Classroom Teacher",
    tagline="The pilot year’s district degree",
    sentence=prose(
        """I choose technology for what it does for learning, show it in my students' work over
        time, and help a colleague do the same."""
    ),
    public_sentence=prose(
        """Chooses technology for what it does for learning, shows the effect in the work of the
        same students over at least twelve weeks, and helps a colleague do the same."""
    ),
    grade_from=0,
    grade_to=12,
    beginner_minutes=900,
    beginner_time=prose(
        """About 15 hours under the pilot year's rule, over one to three school years, in any
        order."""
    ),
    clock_hours=Decimal(5),
    content_area="Digital learning",
    why=prose(
        """One good lesson can be luck. The same students' work in September, November and January
        is not. The degree is for the teacher who can show that, and who made it easier for the
        person next door.

        **The rule for this pilot year:** any 2 of the 3 app badges, both micro-credentials, and
        Pass it on below. When more badges and micro-credentials open, the rule for new starters
        becomes 4 and 4; what you have earned keeps counting."""
    ),
    steps=(
        StepText(
            title="Earn the parts, in any order",
            text="Any 2 of the 3 app badges, and both micro-credentials.",
        ),
        StepText(
            title="Keep three dates",
            text="The same students, twelve weeks or more from first to last, one piece each.",
        ),
        StepText(
            title="Pass it on",
            text="Help one colleague try one thing. Keep their note and what they made.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already=prose(
        """Start with Pass it on: work you kept from last school year counts if it is dated and from
        the same students."""
    ),
    reviewed_by="The program team",
    review_days=10,
    shape="shield",
    hue="design",
    icon="graduation-cap",
    requirements=(
        ChoicesText(title="The parts", choices=CHOICES),
        EvidenceText(title="Pass it on", pieces=PIECES, rows=ROWS),
    ),
    alignments=(*ttess("4.2", "4.3"), *iste("2.1.a", "2.2.c", "2.4.a")),
    follow_up="Who did you help this year, and what are they doing now?",
)

APPS = (
    "google-classroom",
    "google-forms",
    "google-docs",
    "canva-for-education",
    "edpuzzle",
    "seesaw",
    "book-creator",
    "screen-recorder",
)
SKILLS = (
    "feedback-they-act-on",
    "flip-one-lesson",
    "choices-that-fit",
    "chromebooks-open-closed",
    "plan-with-ai",
)
# For whoever starts once everything is open; those who began in the pilot keep its rule.
DEGREE_2 = replace(
    DEGREE,
    tagline="For what technology does for learning",
    beginner_minutes=1800,
    beginner_time="About 30 hours, over one to three school years, in any order.",
    why=prose(
        """One good lesson can be luck. The same students' work in September, November and January
        is not. The degree is for the teacher who can show that, and who made it easier for the
        person next door.

        **The rule:** any 4 of the 8 app badges, 4 of the 6 micro-credentials with Check and change
        among them, and Pass it on below. App badges that you earned before this system count when
        they are on record here."""
    ),
    steps=(
        StepText(
            title="Earn the parts, in any order",
            text="Any 4 app badges, Check and change, and 3 more micro-credentials.",
        ),
        *DEGREE.steps[1:],
    ),
    requirements=(
        ChoicesText(
            title="The parts",
            choices=(
                ChoiceText(
                    label="Any 4 of the 8 app badges", count=4, slugs=APPS, counts_earlier=True
                ),
                ChoiceText(label="Check and change", count=1, slugs=("check-and-change",)),
                ChoiceText(label="Any 3 of the other 5 micro-credentials", count=3, slugs=SKILLS),
            ),
        ),
        *DEGREE.requirements[1:],
    ),
    changes=prose(
        """The rule for new starters: 4 app badges and 4 micro-credentials instead of 2 and 2. Pass
        it on is the same. Whoever began in the pilot year finishes under the pilot year's rule."""
    ),
)
