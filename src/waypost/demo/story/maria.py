"""María Peña, grade 5: three earned, two under way, and the degree in sight."""

from waypost.demo.story.shapes import (
    AWARD,
    DEMONSTRATED,
    NOT_YET,
    Drop,
    Look,
    Put,
    Say,
    Score,
    Shared,
    Try,
    When,
    Work,
)

MARIA = "maria.pena"

CHECK_FIRST = Try(
    begun=When(30, "16:20"),
    handed_in=When(24, "15:52"),
    parts=(
        Put(piece=1, file="plan.pdf", caption="The question, the wrong answers, and my plan."),
        Put(
            piece=2,
            file="results-941.png",
            caption=(
                "9:41. 22 present, 22 of 22 answered. One Chromebook was charging: he answered on"
                " a sticky note. I read the item aloud for two."
            ),
        ),
        Put(
            piece=2,
            file="move.mp4",
            caption=(
                "For the nine who said two fifths (add the tops, add the bottoms): strips before"
                " any rule."
            ),
        ),
        Put(piece=2, file="strips-desk.heic", caption="What one pair laid out, 9:46."),
        Put(piece=2, file="results-953.png", caption="9:53, second question: 18 of 22."),
        Put(piece=3, file="sticky.jpg", caption="The sticky-note answer, 9:41."),
        Put(piece=3, file="strips-after.jpg", caption="R, 9:51."),
        Say(
            piece=4,
            prompt=0,
            text=(
                "I expected C to be the popular wrong answer because we'd just multiplied"
                " fractions. It was A. What got me was that nobody noticed two fifths is less than"
                " the half they started with."
            ),
        ),
        Say(
            piece=4,
            prompt=1,
            text=(
                "I stopped and had pairs lay out strips before I said anything about denominators."
                " R got it: he drew the strips, crossed out 2/5 and wrote 'cant be smaller'. That"
                " sentence is worth more than the 5/6 to me. Two students still said A and they"
                " were my two who came in late from intervention, so I pulled them at 10:30."
            ),
        ),
        Say(piece=4, prompt=2, text="Next time I'd make one answer a picture."),
    ),
    looks=(
        Look(
            by="dana.whitaker",
            start=When(23, "10:05"),
            end=When(23, "10:31"),
            verdict=NOT_YET,
            scores=(
                Score(
                    1,
                    DEMONSTRATED,
                    "Every wrong answer has a student behind it. D is my favorite.",
                ),
                Score(2, DEMONSTRATED, "22 of 22, and I can see how the sticky note counted."),
                Score(3, DEMONSTRATED, "“Don't change it yet. Lay your strips.” That is the move."),
                Score(
                    4,
                    NOT_YET,
                    "You tell me R got it, and I believe you, but I can only see one sample. Add"
                    " his first try next to the second and point at the spot that changed. The"
                    " other three rows are done and stay done.",
                ),
            ),
            note="One row to go, and you have what it needs.",
        ),
    ),
)

CHECK_SECOND = Try(
    begun=When(22, "16:05"),
    handed_in=When(21, "16:18"),
    parts=(
        Drop(file="sticky.jpg"),
        Drop(file="strips-after.jpg"),
        Put(piece=3, file="strips-before.jpg", caption="R, 9:40: 2/5, circled."),
        Put(
            piece=3,
            file="strips-after-circled.jpg",
            caption=(
                "R, 9:51. The place is circled: 2/5 crossed out, “cant be smaller”. He is comparing"
                " with the half, not adding bottoms."
            ),
        ),
        Say(
            piece=4,
            prompt=1,
            text=(
                "I stopped and had pairs lay out strips before I said anything about denominators."
                " In R's first try he wrote 2/5 and circled it. In the second he drew the strips,"
                " crossed out 2/5 and wrote 'cant be smaller'. That sentence is worth more than"
                " the 5/6 to me. Two students still said A and they were my two who came in late"
                " from intervention, so I pulled them at 10:30."
            ),
        ),
    ),
    looks=(
        Look(
            by="dana.whitaker",
            start=When(20, "09:10"),
            end=When(20, "09:22"),
            verdict=AWARD,
            scores=(
                Score(
                    4,
                    DEMONSTRATED,
                    "There it is. He stopped adding and started comparing, and you show me where.",
                ),
            ),
            note="Thank you for going back for that first sample. I'd like to visit the next one.",
        ),
    ),
)

QUIZ = Try(
    begun=When(40, "19:30"),
    handed_in=When(38, "20:12"),
    parts=(
        Put(piece=1, file="quiz-key.png", caption="All five, with their keys and feedback."),
        Put(piece=2, file="quiz-feedback.png", caption="What they see after “No, it melted”."),
        Put(piece=3, file="quiz-summary.png", caption="Both blocks, 44 answers."),
        Say(
            piece=4,
            text=(
                "Q3, is the salt still there after it dissolves, was missed by 26 of 44, so on"
                " Thursday we weighed the water before and after and let them argue first."
            ),
        ),
    ),
    looks=(
        Look(
            by="grace.adeyemi",
            start=When(36, "08:30"),
            end=When(36, "08:41"),
            verdict=AWARD,
            scores=(
                Score(1, DEMONSTRATED, "Five keys, five sets of points, and the score came alone."),
                Score(2, DEMONSTRATED, "“Think of the scale” sends them somewhere. Lovely."),
                Score(3, DEMONSTRATED),
                Score(4, DEMONSTRATED, "Weighing it is exactly what Q3 asked for."),
            ),
        ),
    ),
)

CLASSROOM = Try(
    begun=When(12, "17:40"),
    handed_in=When(11, "07:25"),
    parts=(
        Put(piece=1, file="classwork.png", caption="Block B. Newest on top."),
        Put(piece=2, file="assignment.png"),
        Say(
            piece=3,
            text=(
                "Two were out on Thursday; one did steps 1 and 2 from the video at home and asked"
                " me on Friday about the graph, not about what he'd missed."
            ),
        ),
    ),
    looks=(
        Look(
            by="omar.castellano",
            start=When(9, "13:15"),
            end=When(9, "13:24"),
            verdict=AWARD,
            scores=(
                Score(1, DEMONSTRATED, "Day first, then the thing. I found everything."),
                Score(2, DEMONSTRATED),
                Score(3, DEMONSTRATED, "A question about the graph: that's the whole point."),
                Score(4, DEMONSTRATED),
            ),
        ),
    ),
)

ROUTINES = Try(
    begun=When(15, "16:50"),
    parts=(
        Put(piece=1, file="routine-poster.jpg", caption="Grade 5, by the door. Denise drew it."),
        Say(
            piece=2,
            text=(
                "Starts, block A, 22 students. From “open” until the last hands are in laps.\n"
                "Before: <15> 141 s, <14> 155 s, <13> 138 s, <12> 160 s, <11> 146 s.\n"
                "After: <5> 82 s, <4> 75 s, <3> 79 s, <2> 66 s, <1> 63 s."
            ),
        ),
        Say(
            piece=4,
            prompt=0,
            text=(
                "148 seconds before and 73 after. We start four times a day, so 75 seconds is 25"
                " minutes a week. I think it is the page on the board: they used to ask."
            ),
        ),
        Say(
            piece=4,
            prompt=1,
            text=(
                "A dead battery on Tuesday and a wrong tab on Wednesday. The battery took the paper"
                " copy. The wrong tab"
            ),
        ),
    ),
)

HOW_TO = Try(
    begun=When(3, "20:15"),
    parts=(
        Put(
            piece=1,
            file="how-to.webm",
            caption="Test class, nobody in it. Captions corrected twice.",
        ),
    ),
)

PASS_IT_ON = Try(
    begun=When(6, "16:30"),
    parts=(
        Put(
            piece=1,
            file="strips-after-circled.jpg",
            caption=(
                "Fall, R. Practice: a check in the middle of the lesson. Look at “cant be smaller”."
            ),
        ),
        Put(
            piece=3,
            file="how-to-script.docx",
            caption="The script Nkechi made after we recorded one together.",
        ),
    ),
)

WORKS = (
    Work(
        who=MARIA,
        slug="check-and-change",
        tries=(CHECK_FIRST, CHECK_SECOND),
        shared=Shared(at=When(19, "16:02"), front=True, show=("plan.pdf",)),
    ),
    Work(who=MARIA, slug="google-forms", tries=(QUIZ,)),
    Work(who=MARIA, slug="google-classroom", tries=(CLASSROOM,)),
    Work(who=MARIA, slug="chromebooks-open-closed", tries=(ROUTINES,)),
    Work(who=MARIA, slug="screen-recorder", number=2, tries=(HOW_TO,)),
    Work(who=MARIA, slug="digital-classroom-teacher", tries=(PASS_IT_ON,)),
)
