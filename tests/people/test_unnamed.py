"""A name is not to be read where it is hidden, however it is spelled; other words stay."""

import string
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from waypost.people.models import Person
from waypost.people.unnamed import traces, without

HIDDEN = "[name hidden]"


def hide(name: str, text: str, email: str = "x@isd.example", campus: str = "Bluestem") -> str:
    person = Person(name=name, called=(name.split() or [""])[0], email=email)
    return without(traces(person, [campus]), text)


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Maria Pena", "Mrs. Peña said", "Mrs. # said"),
        ("MARIA PENA", "Maria, or Mrs. Pena.", "#, or Mrs. #."),
        ("maria pena", "Maria, or Ms Pena, or ms. pena.", "#, or Ms #, or ms. #."),
        ("María Peña", unicodedata.normalize("NFD", "Peña’s class"), "#’s class"),
        ("Kim Le", "Ms. Le, MS LE; le plan, Le Mans", "Ms. #, MS #; le plan, Le Mans"),
        ("Kim Le", "Coach Le and Miss Le; the coach le", "Coach # and Miss #; the coach le"),
        ("Robert McDonald", "Mcdonald, MCDONALD, McDonald", "#, #, #"),
        ("Nell O’Connor", "Nell O'Connor, NELL O’CONNOR", "#, #"),
        ("Łukasz Ørsted", "Lukasz and Mr. Orsted", "# and Mr. #"),
        ("Garfield Fisk", "Garﬁeld in a PDF", "# in a PDF"),
        ("Đặng Thị Hoa", "Dang came, ĐẶNG too", "# came, # too"),
        ("Guadalupe de la Garza", "de la noche, Mrs. Garza", "de la noche, Mrs. #"),
        ("ليلى حداد", "قالت ليلى اليوم", "قالت # اليوم"),
        ("王小明", "我是王小明老师", "我是#老师"),
        ("Иван Петров", "ИВАН и г. Петров", "# и г. #"),
        ("Maria Pena", "MariaPena, maria.pena, Maria_Pena 2", "#, #, # 2"),
        ("Maria Pena", "Pena2.pdf by Penata", "#2.pdf by Penata"),
        ("Will Grace", "The coach will, with grace, ask.", "The coach will, with grace, ask."),
        ("WILL MAY", "It will rain; it may not.", "It will rain; it may not."),
        ("will may", "It will rain; it may not. Will?", "It will rain; it may not. #?"),
    ],
)
def test_a_name_is_hidden_as_people_spell_it(name: str, text: str, left: str) -> None:
    assert hide(name, text) == left.replace("#", HIDDEN)


LETTERS = string.ascii_lowercase + "áéíóúñüçłøđßấộ" + "яжий" + "ليحداد"
words = st.text(st.sampled_from(LETTERS), min_size=3, max_size=9)
SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.title,
    str.upper,
    bare,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFC", text.title()),
    lambda text: bare(text.upper()),
]


@settings(deadline=None)
@given(words, words, st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
@example("maria", "pena", str.upper, str.title)
@example("ana", "peña", str, SPELLINGS[4])
def test_no_spelling_of_a_name_is_left_and_what_stands_around_it_is(
    first: str, last: str, stored: Callable[[str], str], typed: Callable[[str], str]
) -> None:
    name = stored(f"{first} {last}")
    around = "so—{} ésto, {}’s ok: {}!"
    one = f"{typed(first)[0].upper()}{typed(first)[1:]}"
    both = typed(f"{first} {last}")
    assume(bare(one).casefold() not in "so esto ok")
    shown = hide(name, around.format(one, f"Ms. {typed(last)}", both))
    assert shown == around.format(HIDDEN, f"Ms. {HIDDEN}", HIDDEN)


@settings(deadline=None)
@given(st.text(max_size=60))
@example("e\u0301\u0301 ﬁ ß")
def test_a_text_without_the_name_stays_as_it_was_typed(text: str) -> None:
    assume("z" not in bare(unicodedata.normalize("NFKD", text)).casefold())
    assert hide("Zz Zzz", text, email="zz@zz.example", campus="Zzzz") == text
