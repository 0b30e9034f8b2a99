"""Keeps the catalogue of translations; needs none of gettext's programs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from propertyhub.translating import catalogue, compiling, examination
from propertyhub.translating.extraction import Text, texts_in
from propertyhub.translating.unfold_texts import unfold_texts

LOCALE = "zh_Hans"
FOLDERS = ("propertyhub", "ratings", "complaints", "registry", "templates")


class Command(BaseCommand):
    help = "Extract, compile or check the translations"

    def add_arguments(self, parser: CommandParser) -> None:
        todo = parser.add_mutually_exclusive_group(required=True)
        todo.add_argument(
            "--extract", action="store_true", help="bring the catalogue up to date"
        )
        todo.add_argument(
            "--compile", action="store_true", help="write what a running program reads"
        )
        todo.add_argument(
            "--check", action="store_true", help="fail on a gap or a stale catalogue"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["extract"]:
            self._extract()
        elif options["compile"]:
            compiling.compile_all(settings.LOCALE_PATHS[0])
        else:
            self._check()

    def _extract(self) -> None:
        path = catalogue.path_of(settings.LOCALE_PATHS[0], LOCALE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_up_to_date())
        compiling.compile_all(settings.LOCALE_PATHS[0])

    def _check(self) -> None:
        path = catalogue.path_of(settings.LOCALE_PATHS[0], LOCALE)
        now = catalogue.read(path, locale=LOCALE)
        problems = list(examination.problems_in(now, _lists()))
        if path.read_text() != _up_to_date():
            problems.append("The catalogue is not that of the code: make translations")
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(now)} texts, all of them translated")


def _up_to_date() -> str:
    path = catalogue.path_of(settings.LOCALE_PATHS[0], LOCALE)
    old = catalogue.read(path, locale=LOCALE)
    new = catalogue.brought_up_to_date(old, _all_texts(), locale=LOCALE)
    return catalogue.as_file(new)


def _all_texts() -> list[Text]:
    own = list(
        texts_in(
            [settings.BASE_DIR / folder for folder in FOLDERS], root=settings.BASE_DIR
        )
    )
    taken = {text.key for text in own}
    return own + [text for text in unfold_texts(LOCALE) if text.key not in taken]


def _lists() -> examination.Lists:
    folder = settings.LOCALE_PATHS[0]
    return examination.Lists(
        same=frozenset(_lines(folder / LOCALE / "same.txt")),
        avoided=tuple(_lines(folder / "avoided_words.txt")),
    )


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]
