"""B4, Canva for Education: words by the district's team, CC BY 4.0."""

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
        title="Your template",
        text=prose(
            """A picture of the page students start from, or its template link. Directions and empty
            places must be readable."""
        ),
        kinds=("photo", "pdf", "link"),
        max_items=3,
    ),
    PieceText(
        title="Two student copies",
        text=f"Two finished copies beside each other, names covered. {STUDENTS_SAFE}",
        kinds=("photo", "pdf"),
        min_items=1,
        max_items=4,
    ),
    PieceText(
        title="One sentence",
        text="What did the two students decide that you hadn't?",
        kinds=("text",),
        prompts=("What did the two students decide that you hadn't?",),
        max_items=1,
    ),
)

ROWS = (
    RowText(
        title="Room to think",
        not_yet=prose(
            """Students fill in blanks or change a color; most of the page was made by the
            teacher, or the directions are somewhere else."""
        ),
        demonstrated=prose(
            """At least half of the page is for students to fill; directions are on the page."""
        ),
        saved_comment=prose(
            """Your title, picture and three facts take most of the page. Take two of the facts out,
            ask for them instead, and send the new one."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Readable",
        not_yet=prose(
            """Text is small or lies on a picture, or pictures that matter have no alt text."""
        ),
        demonstrated=prose(
            """Text is 14 pt or more on a plain background, and pictures that matter have alt
            text."""
        ),
        saved_comment=prose(
            """The directions sit on the photo and I had to zoom. Put a plain box behind them and
            make them 14 pt or more; the alt text is fine."""
        ),
        pieces=(1,),
    ),
    RowText(
        title="Not clones",
        not_yet="The copies differ in color or font, and say the same.",
        demonstrated="Two student copies differ in idea, not only in color.",
        saved_comment=prose(
            """Both copies chose the same cause. Is there one in your class that chose another? Send
            that one beside either of these."""
        ),
        pieces=(2, 3),
    ),
    names_safe(1, 2),
)

USE_TOMORROW = markdown(
    """
    ### A page to copy

    ```
    +--------------------------------------------------+
    |  Your claim, as a headline:                      |   empty
    |                                                  |
    +------------------------+-------------------------+
    |  A picture you made or |  Two reasons, in your   |   empty
    |  found (say where)     |  own words              |
    +------------------------+-------------------------+
    |  1 Pick your claim.  2 Find two reasons in the   |   directions,
    |  text.  3 One picture.  You have 25 minutes.     |   16 pt, plain
    +--------------------------------------------------+
    ```

    Count the boxes: three of four are theirs.

    ### Before you share it

    - [ ] Share as a **template link**, so that everybody gets a copy.
    - [ ] Zoom to what a Chromebook shows. Can you read it from a chair away?
    - [ ] Click each picture, then *Alternative text*: what does it show, and why is it here?
    - [ ] Lock your directions. Leave everything else open.

    ### One question while they work

    "What would somebody from another group have put there?" It makes the second copy different.
    """
)

B4 = Blueprint(
    slug="canva-for-education",
    kind="badge",
    title="Canva for Education: a template students make their own",
    tagline="Half of the page is empty on purpose",
    sentence="I share a template that leaves the thinking to students.",
    public_sentence=prose(
        """Makes readable, accessible templates that leave the thinking to students, so that their
        finished pages differ in idea."""
    ),
    grade_from=3,
    grade_to=12,
    beginner_minutes=60,
    beginner_time="About 1 hour, and 10 minutes to send it",
    clock_hours=Decimal(1),
    content_area="Digital learning",
    why=prose(
        """Thirty posters, thirty times the same three facts in other colors. The template did it,
        not the students. Leave half the page empty and the one thing you ask for becomes the one
        thing you see."""
    ),
    steps=(
        StepText(
            title="Empty half of it",
            text="Take out what students could have thought of themselves.",
        ),
        StepText(title="Make it readable", text="14 pt or more, plain background, alt text."),
        StepText(
            title="Put two beside each other",
            text="Where do they differ in idea? That's your proof.",
        ),
    ),
    use_tomorrow=USE_TOMORROW,
    lessons=markdown(
        """
        - A template link, so that nobody edits yours (3 min)
        - Room to think: four pages to judge (6 min)
        - Alt text in Canva (3 min)
        """
    ),
    already="Send the template, two copies and one sentence. Ten minutes.",
    reviewed_by="Instructional Media",
    review_days=3,
    app="Canva for Education",
    app_note="On our approved app list: yes, checked in August.",
    shape="scallop",
    hue="design",
    icon="layout-template",
    requirements=(EvidenceText(pieces=PIECES, rows=ROWS),),
    alignments=(*ttess("1.4"), *iste("2.6.d")),
)
