"""MC4, Choices that fit: words by the district's team, CC BY 4.0."""

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

BOARD = PieceText(
    title="The choices, and one rubric",
    text=prose(
        """Your choice board or assignment as students see it, with the one rubric that scores every
        choice and names the TEKS."""
    ),
    kinds=("photo", "pdf", "document", "link"),
    max_items=4,
)
FIT = PieceText(
    title="Three students and why",
    text=prose(
        """For three students, by initials only: which choice, and what you know that it fits. Name
        the kind of an accommodation, never a diagnosis or a document."""
    ),
    kinds=("text", "pdf", "document", "photo"),
    max_items=2,
)
WORK = PieceText(
    title="Their three finished pieces",
    text=prose(
        f"""Scored with the rubric, and one photo, recording or product that shows an access tool in
        use (read-aloud, captions, speech-to-text, translation). {STUDENTS_SAFE}"""
    ),
    kinds=("photo", "pdf", "document", "audio", "video"),
    min_items=3,
    max_items=6,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "Side by side: what does each of the three show about the target?",
        "Which choice let somebody off easy? How do you know?",
        "What did you change in that choice, or why not?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="Same target",
        not_yet=prose(
            """Each choice has a rubric of its own, the TEKS is not named, or one choice asks for
            less thinking (list instead of compare)."""
        ),
        demonstrated=prose(
            """Every choice is scored with one rubric that names the TEKS, and each choice asks for
            the same thinking verb (compare stays compare)."""
        ),
        saved_comment=prose(
            """The poster and the podcast compare. The crossword only recalls. Give it a question
            that compares, or take it off the board, and send the new one."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Fit",
        not_yet=prose(
            """Students chose by taste alone, or the note says "visual learner" or "likes
            drawing"."""
        ),
        demonstrated=prose(
            """For three students the note ties the choice to something known: language level, an
            accommodation in the IEP or 504 (kind only), or earlier work."""
        ),
        saved_comment=prose(
            """J and M are clear. For T you say he likes podcasts. What in his earlier work told you
            that talking it through would show more?"""
        ),
        pieces=(2,),
    ),
    RowText(
        title="Access tool in use",
        not_yet="A tool is listed on the board, and no student is seen or heard using it.",
        demonstrated=prose(
            """A photo, recording or product shows at least one student using a tool such as
            read-aloud, captions, speech-to-text or translation."""
        ),
        saved_comment=prose(
            """The board offers read-aloud. One picture of headphones and the toolbar, no face, is
            all this row needs."""
        ),
        pieces=(3,),
    ),
    RowText(
        title="Looking at the work",
        not_yet=prose(
            """The three pieces are described one by one, or the scores stand alone with nothing
            about the target."""
        ),
        demonstrated=prose(
            """The teacher sets the three pieces side by side, says what each shows about the
            target, and changes the one choice that let students off easy (or shows why none
            did)."""
        ),
        saved_comment=prose(
            """You noticed that the slides could be done without comparing. What will the
            directions for the slides say next time? One sentence."""
        ),
        pieces=(3, 4),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A board with one verb

    ```
    TARGET  TEKS ______   Compare ____________ and ____________.

    WRITE IT            SAY IT                SHOW IT
    Two paragraphs.     Two-minute recording. One page, words and picture.
    Each one names a    Name a likeness and   Both sides, and an arrow
    likeness and a      a difference, and     to the difference that
    difference.         say which matters.    matters, with why.

    Everyone: one likeness, one difference, which matters more and why.
    ```

    The last line is the rubric. It doesn't change from box to box.

    ### One rubric for all three

    | | Not yet | There |
    |---|---|---|
    | Likeness | none, or not in the text | one, with where it is |
    | Difference | none, or not in the text | one, with where it is |
    | Which matters | said | said, with a reason from the text |

    ### A note on three students

    ```
    Initials  Choice      What I know                          Where from
    J.        say it      writes 2 lines, explains 10           October work
    M.        write it    intermediate, wants the sentence      language level
                          frames and uses them
    T.        show it     extra time; starts faster with a      accommodation (kind)
                          picture to label
    ```

    ### Turn on before they start

    Read-aloud in the browser, captions in the video, speech-to-text under Tools, and the translated
    directions on the back. Show the class once, two minutes; then anybody may.
    """
)

MC4 = Blueprint(
    slug="choices-that-fit",
    kind="micro_credential",
    title="Choices that fit",
    tagline="More than one way, one standard",
    sentence=prose(
        """I offer more than one way to learn or show the same thing, match the ways to students I
        know, and keep the standard the same."""
    ),
    public_sentence=prose(
        """Offers several ways to show the same standard, matches them to what is known about
        students, and holds all of them to one rubric."""
    ),
    grade_from=2,
    grade_to=12,
    beginner_minutes=300,
    beginner_time=prose(
        """About 5 hours over 2 to 3 weeks; the board takes an evening, the rest is a lesson you'd
        teach anyway."""
    ),
    clock_hours=Decimal(5),
    content_area="Digital learning; differentiation",
    why=prose(
        """Nine choices are easy. Nine choices that ask for the same thinking are not, and the
        student who needs it most tends to pick the one that asks for least. Three good ones, one
        rubric, and a reason for three students: that you can do on Thursday."""
    ),
    steps=(
        StepText(
            title="Write the target first",
            text=prose(
                """One TEKS, one thinking verb, one rubric of three lines. Only then three ways to
                show it."""
            ),
        ),
        StepText(
            title="Match three students",
            text=prose(
                """One you would not worry about, one still learning English, one with an
                accommodation. Say what you know and where you know it from."""
            ),
        ),
        StepText(
            title="Lay the work side by side",
            text=prose(
                """Score the three with the one rubric. Which choice let somebody off easy? Change
                it."""
            ),
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - Same verb, three ways (9 min video, with four boards to judge)
        - Access tools on a Chromebook (6 min)
        - What you may write about a student, and what not (reading, 5 min)
        - One rubric, three pieces: grade 5 (4 min, captioned)
        """
    ),
    already=prose(
        """Skip the lessons and send a board you used this school year, with its rubric and three
        scored pieces."""
    ),
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="design",
    icon="waypoints",
    requirements=(EvidenceText(pieces=(BOARD, FIT, WORK, LOOKING_BACK), rows=ROWS),),
    alignments=(*ttess("1.3", "2.4"), *iste("2.5.a", "2.7.a")),
    follow_up="Which choice have you used again, and for whom?",
    read_more=markdown(
        """
        - Tomlinson, *How to Differentiate Instruction in Academically Diverse Classrooms* (ASCD).
        - CAST, the guidelines of Universal Design for Learning: udlguidelines.cast.org
        """
    ),
)
