"""
How the log is written: a line of JSON for each event, in UTC, with the request's id.

A line names the route of a page, never its address: an address may hold the link
that opens a case.
"""

import logging
from typing import Any

import structlog
from structlog.typing import Processor

DEBUG = logging.DEBUG

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def as_json(*, level: str) -> dict[str, Any]:
    """The `LOGGING` of the settings."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "json"},
        },
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            # RequestLog tells the same with the route instead of the address
            "django.request": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "CRITICAL"},
            "django.server": {"handlers": ["lines"], "propagate": False},
        },
    }


def configure_structlog() -> None:
    """Send structlog's events through the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
