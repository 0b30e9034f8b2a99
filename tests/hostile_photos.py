"""
What each hostile upload is told, and what it costs: seconds, and the memory of a
process that looks at nothing else. Times are for reading, and asserted nowhere.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

from tests.registry.ledger import looking

MOST_MB = 512


def main() -> int:
    """The status is 1 if one of them takes as much memory as no worker may have."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "propertyhub.settings")
    os.environ.setdefault("DEMO", "1")
    django.setup()
    # these need what was set up
    from tests.registry.ledger.hostile import CONTENTS  # noqa: PLC0415
    from tests.registry.ledger.photos import jpeg  # noqa: PLC0415

    contents = {"(an ordinary photo)": jpeg, **CONTENTS}
    print(f"{'file':<44} {'KB':>6} {'seconds':>7} {'MB':>4}  said")
    most = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        for name, content in contents.items():
            path = Path(folder) / "photo"
            path.write_bytes(content())
            told = looking.in_a_process_of_its_own([path])
            most = max(most, told.megabytes)
            print(
                f"{name:<44} {path.stat().st_size // 1024:>6,}"
                f" {told.seconds[path.name]:>7.2f} {told.megabytes:>4}"
                f"  {told.said[path.name]}",
                flush=True,
            )
    return 1 if most >= MOST_MB else 0


if __name__ == "__main__":
    sys.exit(main())
