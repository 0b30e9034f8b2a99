"""The offices of the town with their telephones and hours."""

from datetime import time

STREET, PROVINCE = "0551-65123456", "0551-62000000"
HOURS = "On working days 8:30–12:00 and 14:30–17:30"


def open_all(town):
    """Street and province; the street closes over noon."""
    for office, phone in ((town.street, STREET), (town.province, PROVINCE)):
        office.phone = phone
        office.opens_at, office.closes_at = time(8, 30), time(17, 30)
        office.break_from, office.break_to = time(12), time(14, 30)
        office.save()
