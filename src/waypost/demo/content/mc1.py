"""MC1, Check and change: words by the district's team, CC BY 4.0."""

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

QUESTION = PieceText(
    title="Your question",
    text=prose(
        """The question, what each wrong answer would mean, and what you planned to do if about a
        quarter of the class or more missed it. Half a page; a photo of your paper is fine."""
    ),
    kinds=("photo", "pdf", "document", "text"),
    max_items=3,
)
WHAT_HAPPENED = PieceText(
    title="What happened",
    text=prose(
        f"""The result screen with names off, and the move you made: a video up to 3 minutes, or 3
        to 5 photos with captions, or a visitor's note. Caption each one: how many were present, and
        which answer the move was for.
        {STUDENTS_SAFE}"""
    ),
    kinds=("photo", "video", "pdf", "document"),
    min_items=2,
    max_items=8,
)
STUDENT_WORK = PieceText(
    title="Two pieces of student work",
    text=prose(
        f"""Same student or group, one before your move and one after. Cover the names.
        {STUDENTS_SAFE}"""
    ),
    kinds=("photo", "pdf"),
    min_items=2,
    max_items=4,
)
LOOKING_BACK = PieceText(
    title="Looking back",
    text="Three questions, 150 to 300 words in all, typed or as a voice note of about 2 minutes.",
    kinds=("text", "audio"),
    prompts=(
        "Which answer surprised you?",
        "What did you change, and what tells you it helped or didn't?",
        "What will you ask differently next time?",
    ),
    max_items=2,
    words_from=150,
    words_to=300,
)

ROWS = (
    RowText(
        title="The question",
        not_yet=prose(
            """Wrong answers are fillers or slips, or a student could answer correctly without the
            understanding."""
        ),
        demonstrated=prose(
            """For a choice question, every wrong answer is matched in writing to one specific
            misunderstanding in this content; for an open question, at least two expected wrong
            responses are. The item asks one thing and fits on one screen."""
        ),
        saved_comment=prose(
            """Choice C reads like a typing slip. What would a student be thinking who picks it?
            Rewrite C or its note; nothing else in this row needs to change."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Everyone answers",
        not_yet="Volunteers only, or the count of answers isn't shown.",
        demonstrated=prose(
            """The result screen shows answers from at least nine in ten students present (number
            present is stated), and the question or the looking back says how a student without a
            working device, or one who needed it read aloud or in another language, answered."""
        ),
        saved_comment=prose(
            """I see 16 answers. How many were present? Add that number, and how anyone without a
            working device answered."""
        ),
        pieces=(1, 2, 4),
    ),
    RowText(
        title="Acting on it, same lesson",
        not_yet=prose(
            """The lesson goes on as planned, the answer is told again, or the change comes the next
            day."""
        ),
        demonstrated=prose(
            """Video, captioned photos or a visitor's note show one move made after the results were
            seen and in the same class period, and the caption or reflection names the
            misunderstanding from the results that it was aimed at."""
        ),
        saved_comment=prose(
            """The regrouping is clear in photo 3. Say which answer on your result screen it was
            for."""
        ),
        pieces=(2, 4),
    ),
    RowText(
        title="What changed",
        not_yet=prose(
            """Only one sample, samples from different students, or "they got it" with nothing
            pointed at."""
        ),
        demonstrated=prose(
            """Two samples from the same student or group are shown, and the teacher points at the
            exact place where the second differs (or shows that it does not) and says what that
            tells about the misunderstanding. If it didn't work: what will be tried next, and
            why."""
        ),
        saved_comment=prose(
            """Circle the spot in the second sample where you see the change, and add one sentence
            on it."""
        ),
        pieces=(3, 4),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A question frame to copy

    Write one question for the point where you usually move on without knowing. Finish every
    "they think" line. If you can't, change that answer.

    ```
    Today's point:  ______________________________________________
    Question:       ______________________________________________

    A  ____________  A student picks this if they think __________
    B  ____________  A student picks this if they think __________
    C  ____________  A student picks this if they think __________
    D  ____________  A student picks this if they think __________
                     (mark the right one, and say what it shows)

    If about a quarter of the class or more misses it, I will _____
    No device, or needs it read aloud? That student answers by ____
    ```

    **One that worked (grade 5).** 1/2 + 1/3 = ?
    A 2/5, "add the tops, add the bottoms" · B 5/6 · C 2/6, "add the tops, multiply the bottoms" ·
    D 1, "they look like they fill it."

    ### Six moves, and when each fits

    | Move | Fits when | Start with |
    |---|---|---|
    | Second model | Most missed it, in different ways | "Put your pencils down. Here it is another way." |
    | Counter-example | Many picked the same wrong answer | "If that's true, what about this one?" |
    | Partner argument | Two answers split the class | "Find someone who disagrees. One minute each." |
    | Regroup for eight minutes | About a quarter missed it | "If you'd like another look, meet me at the back table." |
    | Undo the error | The wrong answer has steps to it | "Here is someone's work. Which line would you fix?" |
    | Keep going | Nine in ten have it | "You're ready. I'll see two of you at 10:30." |

    ### The form, with names off

    1. One form, one multiple-choice question, marked as required.
    2. In the settings, turn **off** collecting e-mail addresses. No name question.
    3. Post the link before class starts. Give two minutes, then close it.
    4. Open the summary chart, not the single answers. That is the screen you show and the
       picture you keep.
    5. Keep a stack of sticky notes: same letters, for anyone whose device isn't working.
    """  # noqa: E501 - a table row is one line
)

MC1 = Blueprint(
    slug="check-and-change",
    kind="micro_credential",
    title="Check and change",
    tagline="A quick check that changes your next ten minutes",
    sentence=prose(
        """I ask every student a question whose wrong answers tell me something, read the results
        while class is still going, and change what I teach next because of them."""
    ),
    public_sentence=prose(
        """Uses a quick digital check with every student, reads the results during the lesson, and
        changes instruction in that same lesson because of what they show."""
    ),
    grade_from=2,
    grade_to=12,
    beginner_minutes=240,
    beginner_time=prose(
        """About 4 hours over 2 weeks; most of it is teaching you'd do anyway, about 50 minutes is
        extra."""
    ),
    clock_hours=Decimal(4),
    content_area="Digital learning; assessment",
    why=prose(
        """Exit tickets tell you at 3:30 what you needed at 9:40. A check in the middle of the
        lesson, with answer choices that each stand for a way of thinking, tells you what to do in
        the next ten minutes.

        A lesson that did not work, well looked at, can be Demonstrated. We mean it: the last row
        asks what you saw, not whether it went well."""
    ),
    steps=(
        StepText(
            title="Write one question",
            text=prose(
                """Pick the point where you usually move on without knowing. For every wrong answer,
                finish: "A student picks this if they think ...". If you can't finish it, change the
                answer."""
            ),
        ),
        StepText(
            title="Ask everyone, look, move",
            text=prose(
                """All students answer on a device in under two minutes. Look at the spread before
                anyone explains. Make one move that fits what you see."""
            ),
        ),
        StepText(
            title="Look at the work",
            text="Put one piece from before the move beside one from after. Say what's different.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already="Send the four pieces from a lesson you taught this school year.",
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="hex",
    hue="assess",
    icon="split",
    requirements=(
        EvidenceText(
            pieces=(QUESTION, WHAT_HAPPENED, STUDENT_WORK, LOOKING_BACK),
            rows=ROWS,
        ),
    ),
    alignments=(*ttess("1.2", "2.5"), *iste("2.7.b", "2.7.c")),
    follow_up="Did you ask another one? What happened?",
    read_more=markdown(
        """
        - Black & Wiliam (1998), Inside the black box, *Phi Delta Kappan* 80(2).
        - Wiliam, *Embedded Formative Assessment* (Solution Tree), the chapter on eliciting
          evidence.
        """
    ),
)
