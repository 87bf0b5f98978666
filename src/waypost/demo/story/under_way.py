"""What is under way: begun, waiting, being reviewed, sent back."""

from waypost.demo.story.earned import FILMS, FORMS
from waypost.demo.story.shapes import (
    DEMONSTRATED,
    INCOMPLETE,
    NOT_YET,
    Drop,
    Link,
    Look,
    Put,
    Say,
    Score,
    Try,
    When,
    Work,
)

JOY = Work(
    who="joy.kimball",
    slug="check-and-change",
    tries=(
        Try(
            begun=When(17, "16:00"),
            handed_in=When(8, "16:41"),
            parts=(
                Put(piece=1, file="question-pad.jpg", caption="From my pad, the night before."),
                Put(piece=2, file="results-density.png", caption="10:18. A is wood is light: 11."),
                Put(
                    piece=2,
                    file="tank.jpg",
                    caption=(
                        "10:22, the 600 g log and the 8 g nail again, for the eleven who think"
                        " weight alone decides. Then three minutes of arguing."
                    ),
                ),
                Put(piece=3, file="density-before.jpg", caption="Group 4, before."),
                Put(
                    piece=3,
                    file="density-after.jpg",
                    caption=(
                        "Group 4, after. Circled: “for its size”. Before, heavy was enough of a"
                        " reason."
                    ),
                ),
                Put(piece=4, file="looking-back.m4a", caption="Looking back, 34 seconds."),
            ),
            looks=(
                Look(
                    by="marcus.bell",
                    start=When(5, "09:40"),
                    end=When(5, "10:06"),
                    verdict=NOT_YET,
                    scores=(
                        Score(1, DEMONSTRATED, "“= thinks weight alone decides.” Just right."),
                        Score(
                            2,
                            NOT_YET,
                            "I see 26 answers. How many were present? Add that number to the"
                            " caption of your result screen; your pad already says how the others"
                            " answered.",
                        ),
                        Score(3, DEMONSTRATED, "The log and the nail again, for the eleven. Yes."),
                        Score(4, DEMONSTRATED, "“Its heavy FOR ITS SIZE”, and you circled it."),
                    ),
                    note="One number, and this is yours.",
                ),
            ),
        ),
    ),
)

JACK = Work(
    who="jack.tidwell",
    slug="google-classroom",
    tries=(
        Try(
            begun=When(13, "15:20"),
            handed_in=When(13, "15:44"),
            parts=(
                Put(piece=1, file="classwork-list.png"),
                Put(piece=2, file="assignment-geo.png"),
                Say(piece=3, text="Nobody has asked me what they missed since Tuesday."),
            ),
            looks=(
                Look(
                    by="omar.castellano",
                    start=When(12, "10:30"),
                    end=When(12, "10:44"),
                    verdict=NOT_YET,
                    scores=(
                        Score(
                            1,
                            NOT_YET,
                            "One topic called “Stuff”, and I can't tell Worksheet 4 from 5. Make"
                            " three topics, put the day in each title, and send the new picture.",
                        ),
                        Score(2, DEMONSTRATED, "This assignment is clear: use it as your model."),
                        Score(
                            3,
                            NOT_YET,
                            "Who was out this week, and what did they open first? One sentence, no"
                            " name.",
                        ),
                        Score(4, DEMONSTRATED),
                    ),
                ),
            ),
        ),
        Try(
            begun=When(3, "15:15"),
            handed_in=When(1, "15:37"),
            parts=(
                Drop(file="classwork-list.png"),
                Put(piece=1, file="classwork-geo.png", caption="Four topics, day first."),
                Say(
                    piece=3,
                    text=(
                        "A student at a swim meet opened “Start here if you were out” on the bus"
                        " and turned in the wind map before I saw him."
                    ),
                ),
            ),
        ),
    ),
)

AISHA = Work(
    who="aisha.rahman",
    slug="google-forms",
    tries=(
        Try(
            begun=When(6, "18:15"),
            handed_in=When(4, "17:02"),
            parts=(
                Link(piece=1, url=f"{FORMS}/three-branches", caption="Devon and I share it."),
                Put(piece=2, file="civics-feedback.png"),
                Put(piece=3, file="civics-summary-name.png"),
                Say(
                    piece=4,
                    text="Q3 was missed by 16 of 27, so we acted out one case with three students.",
                ),
            ),
            looks=(
                Look(
                    by="grace.adeyemi",
                    start=When(3, "08:20"),
                    end=When(3, "08:26"),
                    verdict=INCOMPLETE,
                    scores=(
                        Score(
                            3,
                            NOT_YET,
                            "A student's name shows at the top of your Summary picture. I've hidden"
                            " it from everyone; please send a new one with the top cropped away.",
                        ),
                    ),
                    note="Everything else is ready to look at.",
                    hide=("civics-summary-name.png",),
                ),
            ),
        ),
    ),
)

TYLER = Work(
    who="tyler.nash",
    slug="chromebooks-open-closed",
    tries=(
        Try(
            begun=When(29, "07:20"),
            handed_in=When(4, "15:55"),
            parts=(
                Put(piece=1, file="routine-card.pdf", caption="Grade 7, room 214, on every desk."),
                Put(piece=2, file="timing-card.jpg", caption="My index card, 27 students."),
                Put(
                    piece=3,
                    file="red-card.jpg",
                    caption="Number 17 was dead. He has the paper copy out and is working.",
                ),
                Say(
                    piece=4,
                    prompt=0,
                    text=(
                        "150 seconds down to 62. Four starts a day makes 29 minutes a week. They"
                        " race the timer now, which I didn't plan."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=1,
                    text=(
                        "Number 17 had no charge: paper copy, red card. Two girls had the wrong"
                        " page open and fixed it with their partner before I got there."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=2,
                    text="We practiced closing twice more. I'd start with broken things next time.",
                ),
            ),
            looks=(Look(by="marcus.bell", start=When(2, "11:15"), back=When(2, "11:19")),),
        ),
    ),
)

LUKASZ = Work(
    who="lukasz.wisniewski",
    slug="chromebooks-open-closed",
    tries=(
        Try(
            begun=When(25, "16:30"),
            handed_in=When(0, "07:05"),
            parts=(
                Put(piece=1, file="routine-grade-3.jpg", caption="Grade 3, on the green wall."),
                Say(
                    piece=2,
                    text=(
                        "Closing, 21 students, from my signal until the last one is plugged in.\n"
                        "Before: <25> 132 s, <24> 120 s, <23> 141 s, <22> 118 s, <21> 129 s.\n"
                        "After: <8> 61 s, <6> 55 s, <4> 52 s, <2> 47 s, <1> 41 s."
                    ),
                ),
                Put(
                    piece=3,
                    file="close-lids.mp4",
                    caption="Closing on a real day. The timer is on the board; voices only.",
                ),
                Say(
                    piece=4,
                    prompt=0,
                    text=(
                        "128 seconds before, 51 after. We close three times a day, so 77 seconds is"
                        " about 19 minutes a week. They plug in by number now; the line at the cart"
                        " was the slow part, not the lids."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=1,
                    text=(
                        "A dead battery: he took the paper folder and put his red cup up. A wrong"
                        " page: her shoulder buddy showed her. You can hear both tell it in the"
                        " video."
                    ),
                ),
                Say(
                    piece=4,
                    prompt=2,
                    text=(
                        "We practice every Monday with one thing broken on purpose. I'll let two"
                        " students run the timer, because they notice who is waiting before I do."
                    ),
                ),
            ),
        ),
    ),
)

BAO = Work(
    who="bao.vang",
    slug="screen-recorder",
    number=2,
    tries=(
        Try(
            begun=When(5, "19:00"),
            handed_in=When(2, "20:25"),
            parts=(
                Link(piece=1, url=f"{FILMS}/graph-a-table", caption="2:10, captions corrected."),
                Say(
                    piece=2,
                    text=(
                        "How do I turn my table into a graph? In 5th period nine of 25 used it, and"
                        " one made her own for the next step."
                    ),
                ),
            ),
            looks=(
                Look(
                    by="dana.whitaker",
                    start=When(0, "07:30"),
                    scores=(
                        Score(1, DEMONSTRATED, "2:10, one task, and it ends when it's done."),
                        Score(2, DEMONSTRATED),
                    ),
                ),
            ),
        ),
    ),
)

BETH = Work(
    who="beth.sandoval",
    slug="check-and-change",
    tries=(
        Try(
            begun=When(1, "20:40"),
            parts=(
                Say(
                    piece=1,
                    text=(
                        "Which sentence needs the comma? I think they pick B because they hear a"
                        " pause there."
                    ),
                ),
            ),
        ),
    ),
)

DOLORES = Work(
    who="dolores.reyes",
    slug="screen-recorder",
    number=2,
    tries=(Try(begun=When(0, "06:50"), parts=()),),
)

WORKS = (JOY, JACK, AISHA, TYLER, LUKASZ, BAO, BETH, DOLORES)
