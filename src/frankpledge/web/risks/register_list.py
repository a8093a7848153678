"""A risk register that was brought in from Word, Excel or the clipboard."""

from django_scopes import ScopedManager

from frankpledge.web.plans.action_list import BroughtIn


class RegisterList(BroughtIn):
    """A register as it was read, to look at before anything changes."""

    objects = ScopedManager(partnership="partnership")
