"""What people typed, made safe for Markdown, YAML and BibTeX: it shows letter for letter and does nothing."""

import json
import re
import unicodedata

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!&~$])")
_LEADING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))  # they would turn what follows
_BIBTEX = {character: f"\\{character}" for character in "{}%#$&_"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def plain(text: str) -> str:
    """One line that Markdown shows letter for letter, without marks that turn the direction of writing."""
    shown = _MARKUP.sub(r"\\\1", shown_line(text))
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def paragraphs(text: str) -> str:
    """Several paragraphs as Markdown shows them letter for letter."""
    found = re.split(r"\n\s*\n", text)
    return "\n\n".join(shown for part in found if (shown := plain(part)))


def code_block(code: str, language: str = "") -> str:
    """A fenced block of Markdown that nothing in the code can end."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code.rstrip()}\n{fence}\n"


def quoted(text: str) -> str:
    """A string of YAML in double quotes; what YAML may not hold raw is escaped."""
    return "".join(
        character if character.isprintable() else _escaped(character)
        for character in json.dumps(text, ensure_ascii=False)
    )


def bibtex(text: str) -> str:
    """One line that LaTeX sets letter for letter."""
    return "".join(_BIBTEX.get(character, character) for character in shown_line(text))


def shown_line(text: str) -> str:
    """The text on one line, without control characters and marks of direction."""
    line = " ".join(text.split()).translate(_DIRECTIONS)
    return "".join("\ufffd" if unicodedata.category(each) in {"Cc", "Cs"} else each for each in line)


def _escaped(character: str) -> str:
    point = ord(character)
    if 0xD800 <= point < 0xE000:
        return "\\uFFFD"  # half a character is none
    return f"\\u{point:04X}" if point < 0x10000 else f"\\U{point:08X}"
