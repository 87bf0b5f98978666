"""MC6, Plan with AI, check like a teacher: words by the district's team, CC BY 4.0."""

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

DRAFT = PieceText(
    title="What you asked and what came back",
    text=prose(
        """Every prompt you wrote and the draft, copied or as pictures, with the tool's name. No
        student in it: no name, grade, disability or family detail."""
    ),
    kinds=("text", "photo", "pdf", "document"),
    max_items=5,
)
MARKED = PieceText(
    title="Your marked-up copy",
    text=prose(
        """The draft with what you changed. Label at least three changes: off the TEKS, wrong fact,
        wrong level, unfair or stereotyped, not our materials."""
    ),
    kinds=("photo", "pdf", "document"),
    max_items=4,
)
USED = PieceText(
    title="What you used, and one piece of student work",
    text=prose(
        f"""The version students got, and one piece of work from it with the name covered. Say in
        the caption what it shows. {STUDENTS_SAFE}"""
    ),
    kinds=("photo", "pdf", "document"),
    min_items=2,
    max_items=5,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "What did you keep, and what did you throw out? Why?",
        "What could students do with it, and what couldn't they?",
        "Which kind of task won't you use it for, and why?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="Nothing private goes in",
        not_yet=prose(
            """The tool is not on the approved list, or a prompt holds a student's name, grade,
            disability or family detail."""
        ),
        demonstrated=prose(
            """The tool is on the approved list, and the prompts show no student name, grade,
            disability or family detail."""
        ),
        saved_comment=prose(
            """Your second prompt says what one student's plan asks for. I've hidden it from
            everyone. Write it again for "a student who needs short directions" and send that; this
            doesn't count as a try."""
        ),
        pieces=(1,),
        privacy=True,
    ),
    RowText(
        title="Checked against the standard",
        not_yet=prose(
            """Fewer than three changes, changes of wording only, or changes without a label that
            says what was wrong."""
        ),
        demonstrated=prose(
            """At least three marked changes, each labelled: off the TEKS, wrong fact, wrong level,
            unfair or stereotyped, not our materials."""
        ),
        saved_comment=prose(
            """Two good catches: the date and the reading level. Find one more that isn't wording.
            Does question 4 still ask what the TEKS asks?"""
        ),
        pieces=(1, 2),
    ),
    RowText(
        title="Used and looked at",
        not_yet="The version was not used with students yet, or no work from it is shown.",
        demonstrated=prose(
            """The final version is shown with one piece of student work, and a sentence points at
            what students could or couldn't do with it."""
        ),
        saved_comment=prose(
            """I see the sheet and the student's answers. Point at one: what does it tell you that
            they can or can't do yet?"""
        ),
        pieces=(3, 4),
    ),
    RowText(
        title="Judgment",
        not_yet=prose(
            """It is called good or bad as a whole, or one of the three (kept, thrown out, won't use
            it for) has no reason."""
        ),
        demonstrated=prose(
            """Names one thing kept, one thrown out, and one kind of task the teacher won't use AI
            for, each with a reason."""
        ),
        saved_comment=prose(
            """Kept and thrown out are clear. For the task you won't use it for, give me the reason:
            what would be lost?"""
        ),
        pieces=(4,),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A prompt without anybody in it

    ```
    You help a grade ____ ____________ teacher in Texas.
    Standard, in my words: ________________________________
    Students can already: _________________________________
    They often think (wrongly): ___________________________
    Make: ____ questions, from easy to hard, on one page, reading level grade ____.
    Do not: use brand names, holidays, or names of people.
    ```

    No names, grades, disabilities, families. "A student who reads two grades below" is fine; who it
    is, is yours to know.

    ### Read it five times, once for each

    - [ ] **Off the TEKS**: does every question ask for *this* standard's verb?
    - [ ] **Wrong fact**: check each number, date and name in the book, not in the tool.
    - [ ] **Wrong level**: read the longest sentence aloud.
    - [ ] **Unfair**: who is in it? who is funny, poor, the hero, missing?
    - [ ] **Not our materials**: do we have this, and do we say it this way?

    Write the label beside each change. Three labels are your evidence.

    ### What to keep for yourself

    | Good for | Not for |
    |---|---|
    | Ten questions to pick three from | Comments on a student's work |
    | The same text at two levels | Anything with a student in it |
    | Wrong answers to argue with | A grade |
    """
)

MC6 = Blueprint(
    slug="plan-with-ai",
    kind="micro_credential",
    title="Plan with AI, check like a teacher",
    tagline="A first draft is not a lesson",
    sentence=prose(
        """I use a district-approved AI tool to draft part of a lesson, find and fix what's wrong or
        doesn't fit my students, and keep student information out of it."""
    ),
    public_sentence=prose(
        """Uses an approved AI tool to draft part of a lesson, finds and corrects what is wrong or
        does not fit, keeps student information out of it, and says where not to use it."""
    ),
    grade_from=0,
    grade_to=12,
    beginner_minutes=240,
    beginner_time=prose("""About 4 hours over 2 weeks; the checking is the longer half of it."""),
    clock_hours=Decimal(4),
    content_area="Digital learning; planning",
    why=prose(
        """It writes twenty questions before your coffee is cool, and three of them are wrong in a
        way only you would see. This is about those three: what you catch, what you keep, and what
        you would never hand to it."""
    ),
    steps=(
        StepText(
            title="Ask without anybody in it",
            text=prose(
                """A tool from our approved list, the standard in your words, nothing about a
                student. Keep every prompt."""
            ),
        ),
        StepText(
            title="Mark it up with labels",
            text=prose(
                """Read it once for each label. At least three changes that are more than
                wording."""
            ),
        ),
        StepText(
            title="Use it and look at one paper",
            text=prose(
                """What could students do with your version? Decide what it is good for in your
                room, and what it isn't."""
            ),
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - What may never go in (6 min video)
        - Five labels, ten drafts (12 min of practice)
        - Bias in a word problem (reading, 6 min)
        - A teacher marks up a draft out loud (5 min, captioned)
        """
    ),
    already=prose(
        """Skip the lessons and send a draft you corrected this school year, with its prompts and
        one piece of work."""
    ),
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="data",
    icon="scan-search",
    requirements=(EvidenceText(pieces=(DRAFT, MARKED, USED, LOOKING_BACK), rows=ROWS),),
    alignments=(*ttess("1.1", "4.1"), *iste("2.3.d", "2.5.b")),
    follow_up="What did you stop using it for, and what did you start?",
    read_more=markdown(
        """
        - U.S. Department of Education, Office of Educational Technology (2023), *Artificial
          Intelligence and the Future of Teaching and Learning*.
        - Your district's approved app list, and its page on student information.
        """
    ),
)
