"""What is done about letters; each verb is one transaction but for the sending itself."""

from waypost.notices.actions.letters import (
    NothingToSend,
    came_back,
    send,
    send_again,
    write_letter,
)
from waypost.notices.actions.quiet import be_quiet, choose_kinds, speak_again, stay_quiet
from waypost.notices.actions.server import (
    FixedServer,
    OnlyDemo,
    PasswordAgain,
    Tested,
    choose_server,
    send_test,
)

__all__ = [
    "FixedServer",
    "NothingToSend",
    "OnlyDemo",
    "PasswordAgain",
    "Tested",
    "be_quiet",
    "came_back",
    "choose_kinds",
    "choose_server",
    "send",
    "send_again",
    "send_test",
    "speak_again",
    "stay_quiet",
    "write_letter",
]
