"""Why a file could not be read as a table, in words that say what to do."""

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from waypost.people.tables import MOST_BYTES, MOST_COLUMNS, BadTable

MB = 1024 * 1024


def sentence(problem: BadTable, columns: Mapping[str, str]) -> str:
    """`columns` are the names of the columns as the page calls them."""
    match problem.reason:
        case "empty":
            return _("This file is empty, so nothing arrived. Save it again and choose it.")
        case "too_large":
            return _("This file is larger than %(most)d MB. Split it and bring the parts.") % {
                "most": MOST_BYTES // MB
            }
        case "workbook":
            return _(
                "This is a workbook or a PDF, not a CSV file. In your spreadsheet choose Save as or"
                " Download, then CSV, and choose that file."
            )
        case "no_lines":
            return _("The file has a first line with names and nothing below it.")
        case "too_many_lines":
            return _(
                "The file has %(found)s lines. At most %(most)s are taken at one time: split it and"
                " bring the parts."
            ) % {"found": problem.facts["found"], "most": problem.facts["most"]}
        case "too_many_columns":
            return _(
                "The first line names more than %(most)d columns. Keep only what is needed."
            ) % {"most": MOST_COLUMNS}
        case "same_column":
            return _("Two columns are called “%(name)s” or mean the same. Remove one of them.") % {
                "name": problem.facts["name"]
            }
        case "missing_columns":
            return _missing(problem, columns)
        case _:
            return _(
                "This file can’t be read as a table. Save it from your spreadsheet as CSV and"
                " choose that file."
            )


def _missing(problem: BadTable, columns: Mapping[str, str]) -> str:
    missing, found = problem.facts["missing"], problem.facts["found"]
    if not isinstance(missing, list) or not isinstance(found, list):
        raise TypeError
    facts = {
        "missing": _listed([str(columns[each]) for each in missing], _("and")),
        "found": _listed([str(each)[:40] for each in found[:8]], _("and")),
    }
    return (
        _("The first line must name the columns. Not there: %(missing)s. There: %(found)s.") % facts
    )


def _listed(names: list[str], last: str) -> str:
    return get_text_list([f"“{name}”" for name in names], last)
