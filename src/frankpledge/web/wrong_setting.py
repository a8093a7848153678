"""What a start stops with where a setting is wrong: the message says which, and what it is to be."""


class WrongSetting(ValueError):
    """A setting from outside, such as FRANKPLEDGE_MAIL, is not what it may be. It becomes one line and exit code 2."""
