"""The e-mails of a partnership, and sending one again."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from frankpledge.web.accounts.middleware import Asked
from frankpledge.web.accounts.second_factor import asked_again
from frankpledge.web.mail import changes, queries, showing
from frankpledge.web.mail.kinds import NoLongerNeeded, kind_of
from frankpledge.web.mail.models import Message

PAGE = 50
COLOURS = {"waiting": "blue", "sending": "blue", "sent": "green", "failed": "red", "uncertain": "yellow"}


def messages(request: Asked) -> HttpResponse:
    """What was sent to whom, newest first."""
    page = Paginator(queries.messages(request.viewer), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(request, message) for message in page],
        "to_look_at": queries.to_look_at(request.viewer),
        "server": settings.MAIL_SERVER,
    }
    return render(request, "mail/messages.html", context)


def shown(request: Asked, message_id: int) -> HttpResponse:
    """What an e-mail of a demonstration would say."""
    message = queries.messages(request.viewer).get(pk=message_id)
    context = {**_line(request, message), "subject": kind_of(message.kind).subject}
    context["refusal"] = showing.reason_not_to_read(request.viewer, message)
    if not context["refusal"]:
        try:
            context["text"] = showing.text(request.viewer, message)
        except NoLongerNeeded as reason:
            context["not_needed"] = str(reason)
    return render(request, "mail/shown.html", context)


@asked_again
def send_again(request: Asked, message_id: int) -> HttpResponse:
    """Look at an e-mail that failed or may not have arrived, and have it sent again."""
    message = queries.messages(request.viewer).get(pk=message_id)
    refusal = changes.reason_not_to_send_again(request.viewer, message)
    if request.method == "POST" and not refusal:
        changes.send_again(message=message, by=request.viewer)
        return redirect("mail", request.viewer.partnership.slug)
    return render(request, "mail/send_again.html", {**_line(request, message), "refusal": refusal})


def _line(request: Asked, message: Message) -> dict[str, object]:
    return {
        "message": message,
        "words": kind_of(message.kind).words,
        "colour": COLOURS.get(message.state, "grey"),
        "may_again": not changes.reason_not_to_send_again(request.viewer, message),
    }
