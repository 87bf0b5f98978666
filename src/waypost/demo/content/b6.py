"""B6, Seesaw: words by the district's team, CC BY 4.0."""

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
        title="The activity",
        text=prose(
            """A picture of the activity as a student sees it, with its spoken or picture
            directions: the sound button or the pictures must show."""
        ),
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="Two recordings",
        text=prose(
            f"""Two students explaining their thinking, without names: ask them to begin with "I
            think". A drawing with words counts. {STUDENTS_SAFE}"""
        ),
        kinds=("audio", "video", "photo"),
        min_items=2,
        max_items=4,
    ),
    PieceText(
        title="One sentence",
        text=prose(
            """How many of those present answered, and what did you hear that you wouldn't have
            read?"""
        ),
        kinds=("text",),
        prompts=("How many of how many answered, and what did you hear?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Directions without reading",
        not_yet="A student has to read to know what to do, or the teacher explains it live.",
        demonstrated="The activity has spoken or picture directions.",
        saved_comment=prose(
            """Your directions are kind and I had to read them. Press the microphone beside them,
            say them once, and send the picture with the button."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Every voice",
        not_yet="Volunteers only, or it isn't said how many were present.",
        demonstrated="Answers from at least eight in ten students present; number stated.",
        saved_comment=prose(
            """Fourteen answers. How many were in the room? Add that number to your sentence, and
            what you did for those who didn't."""
        ),
        pieces=(1, 3),
    ),
    RowText(
        title="Thinking heard",
        not_yet="Students name the answer or read a sentence; no reason is given.",
        demonstrated=prose(
            """Each of two recordings has a "because" (or drawing plus words that give a reason)."""
        ),
        saved_comment=prose(
            """The first one has a lovely "because". The second says six. Ask "How do you know?" and
            send that one again."""
        ),
        pieces=(2,),
    ),
    names_safe(1, 2),
)

USE_TOMORROW = markdown(
    """
    ### Directions to say, not to write

    ```
    (press the microphone, smile)
    "Count the bears. Press the red button. Say: I think there are ___ because ___.
     Press the green check. Then draw one more bear."
    ```

    Beside it: three little pictures, eye, microphone, check.

    ### Eight in ten without a fight

    - Two at a time at the window, with the class's quiet game going.
    - Whisper is fine. So is telling it to a stuffed bear with the tablet on.
    - Whoever doesn't want to be heard draws it and points, and you write what they say.

    ### "Because" in one minute a day

    Say a wrong answer yourself and ask, "How could somebody think that?" After a week they say
    *because* before you ask.

    ### No names

    "I think" first. If a name slips out, record it once more; it takes twenty seconds.
    """
)

B6 = Blueprint(
    slug="seesaw",
    kind="badge",
    title="Seesaw: every K-3 student’s voice",
    tagline="They can tell you before they can write it",
    sentence="I get every student, readers or not, to explain their thinking out loud.",
    public_sentence=prose(
        """Gets young students, readers or not, to explain their thinking out loud, and hears nearly
        everybody."""
    ),
    grade_from=-1,
    grade_to=3,
    beginner_minutes=45,
    beginner_time="About 45 minutes, and 10 to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning; early literacy",
    why=prose(
        """On paper she wrote 6. Out loud she said, "Six, because two got off the bus and then one
        came back." You'd have taught her counting again."""
    ),
    steps=(
        StepText(
            title="Say your directions", text="A recording and three pictures. Nobody has to read."
        ),
        StepText(title="Get to eight in ten", text="Two at a time, whispering allowed."),
        StepText(title="Listen for because", text="If it isn't there, ask how they know."),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - Spoken directions (3 min)
        - A quiet corner that works (4 min, captioned)
        - Recording without names (2 min)
        """
    ),
    already="Send one picture, two recordings and one sentence. Ten minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Seesaw",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="voice",
    icon="mic",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("2.3"), *iste("2.7.a")),
)
