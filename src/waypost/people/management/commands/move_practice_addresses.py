"""Let districts of this machine follow the port that the server listens on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from waypost.people.actions import move_practice_address
from waypost.people.models import District
from waypost.people.viewers import System


class Command(BaseCommand):
    help = "Point the practice addresses of localhost at another port."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("port", type=int)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        for district in District.objects.filter(host__endswith="localhost"):
            address = f"http://{district.host}:{port}"
            if district.address != address and district.practice:
                move_practice_address(
                    district=district, address=address, by=System(district, "start")
                )
