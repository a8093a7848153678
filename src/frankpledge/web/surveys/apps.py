"""How Django knows this app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "frankpledge.web.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frankpledge.web.audit import words
        from frankpledge.web.mail import kinds
        from frankpledge.web.measures import counters
        from frankpledge.web.surveys import answer_letters, results_counters, results_things, things
        from frankpledge.web.surveys.events import Event

        words.register(Event)
        kinds.register(*answer_letters.LETTERS)
        things.register_all()
        results_things.register_all()
        counters.register_family(results_counters.FAMILY)
