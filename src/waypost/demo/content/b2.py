"""B2, Google Forms: words by the district's team, CC BY 4.0."""

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
        title="Your quiz",
        text=prose(
            """A link to your quiz, or a picture of each question with its answer key. For a link,
            set sharing so people in our district can open it. We'll test the link while you
            wait."""
        ),
        kinds=("link", "photo", "pdf"),
        max_items=8,
    ),
    PieceText(
        title="The feedback a student sees",
        text="One picture of what a student reads after a wrong answer.",
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="The Summary, names off",
        text=prose(f"""One picture of the Summary from a class that took it. {STUDENTS_SAFE}"""),
        kinds=("photo", "pdf"),
        max_items=3,
    ),
    PieceText(
        title="One sentence",
        text="What did the class miss, and what did you do about it?",
        kinds=("text",),
        prompts=("What did the class miss, and what did you do about it?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Grades itself",
        not_yet="Some questions need hand grading or have no points.",
        demonstrated=prose(
            """At least five questions have an answer key and points; the picture or link shows the
            score appearing without the teacher."""
        ),
        saved_comment=prose(
            """Question 4 has no key yet. Open Answer key under it, pick the right one, and send
            that picture."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Tells students why",
        not_yet='Feedback is empty or only "Correct/Wrong".',
        demonstrated=prose(
            """At least two questions give feedback on a wrong answer that says what to look at
            again, or links to it."""
        ),
        saved_comment="Add one line to Q2's wrong-answer feedback: where should they look?",
        pieces=(1, 2),
    ),
    names_safe(1, 2, 3),
    RowText(
        title="Used with students",
        not_yet="No class has taken it, or the sentence says only that they liked it.",
        demonstrated=prose(
            """The Summary shows answers from at least ten students (or the whole group if smaller),
            and the sentence names the item most missed and one thing done because of it."""
        ),
        saved_comment=prose(
            """Which question did they miss most, and what did you do next? One sentence."""
        ),
        pieces=(3, 4),
    ),
)

USE_TOMORROW = markdown(
    """
    ### A 5-question template: change the questions, keep the settings

    ```
    Settings      Make this a quiz: on
                  Release grade: right after each submission
                  Students can see: missed questions, right answers, points
                  Collect e-mail addresses: on for your grades,
                  off for any picture you show or send

    Q1  Remember   Which of these is __________?          1 point
    Q2  Tell apart Which one is NOT __________?           1 point
    Q3  The trap   The one they always miss               2 points
    Q4  Use it     Look at the picture. What happens if?  2 points
    Q5  Explain    Which reason fits best?                2 points
    ```

    Every question: open **Answer key**, pick the right answer, give it points. A question without
    a key waits for you to grade it by hand.

    ### Feedback that isn't just "Wrong"

    Answer key > *Add answer feedback* > Incorrect answers. Three openings to copy:

    - "Go back to page __, the second paragraph. What does it say happens to __?"
    - "You may be thinking of __. How is that different from __?"
    - "Try it with smaller numbers: what would __ be?"

    ### Names off for a picture

    1. Stay on **Summary**. Question and Individual show names.
    2. Crop away anything above the first chart.
    3. Read the whole picture once before you send it: tabs, photos, e-mail.
    """
)

B2 = Blueprint(
    slug="google-forms",
    kind="badge",
    title="Google Forms: a quiz that grades itself",
    tagline="Five questions, graded before the bell",
    sentence=prose(
        """I can build a short Forms quiz that grades itself, tells students why, and shows me what
        the class missed."""
    ),
    public_sentence=prose(
        """Builds self-grading Google Forms quizzes with feedback for students, and uses the summary
        to see what a class missed."""
    ),
    grade_from=2,
    grade_to=12,
    beginner_minutes=45,
    beginner_time="About 45 minutes, and 10 to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning",
    why=prose(
        """Twenty-six quizzes by hand is a lunch period, and by then the lesson is over. A quiz with
        a key and one honest line of feedback grades itself while they watch, and shows you the one
        question to teach again."""
    ),
    steps=(
        StepText(
            title="Turn a form into a quiz", text="Five questions, a key and points on every one."
        ),
        StepText(
            title="Write two lines of feedback",
            text="On the two questions they are likeliest to miss: where should they look again?",
        ),
        StepText(
            title="Give it, then read the Summary",
            text="Find the most-missed question. Do one thing about it by the next class.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    already="Send the three pictures and your sentence. Ten minutes, from your phone.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Google Forms",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="media",
    icon="list-checks",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("1.2"), *iste("2.7.b")),
)
