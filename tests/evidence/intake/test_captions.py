"""Captions keep their times and words."""

import pytest

from waypost.evidence.intake import Refused, clean_captions

GOOD = """\ufeffWEBVTT - by Maribel
Kind: captions

NOTE made by Maribel

STYLE
::cue { background: url(https://spy.example/) }

1
00:01.000 --> 00:04,500 align:start
<v Maribel>Welcome to <b>my</b> class &amp; lab, 3 < 4

01:00:05.000 --> 01:00:06.000
¿Qué ves?
"""


def test_captions_keep_times_and_words_alone() -> None:
    assert clean_captions(GOOD.replace("\n", "\r\n")) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:04.500\nWelcome to my class &amp; lab, 3 &lt; 4\n\n"
        "01:00:05.000 --> 01:00:06.000\n¿Qué ves?\n"
    )


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean_captions(GOOD)
    assert clean_captions(once) == once


def test_a_tag_that_was_spelled_out_stays_words() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n&lt;script&gt;x&lt;/script&gt; --&gt; y\n"
    assert "&lt;script&gt;x&lt;/script&gt; → y" in clean_captions(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "captions_format"),
        ("1\n00:00:01,000 --> 00:00:02,000\nsubrip", "captions_format"),
        ("WEBVTTX\n", "captions_format"),
        ("WEBVTT\n", "captions_empty"),
        ("WEBVTT\n\nNOTE alone\n", "captions_empty"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nx", "captions_time"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nx", "captions_time"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", "captions_time"),
        ("WEBVTT\n\n" + "x" * 1_048_577, "captions_large"),
    ],
)
def test_what_does_not_read_as_captions_is_sent_back(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        clean_captions(text)
    assert caught.value.code == code
    assert "%(" not in caught.value.message


def test_the_line_that_is_wrong_is_named() -> None:
    with pytest.raises(Refused) as caught:
        clean_captions("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n2\n00:03.000 --> 3\nb")
    assert "line 7" in caught.value.message
