"""B5, Edpuzzle: words by the district's team, CC BY 4.0."""

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
        title="Your video with its stops",
        text=prose(
            """A link that people in our district can open, or pictures of the timeline with its
            stops and of each question."""
        ),
        kinds=("link", "photo", "pdf"),
        max_items=6,
    ),
    PieceText(
        title="The results",
        text=f"One or two pictures of the results, names off. {STUDENTS_SAFE}",
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="One sentence",
        text="Which stop was missed most, and what did you do next?",
        kinds=("text",),
        prompts=("Which stop was missed most, and what did you do next?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Cut",
        not_yet="Longer than 8 minutes of watching, or captions are off or missing.",
        demonstrated="What students watch is 8 minutes or less, captions on.",
        saved_comment=prose(
            """It runs 14 minutes, and your first question is at 9:10. Cut everything before 8:50
            and send the new length."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Asks back",
        not_yet=prose(
            """Fewer than three stops, or every question can be answered by remembering a word that
            was just said."""
        ),
        demonstrated="At least three stops, one of them open-ended.",
        saved_comment=prose(
            """Four stops, all of them multiple choice. Make the third one open: "Pause. What
            happens next, and why?" Then send its picture."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Used",
        not_yet="The class watched it; the sentence says they liked it or did well.",
        demonstrated="The sentence names the most-missed stop and what you did next.",
        saved_comment=prose(
            """Open the results by question. Which stop has the most red, and what did you do about
            it the next morning? One sentence."""
        ),
        pieces=(2, 3),
    ),
    names_safe(1, 2),
)

USE_TOMORROW = markdown(
    """
    ### Three stops to copy

    ```
    Stop 1 (about 1:00)   Before they show it: what do you think will happen?   open
    Stop 2 (about 3:30)   Which of these did they just do?    one right, two that people often think
    Stop 3 (at the end)   In your words, to a friend who was out: ____________ because ___________
    ```

    ### Cut it in three minutes

    1. Watch it once at double speed. Write down the one minute that you need.
    2. Cut the greeting, the music and "in this video we will". They're gone in ten seconds.
    3. Turn captions on. Read the words of your subject in them; fix what's wrong.

    ### The next morning

    Sort by question, not by student. The most-missed stop is your warm-up. Show the ten seconds
    before it, ask again, let two people argue.
    """
)

B5 = Blueprint(
    slug="edpuzzle",
    kind="badge",
    title="Edpuzzle: a video that asks back",
    tagline="Eight minutes, three stops",
    sentence="I cut a video to what matters and stop it to make students think.",
    public_sentence=prose(
        """Cuts videos to what matters, stops them with questions that make students think, and uses
        what the results show."""
    ),
    grade_from=3,
    grade_to=12,
    beginner_minutes=60,
    beginner_time="About 1 hour, and 5 minutes to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning; assessment",
    why=prose(
        """They can watch fourteen minutes without a thought in their head; so can you. Three stops,
        one of them open, and you know by 8:05 what to begin with."""
    ),
    steps=(
        StepText(title="Cut it", text="Eight minutes or less of watching, captions on."),
        StepText(title="Stop it three times", text="Before, during, after. One of them open."),
        StepText(title="Begin with the reddest stop", text="Your next warm-up is in the results."),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - Cutting to what matters (4 min)
        - Questions that aren't about remembering (6 min, with eight to sort)
        - Results without names (2 min)
        """
    ),
    already="Send the link, one picture of the results and one sentence. Five minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Edpuzzle",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="media",
    icon="clapperboard",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("1.2"), *iste("2.7.b")),
)
