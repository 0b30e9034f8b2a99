"""The keys of a demo: random, made once, kept beside its data."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def ensure(path: Path) -> bool:
    """Write the file if it is not there, readable by its owner alone; tell if so."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "PRIVACY_KEYS": Fernet.generate_key().decode(),
        "LOOKUP_KEY": secrets.token_urlsafe(48),
    }
    lines = "".join(f"{name}={key}\n" for name, key in keys.items())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(lines)
    return True
