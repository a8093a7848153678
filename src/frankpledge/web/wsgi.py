"""What the application server calls."""

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.web.settings")
application = get_wsgi_application()


def warm() -> None:
    """Read what the first page needs (a second's work) while its reader is still opening the link."""
    from django.conf import settings

    import frankpledge.web.urls  # noqa: F401
    from frankpledge.web.evidence import queries

    queries.held(settings.ARCHIVE)
    # What is here now stays: looking through all of it again would halt a long page for a tenth of a second.
    gc.collect()
    gc.freeze()


threading.Thread(target=warm, name="warm", daemon=True).start()
